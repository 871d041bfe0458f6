#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The kernel that keeps AVX's registers (build option NACRE_XSAVE): it is built beside the other one and passes the checks
with threads that use them; a processor that has none is told so."""
import os
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "system"))

from board_test import BOARD, BUILD, console, main  # noqa: E402  (found through the line above)

WITH_XSAVE = os.path.join(BUILD, "xsave")


def cached(name):
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as file:
        return next(line.split("=", 1)[1].strip() for line in file if line.startswith(name + ":"))


class Xsave(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for words in (("cmake", "--preset", BOARD, "-B", WITH_XSAVE, "-DNACRE_XSAVE=ON",
                       f"-DNACRE_PACKAGES={cached('NACRE_PACKAGES')}"),
                      ("ninja", "-C", WITH_XSAVE, "kernel.bin", "conformance")):
            made = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                                  check=False)
            assert made.returncode == 0, f"{' '.join(words)}:\n{made.stdout[-4000:]}"

    def test_each_thread_keeps_its_wide_registers(self):
        said = subprocess.run([os.path.join(ROOT, "tests/conformance/run_conformance.py"), "--verbose", BOARD, WITH_XSAVE],
                              stdout=subprocess.PIPE, encoding="utf-8", check=False)
        self.assertEqual(said.returncode, 0, said.stdout[-4000:])
        self.assertIn("check AVX: What a thread has in the registers of 256 bits stays there", said.stdout)

    def test_a_processor_without_them_is_told_so(self):
        image = os.path.join(WITH_XSAVE, "refused.img")
        subprocess.run([os.path.join(ROOT, "tools/make_image"), os.path.join(WITH_XSAVE, "kernel.bin"),
                        os.path.join(BUILD, "boot.cpio"), image], check=True)
        with console.Console(BOARD, image=image, options=["-cpu", "max,-avx"]) as machine:
            with self.assertRaises(console.Panic):
                machine.prompt(30)
            self.assertIn("KERNEL PANIC: this kernel keeps AVX's registers with XSAVE, and the processor has none: build it"
                          " without NACRE_XSAVE", machine.transcript)


if __name__ == "__main__":
    main()
