# SPDX-License-Identifier: MIT
"""What every system test stands on: one machine per test class, at its prompt when a test begins.

NACRE_BOARD and NACRE_BUILD say which board and which build folder (ctest sets them); by hand:
    NACRE_BOARD=raspberry_pi_3 tests/system/test_shell.py
NACRE_CORES=N lets the kernel use N cores only.
"""
import os
import subprocess
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))

import console  # noqa: E402  (found through the line above)

BOARD = os.environ.get("NACRE_BOARD", "raspberry_pi_3")
BUILD = os.environ.get("NACRE_BUILD", os.path.join(ROOT, "build", BOARD))
CORES = int(os.environ.get("NACRE_CORES", "0"))  # 0: all that the board has


def make_image(archive, image, cores=CORES):
    """The build's kernel with this archive, for so many cores."""
    subprocess.run([os.path.join(ROOT, "tools", "make_image"), "--cores", str(cores), os.path.join(BUILD, "kernel.bin"),
                    archive, image], check=True)
    return image


class BoardTest(unittest.TestCase):
    """self.console is a machine at its prompt; a test that fails gets the next one a new machine."""

    machine = None
    cores = CORES

    def setUp(self):
        cls = type(self)
        if cls.machine is None:
            image = os.path.join(BUILD, "nacre.img")
            if self.cores != 0:
                image = make_image(os.path.join(BUILD, "boot.cpio"), os.path.join(BUILD, f"cores-{self.cores}.img"),
                                   self.cores)
            cls.machine = console.boot(BOARD, image=image, timeout=60)
        self.console = cls.machine
        self.start = len(self.console.transcript)

    def run(self, result=None):
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            if self.machine:
                print(f"--- the console during {self.id()}:\n{self.machine.transcript[-4000:]}\n---", file=sys.stderr)
            self.end_machine()

    @classmethod
    def end_machine(cls):
        if cls.machine:
            cls.machine.close()
            cls.machine = None

    @classmethod
    def tearDownClass(cls):
        cls.end_machine()

    def shell(self, command, timeout=None):
        """The output of a command that must succeed."""
        output = self.console.run(command, timeout)
        self.assertEqual(console.failed_lines(output), [], f"{command} failed")
        return output

    def refused(self, command):
        """The sentence by which the shell refuses a command."""
        failed = console.failed_lines(self.console.run(command))
        self.assertEqual(len(failed), 1, f"{command} should be refused with one sentence")
        return failed[0]


def main():
    unittest.main(verbosity=2)
