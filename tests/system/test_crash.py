#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A program that dies is reported in words, nothing else notices, and all its memory comes back."""
import random
import re

from board_test import BoardTest, main
from many_lives import live

ROUNDS = 1000


class Crash(BoardTest):
    def test_a_crash_is_reported_in_words(self):
        output = self.console.run("run crash")
        self.assertIn("crash", output)
        self.assertRegex(output, r"0x[0-9a-f]+")
        self.assertRegex(output, r"(?i)read")

    def test_the_shell_goes_on_after_each_way_to_die(self):
        for way in re.findall(r"(?m)^\s+(\S+)", self.console.run("run crash help")):
            with self.subTest(way):
                self.console.run(f"run crash {way}")
                self.assertRegex(self.shell("run hello"), r"(?i)hello")

    def test_a_long_life_leaves_memory_where_it_was(self):
        before, after = live(self.console, random.Random(2), ROUNDS)
        self.assertEqual(after, before)


if __name__ == "__main__":
    main()
