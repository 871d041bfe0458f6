#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The SD card's image: read back with the standard tools, the same bytes wherever it is made, and it boots."""
import json
import os
import subprocess
import tempfile
import time
import unittest

from board_test import BOARD, BUILD, ROOT, console, main

os.environ["PATH"] += ":/usr/sbin:/sbin"
PARTITION = 2048 * 512
FILES = {"bootcode.bin", "start.elf", "fixup.dat", "config.txt", "kernel8.img", "LICENCE.firmware"}


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


class Card(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.card = os.path.join(cls.place.name, "card.img")
        cls.said = cls.make(os.path.join(BUILD, "nacre.img"), cls.card)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    @staticmethod
    def make(kernel, card):
        return run(os.path.join(ROOT, "tools/image_sd_card"), BOARD, kernel, card)

    def copy(self, name):
        target = os.path.join(self.place.name, name)
        run("mcopy", "-n", "-i", f"{self.card}@@{PARTITION}", f"::{name}", target)
        return target

    def contents(self, name):
        with open(self.copy(name), "rb") as file:
            return file.read()

    def test_the_partition_table_is_what_the_firmware_expects(self):
        table = json.loads(run("sfdisk", "--json", self.card))["partitiontable"]
        self.assertEqual(table["label"], "dos")
        (partition,) = table["partitions"]
        self.assertEqual((partition["start"], partition["type"]), (2048, "c"))
        self.assertEqual(os.path.getsize(self.card), (2048 + partition["size"]) * 512)

    def test_the_file_system_is_sound_and_fat32(self):
        fat = os.path.join(self.place.name, "partition")
        with open(self.card, "rb") as card, open(fat, "wb") as file:
            card.seek(PARTITION)
            file.write(card.read())
        checked = run("fsck.fat", "-n", "-v", fat)
        self.assertIn("32 bit entries", checked)
        clusters = int(next(line.split()[0] for line in checked.split("\n") if "data clusters" in line))
        self.assertGreaterEqual(clusters, 65525)

    def test_all_files_are_there(self):
        listed = run("mdir", "-b", "-i", f"{self.card}@@{PARTITION}", "::").split()
        self.assertEqual({name.removeprefix("::/") for name in listed}, FILES)
        with open(os.path.join(BUILD, "nacre.img"), "rb") as file:
            self.assertEqual(self.contents("kernel8.img"), file.read())

    def test_the_firmware_loads_the_kernel_where_it_is_linked(self):
        settings = dict(line.split("=", 1) for line in self.contents("config.txt").decode().split("\n")
                        if "=" in line and not line.startswith("#"))
        self.assertEqual((settings["kernel"], settings["arm_64bit"]), ("kernel8.img", "1"))
        start = run("llvm-readelf-19", "--segments", os.path.join(BUILD, "kernel.elf"))
        first = next(line.split() for line in start.split("\n") if line.strip().startswith("LOAD"))
        self.assertEqual(int(settings["kernel_address"], 16), int(first[3], 16))

    def test_the_kernel_on_it_boots(self):
        with console.boot(BOARD, image=self.copy("kernel8.img"), timeout=60) as machine:
            self.assertIn("Hello", machine.run("run hello"))

    def test_the_same_files_make_the_same_bytes_elsewhere_and_later(self):
        time.sleep(2.1)  # the resolution of FAT's dates
        with tempfile.TemporaryDirectory() as other:
            kernel, card = os.path.join(other, "kernel"), os.path.join(other, "other.img")
            with open(os.path.join(BUILD, "nacre.img"), "rb") as source, open(kernel, "wb") as file:
                file.write(source.read())
            self.make(kernel, card)
            subprocess.run(["cmp", self.card, card], check=True)

    def test_it_says_how_to_write_the_card(self):
        self.assertIn(f"dd if={os.path.realpath(self.card)} of=/dev/sdX", self.said)

    def test_a_kernel_that_is_too_large_is_refused(self):
        large = os.path.join(self.place.name, "large")
        with open(large, "wb") as file:
            file.truncate(64 << 20)
        with self.assertRaises(subprocess.CalledProcessError) as refused:
            self.make(large, os.path.join(self.place.name, "never.img"))
        self.assertIn("has room for", refused.exception.stderr)
        self.assertFalse(os.path.exists(os.path.join(self.place.name, "never.img")))


if __name__ == "__main__":
    main()
