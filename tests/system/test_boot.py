#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The machine reaches its prompt, sleeps there, and ends or starts again when told to."""
import os
import subprocess
import tempfile
import time

from board_test import BOARD, BUILD, BoardTest, console, main
from spoilt_elf import OTHER_MACHINE, Elf

PROGRAMS = ["root", "hello", "wc", "primes", "pingpong", "take_turns", "crash"]


def processor_seconds(pid):
    """User and system time that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Boot(BoardTest):
    def test_an_idle_prompt_uses_under_five_percent_of_a_host_core(self):
        time.sleep(1)
        before, start = processor_seconds(self.console.child.pid), time.monotonic()
        time.sleep(4)
        share = (processor_seconds(self.console.child.pid) - before) / (time.monotonic() - start)
        self.assertLess(share, 0.05)

    def test_the_standard_cpio_lists_the_boot_archive(self):
        with open(os.path.join(BUILD, "boot.cpio"), "rb") as archive:
            listed = subprocess.run(["cpio", "--quiet", "-t"], stdin=archive, capture_output=True, text=True,
                                    check=True).stdout.split()
        self.assertLessEqual(set(PROGRAMS), set(listed))
        self.assertEqual(listed[0], "root")

    def test_halt_ends_the_machine(self):
        self.console.send("halt\r")
        self.console.ended(20)
        self.assertEqual(self.console.child.exitstatus, 0)
        self.end_machine()

    def test_reboot_comes_back_to_a_prompt(self):
        self.console.run("run hello")
        self.console.run("reboot", 60)
        self.shell("run hello")
        # A new machine has no memory of the old one's history.
        self.console.send("\x1b[A\x1b[A\x1b[A\r")
        self.console.prompt()
        self.assertNotIn("reboot", self.console.transcript[self.console.transcript.rindex("run hello"):])


class Damage(BoardTest):
    """Images that must not boot say why and stop."""

    def setUp(self):
        pass

    def panic_of(self, *entries):
        output = os.path.join(BUILD, f"damaged-{os.getpid()}")
        tools = os.path.join(os.path.dirname(console.__file__))
        try:
            subprocess.run([os.path.join(tools, "make_archive"), "--output", output + ".cpio", *entries], check=True)
            subprocess.run([os.path.join(tools, "make_image"), os.path.join(BUILD, "kernel.bin"), output + ".cpio",
                            output + ".img"], check=True)
            with self.assertRaises(console.Panic) as caught:
                console.boot(BOARD, image=output + ".img", timeout=30)
            return str(caught.exception)
        finally:
            for end in (".cpio", ".img"):
                if os.path.exists(output + end):
                    os.remove(output + end)

    def test_an_archive_without_a_root_task_panics_with_a_sentence(self):
        self.assertRegex(self.panic_of(f"hello={BUILD}/programs/hello"), r"(?i)root")

    def test_a_root_task_for_another_machine_panics_with_a_sentence(self):
        elf = Elf(os.path.join(BUILD, "programs", "root"))
        elf.set_machine(OTHER_MACHINE)
        with tempfile.TemporaryDirectory() as folder:
            words = self.panic_of(f"root={elf.write(os.path.join(folder, 'root'))}")
        self.assertIn("The program is for another machine.", words)


if __name__ == "__main__":
    main()
