#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Broken programs are refused with a sentence, each for its own reason, and the shell goes on."""
import os
import shutil
import struct
import subprocess
import tempfile

from board_test import BOARD, BUILD, BoardTest, console, main

EXECUTABLE, WRITABLE = 1, 2
PROGRAM_HEADER = struct.Struct("<IIQQQQQQ")  # type flags offset vaddr paddr filesz memsz align
LOAD = 1


class Elf:
    """A 64-bit ELF file whose headers can be spoilt."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = bytearray(file.read())
        self.start, = struct.unpack_from("<Q", self.data, 32)
        self.count, = struct.unpack_from("<H", self.data, 56)

    def loads(self):
        """Positions and fields of the loadable segments."""
        for number in range(self.count):
            position = self.start + number * PROGRAM_HEADER.size
            fields = list(PROGRAM_HEADER.unpack_from(self.data, position))
            if fields[0] == LOAD:
                yield position, fields

    def set(self, position, fields):
        PROGRAM_HEADER.pack_into(self.data, position, *fields)


def truncated(elf):
    del elf.data[len(elf.data) // 4:]


def wrong_machine(elf):
    struct.pack_into("<H", elf.data, 18, 62)


def overlapping(elf):
    (_, first), (position, second) = list(elf.loads())[:2]
    second[3] = second[4] = first[3]
    elf.set(position, second)


def writable_and_executable(elf):
    for position, fields in elf.loads():
        if fields[1] & EXECUTABLE:
            fields[1] |= WRITABLE
            elf.set(position, fields)


def entry_outside_text(elf):
    writable = [fields for _, fields in elf.loads() if not fields[1] & EXECUTABLE]
    struct.pack_into("<Q", elf.data, 24, writable[0][3])


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
            path = os.path.join(cls.folder, spoil.__name__)
            with open(path, "wb") as file:
                file.write(elf.data)
            entries.append(f"{spoil.__name__}={path}")
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
