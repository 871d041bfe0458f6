#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every attack must fail as its own head comment says, and the system must go on with all of its memory.

A head comment holds lines `// run: COMMAND` (by default `run NAME`), each followed by any number of `// expect: REGEX`
and `// never: REGEX` about what the console shows during that command.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "system"))

from board_test import BOARD, BUILD, BoardTest, console, main, make_image  # noqa: E402  (found through the line above)

SUCCESS = "ATTACK SUCCEEDED"
# Time goes by the instructions executed: a share of it is the same however busy the host is.
COUNTED = ["-icount", "shift=2"]


class Step:
    def __init__(self, command):
        self.command, self.expect, self.never = command, [], []


def steps_of(path):
    """What the head comment of an attack says."""
    name = os.path.basename(path)[:-len(".cpp")]
    steps = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("//"):
                break
            found = re.match(r"// (run|expect|never): (.*)$", line)
            if not found:
                continue
            word, value = found.groups()
            if word == "run":
                steps.append(Step(value))
                continue
            if not steps:
                steps.append(Step("run " + name))
            getattr(steps[-1], word).append(value)
    return name, steps


class Attacks(BoardTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        image = os.path.join(cls.folder.name, "image")
        tools = os.path.dirname(console.__file__)
        with open(os.path.join(BUILD, "attacks.list"), encoding="utf-8") as file:
            entries = file.read().split()
        subprocess.run([os.path.join(tools, "make_archive"), "--output", image + ".cpio", "--list",
                        os.path.join(BUILD, "archive.list"), *entries], check=True)
        cls.image = make_image(image + ".cpio", image)

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def setUp(self):
        cls = type(self)
        if cls.machine is None:
            cls.machine = console.boot(BOARD, image=self.image, timeout=60, options=COUNTED)
        self.console = cls.machine

    def attack(self, path):
        name, steps = steps_of(path)
        self.assertTrue(any(step.expect for step in steps), f"{name} does not say what to expect")
        memory = self.shell("mem")
        for step in steps:
            output = self.console.run(step.command)
            self.assertNotIn(SUCCESS, output, step.command)
            for pattern in step.expect:
                self.assertRegex(output, pattern, step.command)
            for pattern in step.never:
                self.assertNotRegex(output, pattern, step.command)
        self.assertIn("Hello, world!", self.shell("run hello"))
        self.assertEqual(self.shell("mem"), memory, f"{name} cost memory")


def add_tests():
    for path in sorted(glob.glob(os.path.join(HERE, "*.cpp"))):
        name = os.path.basename(path)[:-len(".cpp")]
        setattr(Attacks, "test_" + name, lambda self, path=path: self.attack(path))


add_tests()

if __name__ == "__main__":
    main()
