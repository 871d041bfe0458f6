#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the kernel is handed and cannot use: it stops with a sentence that says what is wrong, on every console."""
import os
import re
import tempfile
import unittest

from board_test import BOARD, BUILD, console, main, make_image
from screen import Monitor
from spoilt_tree import ALIGNMENT, BEGIN_NODE, END_NODE, PROPERTY, Tree
from stopped_machine import StoppedMachine
from target import architecture_of, setting_of

ARCHITECTURE = architecture_of(BUILD)
HAS_SCREEN = setting_of(BOARD, "screen") is not None


class DamagedBoot(unittest.TestCase):
    def last_words(self, image, spoil=None):
        """What the kernel says when it stops; on the screen, if there is one, stands the same sentence."""
        monitor, stopped = Monitor(), StoppedMachine()
        options = [*monitor.options, "-no-shutdown", *(stopped.options if spoil else [])]
        with monitor.place, stopped, console.Console(BOARD, image=image, options=options) as machine:
            if spoil:
                stopped.connect()
                spoil(stopped)
                stopped.go_on()
            with self.assertRaises(console.Panic):
                machine.prompt(30)
            sentence = re.search(r"(?m)^KERNEL PANIC: .*$", machine.transcript).group(0)
            if HAS_SCREEN:
                picture = monitor.picture()
                self.assertIn(sentence[:picture.columns].rstrip(), picture.lines())
            return machine.transcript


class DamagedArchive(DamagedBoot):
    """On every board: the archive behind the kernel, in the one file that it boots from."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.archive, self.image = os.path.join(place.name, "archive"), os.path.join(place.name, "nacre.img")
        with open(os.path.join(BUILD, "boot.cpio"), "rb") as file:
            self.whole = file.read()

    def check(self, archive, expected):
        with open(self.archive, "wb") as file:
            file.write(archive)
        said = self.last_words(make_image(self.archive, self.image, 1))
        self.assertRegex(said, rf"the boot archive, {len(archive)} bytes at 0x[0-9a-f]+, is damaged")
        self.assertRegex(said, expected)

    def test_it_was_cut_off(self):
        self.check(self.whole[:len(self.whole) // 2], "KERNEL PANIC: .*archive")

    def test_an_entry_has_no_magic_number(self):
        second = self.whole.index(b"070701", 6)
        self.check(self.whole[:second] + b"xxxxxx" + self.whole[second + 6:], "KERNEL PANIC: .*newc magic")

    def test_a_length_is_no_number(self):
        size_at = 6 + 8 * 6
        self.check(self.whole[:size_at] + b"zzzzzzzz" + self.whole[size_at + 8:],
                   "KERNEL PANIC: .*is not a hexadecimal number")

    @unittest.skipUnless(ARCHITECTURE == "aarch64", "QEMU itself refuses an ELF file that was cut off")
    def test_the_image_was_cut_off(self):
        make_image(os.path.join(BUILD, "boot.cpio"), self.image, 1)
        with open(self.image, "r+b") as file:
            file.truncate(os.path.getsize(self.image) - len(self.whole) // 2)
        said = self.last_words(self.image)
        self.assertRegex(said, rf"the boot archive, {len(self.whole)} bytes at 0x[0-9a-f]+, is damaged")
        self.assertRegex(said, "KERNEL PANIC: .*(archive|newc magic)")


@unittest.skipUnless("virt" in BOARD, "this board is handed no device tree")
class DamagedTree(DamagedBoot):
    def check(self, spoil, expected):
        said = self.last_words(os.path.join(BUILD, "nacre.img"), spoil=lambda machine: spoil(Tree(machine, ARCHITECTURE)))
        self.assertIn(f"KERNEL PANIC: {expected}", said)

    def test_it_is_missing(self):
        self.check(lambda tree: tree.set_header(0, 0), "there is no device tree where the firmware says")

    def test_it_says_that_it_is_too_long(self):
        self.check(lambda tree: tree.set_header(4, ALIGNMENT + 4), "the device tree is damaged: it is longer than two megabytes")

    def test_its_structure_lies_elsewhere(self):
        self.check(lambda tree: tree.set_header(8, 0x7fffff00), "the device tree is damaged: not all of its blocks")

    def test_it_was_cut_off(self):
        self.check(lambda tree: tree.set(tree.middle(BEGIN_NODE), bytes(tree.structure_size - tree.middle(BEGIN_NODE))),
                   "the device tree is damaged: there is no such token in its structure")

    def test_a_token_is_garbage(self):
        self.check(lambda tree: tree.set_word(tree.middle(END_NODE), 0x12345678),
                   "the device tree is damaged: there is no such token in its structure")

    def test_a_property_is_longer_than_the_tree(self):
        self.check(lambda tree: tree.set_word(tree.middle(PROPERTY) + 4, 0xfffffff0),
                   "the device tree is damaged: a property is longer than its structure")

    def test_a_property_has_no_name(self):
        self.check(lambda tree: tree.set_word(tree.middle(PROPERTY) + 8, 0xfffff0),
                   "the device tree is damaged: a property's name lies outside of the names")

    def test_there_is_no_memory(self):
        self.check(lambda tree: tree.set(tree.memory_property("device_type")[0], b"nothing"),
                   "the device tree names no memory that the kernel can map")

    def test_memory_has_no_size(self):
        def spoil(tree):
            start, end = tree.memory_property("reg")
            tree.set(start + (end - start) // 2, bytes((end - start) // 2))

        self.check(spoil, "the device tree names no memory that the kernel can map")

    def test_memory_is_elsewhere(self):
        def spoil(tree):
            start, end = tree.memory_property("reg")
            size = (end - start) // 2  # one page below the last address of 32 bits that any kernel maps
            tree.set(start, 0xf0000000.to_bytes(size, "big") + 0x1000.to_bytes(size, "big"))

        self.check(spoil, "where the kernel runs is no memory, says the firmware's description of the machine")


@unittest.skipUnless(BOARD == "pc", "this board has no ACPI tables")
class DamagedTables(DamagedBoot):
    def check(self, signature, expected, where=range(0x3ff00000, 0x40000000, 0x1000)):
        """With one more bit in the table, or the root pointer, that begins with the signature."""
        image = os.path.join(BUILD, "nacre.img")
        with open(image, "rb") as file:
            entry = int.from_bytes(file.read(32)[24:32], "little")

        def spoil(machine):
            machine.run_to(entry)
            found = 0
            for page in where:
                data = machine.read(page, 0x1000)
                at = data.find(signature)
                while at >= 0:
                    machine.write(page + at + 9, bytes([data[at + 9] ^ 1]))
                    found, at = found + 1, data.find(signature, at + 1)
            self.assertGreaterEqual(found, 1, f"the firmware made no {signature}")

        self.assertIn(f"KERNEL PANIC: {expected}", self.last_words(image, spoil=spoil))

    def test_the_root_pointer_is_damaged(self):
        self.check(b"RSD PTR ", "there are no ACPI tables, or their root pointer is damaged", range(0xe0000, 0x100000, 0x1000))

    def test_the_root_table_is_damaged(self):
        self.check(b"RSDT", "ACPI's root table is damaged")

    def test_the_table_of_controllers_is_damaged(self):
        self.check(b"APIC", "ACPI's table of interrupt controllers is missing or damaged")

    def test_the_fixed_description_is_damaged(self):
        self.check(b"FACP", "ACPI's fixed description is missing or damaged")

    def test_the_code_is_damaged(self):
        self.check(b"DSDT", "ACPI's table of code (DSDT) is missing or damaged")


if __name__ == "__main__":
    main()
