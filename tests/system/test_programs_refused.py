#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Broken programs are refused with a sentence, each for its own reason, and the shell goes on."""
import os
import shutil
import subprocess
import tempfile

from board_test import BOARD, BUILD, BoardTest, console, main
from spoilt_elf import EXECUTABLE, OTHER_MACHINE, WRITABLE, Elf


def truncated(elf):
    del elf.data[len(elf.data) // 4:]


def wrong_machine(elf):
    elf.set_machine(OTHER_MACHINE)


def overlapping(elf):
    (_, first), (position, second) = list(elf.loads())[:2]
    second.address = first.address
    elf.set(position, second)


def writable_and_executable(elf):
    for position, segment in elf.loads():
        if segment.flags & EXECUTABLE:
            segment.flags |= WRITABLE
            elf.set(position, segment)


def entry_outside_text(elf):
    writable = [segment for _, segment in elf.loads() if not segment.flags & EXECUTABLE]
    elf.set_entry(writable[0].address)


def not_elf(elf):
    elf.data[0:4] = b"nope"


SPOILERS = [truncated, wrong_machine, overlapping, writable_and_executable, entry_outside_text, not_elf]


class Refused(BoardTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        tools = os.path.dirname(console.__file__)
        entries = []
        for spoil in SPOILERS:
            elf = Elf(os.path.join(BUILD, "programs", "hello"))
            spoil(elf)
            entries.append(f"{spoil.__name__}={elf.write(os.path.join(cls.folder, spoil.__name__))}")
        image = os.path.join(cls.folder, "image")
        subprocess.run([os.path.join(tools, "make_archive"), "--output", image + ".cpio", "--list",
                        os.path.join(BUILD, "archive.list"), *entries], check=True)
        subprocess.run([os.path.join(tools, "make_image"), os.path.join(BUILD, "kernel.bin"), image + ".cpio", image],
                       check=True)
        cls.machine = console.boot(BOARD, image=image, timeout=60)

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        shutil.rmtree(cls.folder)

    def test_each_broken_program_is_refused_for_its_own_reason(self):
        memory = self.shell("mem")
        sentences = {spoil.__name__: self.refused(f"run {spoil.__name__}").replace(spoil.__name__, "")
                     for spoil in SPOILERS}
        self.assertEqual(len(set(sentences.values())), len(SPOILERS), sentences)
        self.assertRegex(self.shell("run hello"), "(?i)hello")
        self.assertEqual(self.shell("mem"), memory)


if __name__ == "__main__":
    main()
