#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The PC's disk image: read back with the standard tools, the same bytes wherever it is made, and it boots from every
kind of disk, with its own boot archive or the one beside it."""
import os
import shutil
import subprocess

from board_test import BOARD, BUILD, console, main, make_image
from disk_image import PARTITION, PartitionedImage

FILES = {"boot/nacre.img", "boot/grub/grub.cfg"}


class Disk(PartitionedImage):
    kind = "disk"

    def boot(self, machine, disk, image=None, boot=console.boot):
        drive = f"file={image or self.image},format=raw,snapshot=on,if={disk}"
        return boot(BOARD, image="-", options=["-M", machine, "-drive", drive], timeout=60)

    def test_the_partition_table_is_as_bios_and_grub_expect(self):
        self.check_partition_table()

    def test_the_file_system_is_sound_and_fat32(self):
        self.check_file_system()

    def test_all_files_are_there(self):
        self.assertEqual(self.listed(), FILES)
        with open(os.path.join(BUILD, "nacre.img"), "rb") as file:
            self.assertEqual(self.contents("boot/nacre.img"), file.read())

    def check_boot(self, machine, disk):
        with self.boot(machine, disk) as booted:
            self.assertIn("Hello", booted.run("run hello"))

    def test_it_boots_from_an_ide_disk(self):
        self.check_boot("pc", "ide")

    def test_it_boots_from_an_ahci_disk(self):
        self.check_boot("q35", "ide")

    def test_it_boots_from_a_virtio_disk(self):
        self.check_boot("q35", "virtio")
        self.check_boot("pc", "virtio")

    def changed(self, archive, name="boot.cpio"):
        """A copy of the image with another boot archive beside the kernel, or another kernel."""
        image, file = os.path.join(self.place.name, "changed.img"), os.path.join(self.place.name, name)
        shutil.copy(self.image, image)
        with open(file, "wb") as output:
            output.write(archive)
        subprocess.run(["mcopy", "-o", "-i", f"{image}@@{PARTITION}", file, f"::boot/{name}"], check=True)
        return image

    def last_words(self, image):
        """What the kernel from that disk says when it stops."""
        with self.boot("q35", "ide", image, console.Console) as machine:
            with self.assertRaises(console.Panic):
                machine.prompt()
            return machine.transcript

    def test_an_archive_beside_the_kernel_takes_the_place_of_its_own(self):
        with open(os.path.join(BUILD, "boot.cpio"), "rb") as file:
            archive = file.read()
        with self.boot("q35", "ide", self.changed(archive)) as booted:
            self.assertIn("Hello", booted.run("run hello"))

    def test_a_damaged_archive_stops_with_a_sentence(self):
        said = self.last_words(self.changed(b"not an archive" * 100))
        self.assertRegex(said, r"the boot archive, 1400 bytes at 0x[0-9a-f]+, is damaged")
        self.assertIn("newc magic", said)

    def test_an_archive_that_was_cut_off_stops_with_a_sentence(self):
        with open(os.path.join(BUILD, "boot.cpio"), "rb") as file:
            archive = file.read()
        said = self.last_words(self.changed(archive[:len(archive) // 2]))
        self.assertRegex(said, rf"the boot archive, {len(archive) // 2} bytes at 0x[0-9a-f]+, is damaged")

    def test_without_any_archive_it_stops_with_a_sentence(self):
        empty, kernel = (os.path.join(self.place.name, name) for name in ("empty", "kernel.img"))
        with open(empty, "wb"):
            make_image(empty, kernel)
        with open(kernel, "rb") as file:
            said = self.last_words(self.changed(file.read(), "nacre.img"))
        self.assertIn("KERNEL PANIC: the image holds no boot archive", said)

    def test_the_same_files_make_the_same_bytes_elsewhere_and_later(self):
        self.check_it_is_made_alike_elsewhere_and_later()

    def test_it_says_how_to_write_the_disk(self):
        self.assertIn(f"dd if={os.path.realpath(self.image)} of=/dev/sdX", self.said)

    def test_a_kernel_that_is_too_large_is_refused(self):
        self.check_a_large_kernel_is_refused()


if __name__ == "__main__":
    main()
