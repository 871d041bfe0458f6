#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./nacre itself: exit codes of --script, --program, --root-task, and what it says to a mistyped word."""
import os
import re
import subprocess
import tempfile
import unittest
from unittest import mock

from board_test import BOARD, BUILD, ROOT, console, main


class CommandLine(unittest.TestCase):
    def nacre(self, *words, script=None):
        with tempfile.TemporaryDirectory() as folder:
            if script is not None:
                path = os.path.join(folder, "script")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(script)
                words += ("--script", path)
            return subprocess.run([os.path.join(ROOT, "nacre"), *words], stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=120)

    def program_with(self, folder, place, replacement):
        """A copy of `hello` with other bytes at that place."""
        with open(os.path.join(BUILD, "programs", "hello"), "rb") as file:
            content = bytearray(file.read())
        content[place] = replacement
        path = os.path.join(folder, "changed")
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_a_script_that_goes_well_ends_with_0(self):
        done = self.nacre("run", BOARD, script="run hello\nmem\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("nacre> run hello\n", done.stdout)
        self.assertTrue(done.stdout.rstrip().endswith("nacre>"))

    def test_a_failed_command_ends_with_1_and_the_rest_still_runs(self):
        done = self.nacre("run", BOARD, script="run nobody\nrun hello\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nacre> run hello\n", done.stdout)

    def test_a_panic_ends_with_1(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = self.program_with(folder, slice(1000, None), b"")
            done = self.nacre("run", BOARD, "--root-task", broken, script="help\n")
        self.assertEqual(done.returncode, 1)
        self.assertIn(console.PANIC, done.stdout)

    def test_a_program_for_another_machine_is_refused_before_anything_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            foreign = self.program_with(folder, slice(18, 20), b"\x08\x00")
            for option, file, said in (("--program", foreign, "-bit machine 0x0008; programs for"),
                                       ("--root-task", foreign, "-bit machine 0x0008; programs for"),
                                       ("--program", "/etc/passwd", " is no ELF file; programs for")):
                with self.subTest(option):
                    done = self.nacre("run", BOARD, option, file, script="help\n")
                    self.assertEqual(done.returncode, 2)
                    self.assertIn(said, done.stderr)
                    self.assertEqual(done.stdout, "")

    def test_a_script_that_does_not_end_in_time_ends_with_124(self):
        done = self.nacre("run", BOARD, "--timeout", "5", script="run wc\n")
        self.assertEqual(done.returncode, 124)

    def test_halt_may_be_the_last_line(self):
        self.assertEqual(self.nacre("run", BOARD, script="halt\n").returncode, 0)

    def test_a_program_can_be_added(self):
        with tempfile.TemporaryDirectory() as folder:
            mine = os.path.join(folder, "mine")
            os.symlink(os.path.join(BUILD, "programs", "hello"), mine)
            self.assertEqual(self.nacre("run", BOARD, "--program", mine, script="run mine\n").returncode, 0)

    def test_refused_calls_are_explained_if_asked(self):
        # The loader maps a frame before its page table, and is refused.
        line = r'explain: thread "[^"]*" \(at 0x[0-9a-f]+\): Frame_Map\(vspace=0x.*\) on frame 0x[0-9a-f]+: failed_lookup: '
        done = self.nacre("run", BOARD, "--explain", script="run hello\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, line)
        self.assertNotIn("explain:", self.nacre("run", BOARD, script="run hello\n").stdout)

    def test_it_runs_on_as_many_cores_as_asked(self):
        for cores in (1, 2, 4):
            done = self.nacre("run", BOARD, "--cores", str(cores), script="cores\n")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(re.findall(r"(?m)^ +(\d+) .*%", done.stdout), [str(core) for core in range(cores)])

    def test_mistyped_words_get_a_sentence_and_a_list(self):
        for words, listed in ((("rnu",), "run"), (("run", "raspberry"), "qemu_virt_aarch64"),
                              (("run", "--sript", "x"), "--script"), (("image", "pi"), "raspberry_pi_3"),
                              (("image", "raspberry_pi_3", "--with", "luck"), "mini_uart"),
                              (("run", "pc", "--with", "luck"), "pc has no options"),
                              (("debug",), "raspberry_pi_3")):
            with self.subTest(words):
                done = self.nacre(*words)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertRegex(done.stderr.split("\n")[0], r"^nacre: .*(no|needs)")
                self.assertIn(listed, done.stderr)

    def test_bad_values_are_refused(self):
        for words in (("run", "--timeout", "soon"), ("run", "--script"), ("run", "--script", "/nowhere"),
                      ("run", "--cores", "0"), ("run", BOARD, "--cores", "9"), ("run", BOARD, BOARD), ("boards", "x")):
            with self.subTest(words):
                self.assertEqual(self.nacre(*words).returncode, 2)

    def test_no_window_is_tried_without_a_graphical_session(self):
        with mock.patch.dict(os.environ):
            for name in ("DISPLAY", "WAYLAND_DISPLAY"):
                os.environ.pop(name, None)
            done = self.nacre("run", BOARD, "--display")
        self.assertEqual(done.returncode, 2)
        self.assertIn("graphical session", done.stderr)

    def test_every_command_has_help(self):
        for command in ("run", "test", "bench", "boards", "image", "debug", "soak", "fuzz", "clean"):
            done = self.nacre(command, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertIn(f"./nacre {command}", done.stdout)
            self.assertIn(command, self.nacre("--help").stdout)


if __name__ == "__main__":
    main()
