#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The PC's CD image: read back with the standard tools, the same bytes wherever it is made, and it boots."""
import os

from board_test import BOARD, BUILD, console, main
from disk_image import MadeImage, run


class Cd(MadeImage):
    kind = "cd"

    def test_all_files_are_there(self):
        listed = run("xorriso", "-indev", self.image, "-find", "/", "-type", "f").split()
        self.assertEqual({name.strip("'") for name in listed},
                         {"/boot/nacre.img", "/boot/grub/grub.cfg", "/boot/grub/core.img"})
        copied = os.path.join(self.place.name, "nacre.img")
        run("xorriso", "-osirrox", "on", "-indev", self.image, "-extract", "/boot/nacre.img", copied)
        run("cmp", copied, os.path.join(BUILD, "nacre.img"))

    def check_boot(self, machine):
        options = ["-M", machine, "-cdrom", self.image]
        with console.boot(BOARD, image="-", options=options, timeout=60) as booted:
            self.assertIn("Hello", booted.run("run hello"))

    def test_it_boots_on_an_old_machine(self):
        self.check_boot("pc")

    def test_it_boots_on_a_newer_machine(self):
        self.check_boot("q35")

    def test_the_same_files_make_the_same_bytes_elsewhere_and_later(self):
        self.check_it_is_made_alike_elsewhere_and_later()

    def test_it_says_how_to_write_the_cd(self):
        self.assertIn(os.path.realpath(self.image), self.said.split("\n")[2])


if __name__ == "__main__":
    main()
