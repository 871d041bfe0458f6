#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Each example program does what its name says."""
import re

from board_test import BoardTest, main


class Programs(BoardTest):
    def test_hello(self):
        self.assertRegex(self.shell("run hello"), r"(?i)hello")

    def test_wc_counts_until_control_d(self):
        self.console.send("run wc\r")
        self.console.expect("run wc\r\n")
        self.console.send("one two\rthree\r")
        self.console.expect("three")
        self.console.send("\x04")
        output = self.console.prompt()
        self.assertEqual(re.findall(r"\d+", output)[-3:], ["2", "3", "14"])

    def test_primes(self):
        self.assertRegex(self.shell("run primes 100"), r"\b25\b")

    def test_primes_wants_a_number(self):
        output = self.console.run("run primes many")
        self.assertRegex(output, r"(?i)number|usage|primes")

    def test_pingpong_counts_round_trips(self):
        self.assertRegex(self.shell("run pingpong"), r"\d+")

    def test_take_turns_shows_cooperation_and_preemption(self):
        output = self.shell("run take_turns")
        self.assertGreater(len(output.strip().split("\n")), 5)


if __name__ == "__main__":
    main()
