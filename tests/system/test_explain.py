#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""--explain, in the kernel that users get: why calls are refused and threads fault, in words, and only if asked for."""
import os
import re
import subprocess
import tempfile

from board_test import BOARD, BUILD, ROOT, BoardTest, console, main

# What `crash` does, and what the kernel says of it.
LINES = {
    "read": r"memory fault: a read from address 0x[0-9a-f]+: the address lies outside user space",
    "null": r"memory fault: a read from address 0x0: no page is mapped there",
    "text": r"memory fault: a write to address 0x[0-9a-f]+: a page is mapped there, which the thread may read, "
            r"not write, execute \((not permitted|refused), status 0x[0-9a-f]+\)",
    "execute": r"memory fault: execution at address 0x[0-9a-f]+: a page is mapped there, which the thread may read, not "
               r"write, not execute",
    "undefined": r"user exception: undefined instruction \(number 0x[0-9a-f]+, code 0x0\)",
    "call": r"unknown system call: the kernel has no call -99",
    "capability": r"capability fault: a send to capability 0x[0-9a-f]+: the address leads to no slot \((?:64|32) bits left, "
                  r"and they do not begin with the CNode's guard 0x0 of [0-9]+ bits\)",
    "receive": r"capability fault: a receive from capability 0x[0-9a-f]+: the slot is empty",
}


class Silent(BoardTest):
    def test_nothing_is_explained_unless_asked(self):
        for way in LINES:
            self.console.run(f"run crash {way}")
        self.shell("run hello")
        self.assertNotIn("explain:", self.console.transcript)


class Explain(BoardTest):
    def setUp(self):
        cls = type(self)
        if cls.machine is None:
            cls.folder = tempfile.TemporaryDirectory()
            cls.addClassCleanup(cls.folder.cleanup)
            image = os.path.join(cls.folder.name, "nacre.img")
            subprocess.run([os.path.join(ROOT, "tools/make_image"), "--explain", os.path.join(BUILD, "kernel.bin"),
                            os.path.join(BUILD, "boot.cpio"), image], check=True)
            cls.machine = console.boot(BOARD, image=image, timeout=60)
        super().setUp()

    def explained(self, output):
        return re.findall(r"explain: thread \"[^\"]*\" \(at 0x[0-9a-f]+\): ([^\r\n]*)", output)

    def test_each_fault_has_its_line(self):
        for way, line in LINES.items():
            with self.subTest(way):
                told = [text for text in self.explained(self.console.run(f"run crash {way}")) if "fault" in text
                        or "exception" in text or "call:" in text]
                self.assertEqual(len(told), 1, told)
                self.assertRegex(told[0], rf"^{line}.*; its handler is told$")

    def test_a_refused_call_names_call_object_error_and_argument(self):
        told = self.explained(self.shell("run hello"))
        self.assertTrue(told)
        for text in told:
            self.assertRegex(text, r"^Frame_Map\(vspace=0x[0-9a-f]+, virtual_address=0x[0-9a-f]+, rights=0x[0-9a-f]+, "
                                   r"attributes=0x[0-9a-f]+\) on frame 0x[0-9a-f]+: failed_lookup: a page table for a "
                                   r"frame of this size is missing \(`virtual_address`\) \([0-9]+ bits left\)$")

    def test_a_program_can_see_that_it_is_explained(self):
        self.assertIn("refusals explained", self.shell("run about"))


if __name__ == "__main__":
    main()
