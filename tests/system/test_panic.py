#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A kernel that breaks says what happened and where, and stops: each test plants a few instructions into the image."""
import os
import re
import struct
import subprocess
import unittest

from board_test import BOARD, BUILD, console, main

WINDOW = 0xFFFF800000000000

# AArch64 instructions.
UNDEFINED = 0x00000000
BREAK = 0xD4200000
MOVE_ZERO_TO_X0 = 0xAA1F03E0
MOVE_STACK_POINTER_TO_X0 = 0x910003E0
READ_ELR_TO_X0 = 0xD5384020
ADDRESS_OF_THIS_TO_X0 = 0x10000000
LOAD_FROM_X0 = 0xF9400000
STORE_TO_X0 = 0xF9000000
BRANCH_TO_X0 = 0xD61F0000
PUSH_A_FRAME = 0xA9BF7BFD
BACK_TO_THE_LAST_ONE = 0x17FFFFFF


class Symbols:
    """Where the kernel's functions are, by their readable names."""

    def __init__(self):
        listing = subprocess.run(["llvm-nm-19", "--demangle", "--defined-only", os.path.join(BUILD, "kernel.elf")],
                                 check=True, capture_output=True, text=True).stdout
        self.addresses = {}
        for line in listing.splitlines():
            address, _, name = line.split(" ", 2)
            self.addresses[name.split("(")[0]] = int(address, 16)

    def address(self, name):
        return self.addresses[name]


def branch(source, target):
    return 0x14000000 | ((target - source) // 4 & 0x3FFFFFF)


@unittest.skipUnless(os.path.exists(os.path.join(BUILD, "kernel.elf")), "no kernel was built")
class Panic(unittest.TestCase):
    SYSTEM_CALL = "nacre::kernel::entry::system_call"
    BOOT = "nacre::kernel::boot::start"

    def setUp(self):
        self.symbols = Symbols()

    def last_words(self, function, instructions):
        """What the kernel says when these instructions stand at the beginning of a function; QEMU must end."""
        start = self.symbols.address("image_start")
        with open(os.path.join(BUILD, "nacre.img"), "rb") as file:
            image = bytearray(file.read())
        offset = self.symbols.address(function) - start
        image[offset:offset + 4 * len(instructions)] = struct.pack(f"<{len(instructions)}I", *instructions)
        path = os.path.join(BUILD, f"broken-{os.getpid()}.img")
        with open(path, "wb") as file:
            file.write(image)
        try:
            machine = console.Console(BOARD, image=path)
            machine.ended(30)
            text = machine.transcript
        finally:
            os.remove(path)
        self.assertRegex(text, r"(?m)^KERNEL PANIC: ")
        return text[text.index("KERNEL PANIC"):]

    def assert_at(self, words, function):
        """The instruction is named by function and offset."""
        self.assertRegex(words, rf"(?m)^  at   0x[0-9a-f]+ {re.escape(function)}\(.*\) \+ 0x[0-9a-f]+$")

    def test_an_undefined_instruction(self):
        words = self.last_words(self.SYSTEM_CALL, [UNDEFINED])
        self.assertIn("undefined instruction in the kernel", words)
        self.assert_at(words, "entry::system_call")

    def test_a_failed_run_time_check(self):
        self.assertIn("BRK instruction", self.last_words(self.SYSTEM_CALL, [BREAK]))

    def test_reading_null(self):
        words = self.last_words(self.SYSTEM_CALL, [MOVE_ZERO_TO_X0, LOAD_FROM_X0])
        self.assertIn("data abort in the kernel at address 0x0000000000000000 (nothing is mapped there)", words)
        self.assert_at(words, "entry::system_call")

    def test_writing_kernel_text(self):
        words = self.last_words(self.SYSTEM_CALL, [ADDRESS_OF_THIS_TO_X0, STORE_TO_X0])
        self.assertRegex(words, r"data abort in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)")

    def test_executing_kernel_data(self):
        words = self.last_words(self.SYSTEM_CALL, [MOVE_STACK_POINTER_TO_X0, BRANCH_TO_X0])
        self.assertRegex(words, r"instruction abort in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)")

    def test_executing_a_program_in_kernel_mode(self):
        words = self.last_words(self.SYSTEM_CALL, [READ_ELR_TO_X0, BRANCH_TO_X0])
        self.assertRegex(words, r"instruction abort in the kernel at address 0x00000000004[0-9a-f]+ \(not permitted\)")

    def test_a_stack_overflow_hits_the_guard_page_and_still_prints(self):
        words = self.last_words(self.SYSTEM_CALL, [PUSH_A_FRAME, BACK_TO_THE_LAST_ONE])
        self.assertIn("kernel stack overflow at address", words)
        self.assert_at(words, "entry::system_call")

    def test_a_system_error(self):
        """QEMU raises none, so the kernel jumps to where the core would."""
        source = self.symbols.address(self.SYSTEM_CALL)
        vector = self.symbols.address("exception_vectors") + 0x380
        self.assertIn("system error from the kernel", self.last_words(self.SYSTEM_CALL, [branch(source, vector)]))

    def test_the_backtrace_names_the_callers(self):
        words = self.last_words(self.BOOT, [UNDEFINED])
        self.assert_at(words, "boot::start")
        self.assertRegex(words, r"(?m)^  link 0x[0-9a-f]+ main \+ 0x[0-9a-f]+$")

    def test_a_sentence_of_the_kernel_comes_with_its_callers(self):
        """An image whose archive is gone: the kernel itself refuses, by name of the functions it came through."""
        with open(os.path.join(BUILD, "kernel.bin"), "rb") as file:
            image = file.read()
        path = os.path.join(BUILD, f"bare-{os.getpid()}.img")
        with open(path, "wb") as file:
            file.write(image)
        try:
            machine = console.Console(BOARD, image=path)
            machine.ended(30)
        finally:
            os.remove(path)
        self.assertRegex(machine.transcript, r"(?m)^KERNEL PANIC: .*")
        self.assertRegex(machine.transcript, r"(?m)^  #\d+ 0x[0-9a-f]+ main \+ 0x[0-9a-f]+$")


if __name__ == "__main__":
    main()
