#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A kernel that breaks says what happened and where, and stops: each test plants a few instructions into the image."""
import os
import re
import unittest

from board_test import BOARD, BUILD, console, main, make_image
from planted import DEEDS, SYSTEM_CALL, Symbols, architecture_of, last_words


@unittest.skipUnless(os.path.exists(os.path.join(BUILD, "kernel.elf")), "no kernel was built")
class Panic(unittest.TestCase):
    BOOT = "nacre::kernel::boot::start"

    def assert_at(self, words, function):
        """The instruction is named by function and offset."""
        self.assertRegex(words, rf"(?m)^  at   0x[0-9a-f]+ {re.escape(function)}\(.*\) \+ 0x[0-9a-f]+$")

    def test_whatever_goes_wrong_is_told(self):
        for deed, (instructions, expected) in DEEDS.items():
            with self.subTest(deed):
                words = last_words(SYSTEM_CALL, instructions)
                self.assertRegex(words, expected)
                if not deed.startswith("execute"):
                    self.assert_at(words, "entry::system_call")

    @unittest.skipUnless(architecture_of(BUILD) == "aarch64", "others have no such exception")
    def test_a_system_error(self):
        """QEMU raises none, so the kernel jumps to where the core would."""
        symbols = Symbols()
        distance = symbols.address("exception_vectors") + 0x380 - symbols.address(SYSTEM_CALL)
        self.assertIn("system error from the kernel", last_words(SYSTEM_CALL, f"b . + ({distance})"))

    @unittest.skipUnless(architecture_of(BUILD) == "riscv", "others have no layer below the kernel")
    def test_a_trap_that_the_machine_mode_layer_does_not_expect(self):
        symbols = Symbols()
        inside = last_words("machine_mode_trap", DEEDS["undefined"][0])
        said = "KERNEL PANIC: the machine-mode layer met "
        self.assertRegex(inside, f"^{said}an undefined instruction, in the layer itself")
        self.assertRegex(inside, r"(?m)^  core 0x0+, mcause 0x0*2, mepc 0x[0-9a-f]+, mtval 0x0*ffffffff\s*$")
        self.assertRegex(inside, rf"names the line at 0x0*{symbols.address('machine_mode_trap'):x}\.")
        unknown = last_words(SYSTEM_CALL, "li a7, 99; ecall")
        self.assertRegex(unknown, f"^{said}a call of the kernel whose number it does not know")
        self.assertRegex(unknown, r"mcause 0x0*9, ")

    def test_the_backtrace_names_the_callers(self):
        words = last_words(self.BOOT, DEEDS["undefined"][0])
        self.assert_at(words, "boot::start")
        self.assertRegex(words, r"(?m)^  (link|from) 0x[0-9a-f]+ main \+ 0x[0-9a-f]+$")

    def test_a_sentence_of_the_kernel_comes_with_its_callers(self):
        """An image whose archive is gone: the kernel itself refuses, by name of the functions it came through."""
        nothing = os.path.join(BUILD, f"nothing-{os.getpid()}")
        path = os.path.join(BUILD, f"bare-{os.getpid()}.img")
        open(nothing, "wb").close()
        try:
            make_image(nothing, path)
            machine = console.Console(BOARD, image=path)
            machine.ended(30)
        finally:
            for file in (nothing, path):
                if os.path.exists(file):
                    os.remove(file)
        self.assertRegex(machine.transcript, r"(?m)^KERNEL PANIC: .*archive")
        self.assertRegex(machine.transcript, r"(?m)^  #\d+ 0x[0-9a-f]+ main \+ 0x[0-9a-f]+$")


if __name__ == "__main__":
    main()
