#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Each example program does what its name says."""
import os
import re

from board_test import BUILD, BoardTest, main


class Programs(BoardTest):
    def test_hello(self):
        self.assertRegex(self.shell("run hello"), r"(?i)hello")

    def test_about_tells_what_every_program_knows(self):
        with open(os.path.join(BUILD, "build_id"), encoding="utf-8") as file:
            build = re.escape(file.read().strip())
        output = self.shell("run about")
        self.assertRegex(output, rf"(?m)^Nacre \d+\.\d+\.\d+, build {build}, on .+$")
        self.assertRegex(output, r"(?m)^interface: seL4 15\.0\.0, MCS")
        self.assertNotIn("refusals explained", output)
        told = [line for line in output.splitlines() if line.startswith(("Nacre", "interface"))]
        self.assertEqual(told, [line for line in self.shell("version").splitlines()
                                if line.startswith(("Nacre", "interface"))])

    def test_wc_counts_until_control_d(self):
        self.console.send("run wc\r")
        self.console.expect(r"run wc\r+\n")
        self.console.send("one two\rthree\r")
        self.console.expect("three")
        self.console.send("\x04")
        output = self.console.prompt()
        self.assertEqual(re.findall(r"\d+", output)[-3:], ["2", "3", "14"])

    def test_primes(self):
        self.assertRegex(self.shell("run primes 100"), r"\b25\b")

    def test_primes_wants_a_number(self):
        self.assertIn("number", self.console.run("run primes many").lower())

    def test_pingpong_counts_round_trips(self):
        self.assertGreater(max(int(number) for number in re.findall(r"\d+", self.shell("run pingpong"))), 0)

    def test_take_turns_shows_cooperation_and_preemption(self):
        lines = self.shell("run take_turns").strip().split("\n")
        turns = [line for line in lines if "turn" in line]
        # Cooperative programs are never interrupted by one another: each turn ends before the next begins.
        for begins, ends in zip(turns[::2], turns[1::2]):
            self.assertEqual(ends.strip(), begins.strip().replace("begins", "ends") + " and yields")
        self.assertEqual([line.split()[0] for line in turns[::2]], ["red", "green", "blue"] * 3)
        # The one with a higher priority and a budget takes the core in the middle of a turn.
        inside = [line for line, before in zip(lines[1:], lines) if "preemptor" in line and "begins" in before]
        self.assertGreater(len(inside), 0)


if __name__ == "__main__":
    main()
