# SPDX-License-Identifier: MIT
"""What holds of every image with a partition: it is read back with the standard tools, and made again elsewhere."""
import json
import os
import subprocess
import tempfile
import time
import unittest

from board_test import BOARD, BUILD, ROOT

os.environ["PATH"] += ":/usr/sbin:/sbin"
PARTITION = 2048 * 512


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


class MadeImage(unittest.TestCase):
    """self.image is what tools/image_<kind> made of the build's nacre.img, self.said what it printed."""

    kind = ""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.image = os.path.join(cls.place.name, "made.img")
        cls.said = cls.make(os.path.join(BUILD, "nacre.img"), cls.image)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    @classmethod
    def make(cls, kernel, image):
        return run(os.path.join(ROOT, f"tools/image_{cls.kind}"), BOARD, kernel, image)

    def check_it_is_made_alike_elsewhere_and_later(self):
        time.sleep(2.1)  # the resolution of FAT's dates
        with tempfile.TemporaryDirectory() as other:
            kernel, image = os.path.join(other, "kernel"), os.path.join(other, "other.img")
            with open(os.path.join(BUILD, "nacre.img"), "rb") as source, open(kernel, "wb") as file:
                file.write(source.read())
            self.make(kernel, image)
            subprocess.run(["cmp", self.image, image], check=True)


class PartitionedImage(MadeImage):
    """With one FAT32 partition from the first megabyte on."""

    def copy(self, name):
        target = os.path.join(self.place.name, os.path.basename(name))
        run("mcopy", "-n", "-i", f"{self.image}@@{PARTITION}", f"::{name}", target)
        return target

    def contents(self, name):
        with open(self.copy(name), "rb") as file:
            return file.read()

    def listed(self):
        """All files, with their folders."""
        lines = run("mdir", "-b", "-/", "-i", f"{self.image}@@{PARTITION}", "::").split()
        return {line.removeprefix("::/") for line in lines if not line.endswith("/")}

    def check_partition_table(self):
        table = json.loads(run("sfdisk", "--json", self.image))["partitiontable"]
        self.assertEqual(table["label"], "dos")
        (partition,) = table["partitions"]
        self.assertEqual((partition["start"], partition["type"]), (2048, "c"))
        self.assertEqual(os.path.getsize(self.image), (2048 + partition["size"]) * 512)

    def check_file_system(self):
        fat = os.path.join(self.place.name, "partition")
        with open(self.image, "rb") as image, open(fat, "wb") as file:
            image.seek(PARTITION)
            file.write(image.read())
        checked = run("fsck.fat", "-n", "-v", fat)
        self.assertIn("32 bit entries", checked)
        clusters = int(next(line.split()[0] for line in checked.split("\n") if "data clusters" in line))
        self.assertGreaterEqual(clusters, 65525)

    def check_a_large_kernel_is_refused(self):
        large, never = os.path.join(self.place.name, "large"), os.path.join(self.place.name, "never.img")
        with open(large, "wb") as file:
            file.truncate(64 << 20)
        with self.assertRaises(subprocess.CalledProcessError) as refused:
            self.make(large, never)
        self.assertIn("has room for", refused.exception.stderr)
        self.assertFalse(os.path.exists(never))
