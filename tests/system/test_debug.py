#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""gdb on the machine: from its first instruction into the kernel and into a program, and what the kernel has there."""
import os
import re
import socket
import subprocess
import time
import unittest

import pexpect

from board_test import BOARD, BUILD, ROOT, console, main

PROMPT = r"\(gdb\) "


class Debug(unittest.TestCase):
    def setUp(self):
        self.gdb = pexpect.spawn(os.path.join(ROOT, "tools/debug"), [BOARD, "-ex", "set pagination off", "-ex", "set width 0"],
                                 env={**os.environ, "NACRE_BUILD": BUILD, "TERM": "dumb"}, encoding="utf-8", timeout=60,
                                 echo=False, preexec_fn=console.die_with_parent)
        self.gdb.delaybeforesend = None
        self.gdb.expect(PROMPT)
        self.terminal, self.seen = None, ""

    def tearDown(self):
        if self.terminal:
            self.terminal.close()
        self.gdb.sendintr()
        self.gdb.sendline("kill")
        self.gdb.sendline("quit")
        self.gdb.expect(pexpect.EOF)
        self.gdb.close(force=True)

    def do(self, command, timeout=60):
        """What gdb says to a command."""
        self.gdb.sendline(command)
        self.gdb.expect(PROMPT, timeout=timeout)
        return self.gdb.before.replace("\r", "")

    def number(self, expression):
        return int(re.search(r"= (0x[0-9a-f]+)", self.do(f"print/x {expression}"))[1], 16)

    def wait_for(self, text):
        """Reads the board's console up to a text, and returns what came before it."""
        if self.terminal is None:
            self.terminal = socket.socket(socket.AF_UNIX)
            self.terminal.connect(os.path.join(BUILD, "debug-console.socket"))
            self.terminal.settimeout(60)
        while text not in self.seen:
            self.seen += self.terminal.recv(4096).decode(errors="replace").replace("\r", "")
        before, self.seen = self.seen.split(text, 1)
        return before

    def to_the_prompt(self):
        self.gdb.sendline("continue")
        self.wait_for(console.PROMPT)

    def shell(self, command):
        """A command's output, while the machine runs."""
        self.terminal.sendall(command.encode())
        self.wait_for(command)
        self.terminal.sendall(b"\r")
        return self.wait_for(console.PROMPT)

    def interrupt(self):
        self.gdb.sendintr()
        self.gdb.expect(PROMPT)

    def rows(self, command):
        """The lines of a table, each a dictionary by the headings."""
        head, *lines = self.do(command).rstrip("\n").split("\n")
        titles = re.findall(r"\S+(?: \S+)*", head)
        starts = [head.index(title) for title in titles]
        return [{title: line[start:end].strip() for title, start, end in zip(titles, starts, starts[1:] + [None])}
                for line in lines]

    def rows_when_shell_waits(self):
        """All threads, once the shell, which has just printed its prompt, waits for the next key."""
        for _ in range(20):
            rows = self.rows("nacre threads")
            if [row["STATE"] for row in rows if row["THREAD"] == "shell"] == ["blocked_on_reply"]:
                return rows
            self.gdb.sendline("continue")
            time.sleep(0.1)
            self.interrupt()
        self.fail("the shell does not come to wait for a key")

    def first_instruction(self):
        """Where the loader enters: what an ELF image says, or where a raw one begins, which is where it is linked."""
        with open(os.path.join(BUILD, "nacre.img"), "rb") as file:
            is_elf = file.read(4) == b"\x7fELF"
        told = subprocess.run(["llvm-readelf-19", *(("--file-header", os.path.join(BUILD, "nacre.img")) if is_elf else (
            "--segments", os.path.join(BUILD, "kernel.elf")))], check=True, capture_output=True, text=True).stdout
        return int(re.search(r"Entry point address: +(0x[0-9A-Fa-f]+)" if is_elf else r"LOAD +\S+ +\S+ +(\S+)", told)[1], 16)

    def test_from_the_first_instruction_into_the_kernels_main(self):
        start = self.first_instruction()
        self.assertIn("has not made its first thread", self.do("nacre threads"))
        if "riscv" in BOARD:  # all harts begin there: the breakpoint and the step are the first one's
            self.do("set scheduler-locking on")
        self.do(f"thbreak *{start:#x}")
        self.do("continue")
        self.assertEqual(self.number("$pc"), start)
        self.do("stepi")
        self.assertNotEqual(self.number("$pc"), start)
        self.do("set scheduler-locking off")
        self.assertIn("reakpoint", self.do("thbreak main"))
        self.do("continue")
        self.assertRegex(self.do("backtrace"), r"(?m)^#0 .*main.*main\.cpp")

    def test_into_a_program(self):
        self.assertIn("reakpoint", self.do("nacre break hello nacre::user::program"))
        self.to_the_prompt()
        self.terminal.sendall(b"run hello\r")
        self.gdb.expect(PROMPT)
        self.assertRegex(self.do("backtrace"), r"(?m)^#0 .*nacre::user::program.*hello\.cpp")
        self.assertRegex(self.do("show osabi"), '"none"')  # else gdb misses breakpoints on RISC-V: see nacre.py
        running = [row for row in self.rows("nacre threads") if row["THREAD"] == "hello"]
        self.assertEqual(len(running), 1)
        self.assertNotEqual(running[0]["RUNS ON"], "")

    def test_the_kernels_threads_are_what_the_shell_has_started(self):
        self.to_the_prompt()
        self.shell("run primes 200000000 &")
        listed = re.findall(r"(?m)^ *(\d+) (\w+) .* (\d+) (?:running|waiting)", self.shell("ps"))
        self.interrupt()
        found = self.rows_when_shell_waits()
        threads = {row["THREAD"]: row for row in found}
        names = {name for _, name, _ in listed}
        self.assertIn("primes", names)
        self.assertLessEqual(names | {"root"}, set(threads))
        for _, name, priority in listed:
            self.assertEqual(threads[name]["PRIORITY"], priority)
        self.assertIn("running", {row["STATE"] for row in found if row["THREAD"] == "primes"})
        # What the system description gives the shell, and only that: three services, the root task, its own signals.
        held = self.rows("nacre caps shell")
        named = [row for row in held if row["SLOT"].startswith("0x")]
        self.assertEqual(sorted(row["KIND"] for row in named), ["endpoint"] * 4 + ["notification"])
        self.assertEqual({row["SLOT"] for row in held} - {row["SLOT"] for row in named},
                         {"capability_space", "address_space", "ipc_buffer", "fault_handler"})
        badge = re.search(r"badge (0x[0-9a-f]+), send", named[0]["OBJECT"])[1]
        self.assertEqual(badge, next(hex(int(number)) for number, name, _ in listed if name == "shell"))
        self.assertEqual(self.do(f"nacre caps {threads['shell']['OBJECT']}"), self.do("nacre caps shell"))
        self.assertIn("there is no thread 'nobody'", self.do("nacre caps nobody"))

        spaces = {row["THREADS"]: row for row in self.rows("nacre spaces")}
        self.assertEqual(len({row["SPACE"] for row in spaces.values()}), len(spaces))
        self.assertLessEqual({"root", "shell", "loader"}, set(spaces))
        self.assertTrue(any("primes" in users for users in spaces))
        self.assertIn(" 0x400000-", " " + spaces["shell"]["MAPPED"])

    def test_a_program_that_has_ended_is_gone(self):
        self.to_the_prompt()
        self.shell("run hello")
        self.interrupt()
        self.assertNotIn("hello", {row["THREAD"] for row in self.rows("nacre threads")})


if __name__ == "__main__":
    main()
