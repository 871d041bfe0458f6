#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The SD card's image: read back with the standard tools, the same bytes wherever it is made, and it boots."""
import os

from board_test import BOARD, BUILD, console, main
from disk_image import PartitionedImage, run

FILES = {"bootcode.bin", "start.elf", "fixup.dat", "config.txt", "kernel8.img", "LICENCE.firmware"}


class Card(PartitionedImage):
    kind = "sd_card"

    def test_the_partition_table_is_what_the_firmware_expects(self):
        self.check_partition_table()

    def test_the_file_system_is_sound_and_fat32(self):
        self.check_file_system()

    def test_all_files_are_there(self):
        self.assertEqual(self.listed(), FILES)
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
        self.check_it_is_made_alike_elsewhere_and_later()

    def test_it_says_how_to_write_the_card(self):
        self.assertIn(f"dd if={os.path.realpath(self.image)} of=/dev/sdX", self.said)

    def test_a_kernel_that_is_too_large_is_refused(self):
        self.check_a_large_kernel_is_refused()


if __name__ == "__main__":
    main()
