#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The shell: its commands, what it refuses, line editing and history."""
import os
import re

from board_test import BUILD, BoardTest, main

COMMANDS = ["help", "run", "ps", "cores", "kill", "mem", "caps", "version", "reboot", "halt"]


class Shell(BoardTest):
    def test_help_names_every_command(self):
        output = self.shell("help")
        for command in COMMANDS:
            self.assertRegex(output, rf"(?m)^\s*{command}\b")

    def test_version_tells_interface_version_and_build(self):
        with open(os.path.join(BUILD, "build_id"), encoding="utf-8") as file:
            build = file.read().strip()
        self.assertRegex(build, r"^(unknown|[0-9a-f]{12}(-dirty)?)$")
        output = self.shell("version")
        self.assertRegex(output, rf"(?m)^Nacre \d+\.\d+\.\d+, build {build}, on .+$")
        self.assertRegex(output, r"(?m)^interface: seL4 15\.0\.0, MCS")

    def test_an_unknown_command_gets_a_sentence(self):
        self.assertIn("frobnicate", self.refused("frobnicate"))

    def test_an_unknown_program_gets_a_sentence(self):
        self.assertIn("nobody", self.refused("run nobody"))

    def test_an_empty_line_does_nothing(self):
        self.assertEqual(self.shell("").strip(), "")

    def test_bad_options_are_refused(self):
        for command in ("run", "run hello --priority 0", "run hello --priority 255", "run hello --priority x", "run hello --core", "run hello --core x", "cores all",
                        "run hello --budget 5", "run hello --budget 20/10", "run hello & more", "kill", "caps",
                        "ps all", "kill nobody", "caps nobody"):
            with self.subTest(command):
                self.refused(command)

    def test_the_line_can_be_edited(self):
        # Mends "xun helo" into "run hello". Home, not Ctrl-A: QEMU keeps Ctrl-A for itself.
        self.console.send("xun helo\x1b[D\x1b[Dl\x1b[H\x1b[3~r\x05\r")
        output = self.console.prompt()
        self.assertIn("ello", output.rsplit("\n", 1)[0])
        self.assertNotIn("nacre: ", output)

    def test_the_arrow_key_brings_back_earlier_lines(self):
        self.shell("run hello one")
        self.shell("mem")
        self.console.send("\x1b[A\x1b[A\r")
        self.assertIn("run hello one", self.console.prompt())

    def test_an_overlong_line_is_cut_and_the_shell_goes_on(self):
        self.console.send("run hello " + "x" * 600 + "\r")
        self.console.prompt()
        self.shell("run hello")

    def test_ps_shows_programs_with_core_priority_state_and_share(self):
        output = self.shell("ps")
        self.assertRegex(output.lower(), r"core.*priority.*state")
        self.assertRegex(output, r"(?m)^.*shell.*\d+ ?%")

    def test_a_program_in_the_background_can_be_killed(self):
        self.shell("run primes 100000000 --priority 1 &")
        self.assertRegex(self.shell("ps"), r"(?m)primes")
        self.shell("kill primes")
        self.assertNotRegex(self.shell("ps"), r"(?m)primes")

    def test_caps_tells_in_words_what_a_program_may_do(self):
        output = self.shell("caps shell")
        self.assertGreaterEqual(len(output.strip().split("\n")), 2)
        self.assertRegex(output, r"(?i)console")

    def test_mem_tells_free_memory(self):
        self.assertRegex(self.shell("mem"), r"\d+")

    def test_budget_and_priority_are_taken(self):
        self.assertIn("ello", self.shell("run hello --priority 50 --budget 2000/10000"))
        self.shell("run primes 100000000 --priority 7 --budget 1000/10000 &")
        row = re.search(r"(?m)^.*primes.*$", self.shell("ps")).group(0)
        self.shell("kill primes")
        self.assertRegex(row, r"\b7\b")


if __name__ == "__main__":
    main()
