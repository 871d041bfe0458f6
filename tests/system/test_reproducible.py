#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The same sources make the same bytes in another folder: kernel, boot archive, and the image of the card."""
import os
import shutil
import subprocess
import tempfile
import unittest

from board_test import BOARD, BUILD, ROOT, main

ROOMS = ("CMakeLists.txt", "CMakePresets.json", "api", "base", "bench", "boot", "cmake", "docs", "kernel", "tests", "tools",
         "user")


def cached(name):
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as file:
        return next(line.split("=", 1)[1].strip() for line in file if line.startswith(name + ":"))


class Elsewhere(unittest.TestCase):
    def test_another_folder_makes_the_same_image(self):
        with tempfile.TemporaryDirectory() as place:
            sources = os.path.join(place, "a-folder-with-a-longer-name", "nacre")
            os.makedirs(sources)
            for room in ROOMS:
                source, target = os.path.join(ROOT, room), os.path.join(sources, room)
                if os.path.isdir(source):
                    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(source, target)
            run = lambda *words: subprocess.run(words, cwd=sources, check=True, capture_output=True)  # noqa: E731
            other = os.path.join(sources, "build", "other")
            run("cmake", "--preset", BOARD, "-B", other, f"-DNACRE_PACKAGES={cached('NACRE_PACKAGES')}")
            run("ninja", "-C", other, "image")
            for name in ("kernel.bin", "boot.cpio"):
                self.assertEqual(self.contents(os.path.join(BUILD, name)), self.contents(os.path.join(other, name)), name)
            for build, tree in ((BUILD, ROOT), (other, sources)):
                # One of them is a commit's, the other of a folder without git: the image says so.
                run(os.path.join(tree, "tools/make_image"), "--build-id", os.path.join(BUILD, "build_id"),
                    os.path.join(build, "kernel.bin"), os.path.join(build, "boot.cpio"), os.path.join(build, "same.img"))
                run("env", f"NACRE_PACKAGES={cached('NACRE_PACKAGES')}", os.path.join(tree, "tools/image_sd_card"), BOARD,
                    os.path.join(build, "same.img"), os.path.join(build, "same_card.img"))
            self.assertEqual(self.contents(os.path.join(BUILD, "same_card.img")),
                             self.contents(os.path.join(other, "same_card.img")), "card")

    @staticmethod
    def contents(path):
        with open(path, "rb") as file:
            return file.read()


if __name__ == "__main__":
    main()
