#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the image's header can ask of a Raspberry Pi (kernel/boards/raspberry_pi_3/consoles.hpp)."""
import os
import re
import subprocess
import tempfile
import unittest

import pexpect

from board_test import BOARD, BUILD, ROOT, console, main
from screen import Monitor
from target import setting_of

GPIO = 0x3F200000
ALT0, ALT4, ALT5 = 4, 3, 2
SERIAL_PINS, JTAG_PINS = range(14, 16), range(22, 28)


def bits_of(*names):
    """make_image's words for the board's options, whose numbers board.conf knows."""
    known = dict(each.split("=") for each in setting_of(BOARD, "options").split())
    return [word for name in names for word in ("--option-bit", known[name])]


class Options(unittest.TestCase):
    def setUp(self):
        self.monitor = Monitor()
        self.addCleanup(self.monitor.place.cleanup)

    def image(self, *names, archive=os.path.join(BUILD, "boot.cpio")):
        path = os.path.join(self.monitor.place.name, "nacre.img")
        subprocess.run([os.path.join(ROOT, "tools/make_image"), *bits_of(*names), os.path.join(BUILD, "kernel.bin"),
                        archive, path], check=True)
        return path

    def start(self, image, options=()):
        machine = console.Console(BOARD, image=image, timeout=60, options=[*self.monitor.options, *options])
        self.addCleanup(machine.close)
        return machine

    def function(self, pin):
        return self.monitor.word(GPIO + pin // 10 * 4) >> pin % 10 * 3 & 7

    def test_usually_the_header_has_the_first_serial_port_and_no_jtag(self):
        machine = self.start(self.image())
        machine.prompt()
        self.assertEqual({self.function(pin) for pin in SERIAL_PINS}, {ALT0})
        self.assertNotIn(ALT4, {self.function(pin) for pin in JTAG_PINS})

    def test_the_mini_uart_says_what_the_first_port_says_of_the_kernel(self):
        copy = os.path.join(self.monitor.place.name, "mini_uart")
        empty = os.path.join(self.monitor.place.name, "empty.cpio")
        subprocess.run([os.path.join(ROOT, "tools/make_archive"), "--output", empty,
                        f"hello={BUILD}/programs/hello"], check=True)
        machine = self.start(self.image("mini_uart", archive=empty),
                             ["-serial", "mon:stdio", "-serial", f"file:{copy}", "-no-shutdown"])
        with self.assertRaises(console.Panic):
            machine.prompt()
        self.assertEqual({self.function(pin) for pin in SERIAL_PINS}, {ALT5})
        with open(copy, encoding="utf-8") as file:
            said = file.read().replace("\r", "")
        self.assertRegex(said, r"(?s)\ANacre on Raspberry Pi 3, .*KERNEL PANIC: .*main")
        self.assertEqual(said, machine.transcript)

    def test_the_shell_is_usable_on_the_mini_uart(self):
        first_port = os.path.join(self.monitor.place.name, "first_port")
        machine = self.start(self.image("mini_uart"), ["-serial", f"file:{first_port}", "-serial", "mon:stdio"])
        machine.prompt()
        self.assertEqual(machine.run("run hello"), "Hello, world!\n")
        machine.send("run wc\r")
        machine.expect(r"run wc\r+\n")
        # More at once than the FIFO's eight bytes.
        machine.send("some words \r")
        machine.expect("words")
        machine.send("word " * 40 + "\r\x04")
        self.assertIn("2 lines, 42 words", machine.prompt())
        self.assertIn("handles interrupt 93", machine.run("caps mini_uart"))
        with open(first_port, encoding="utf-8") as file:
            self.assertIn("run hello\nHello, world!\n", file.read().replace("\r", ""))

    def test_a_kernel_that_panics_may_stay_on(self):
        with tempfile.TemporaryDirectory() as place:
            empty = os.path.join(place, "empty.cpio")
            subprocess.run([os.path.join(ROOT, "tools/make_archive"), "--output", empty,
                            f"hello={BUILD}/programs/hello"], check=True)
            machine = self.start(self.image("stay_after_panic", archive=empty))
            with self.assertRaises(console.Panic):
                machine.prompt()
            with self.assertRaises(pexpect.TIMEOUT):
                machine.ended(2)
            machine = self.start(self.image(archive=empty))
            machine.ended(30)

    def test_halt_still_switches_such_a_machine_off(self):
        machine = self.start(self.image("stay_after_panic"))
        machine.prompt()
        machine.send("halt\r")
        machine.ended(30)

    def test_the_kernel_waits_for_a_debugger(self):
        gdb_socket = os.path.join(self.monitor.place.name, "gdb")
        machine = self.start(self.image("jtag", "wait_for_debugger"),
                             ["-chardev", f"socket,id=gdb,path={gdb_socket},server=on,wait=off", "-gdb", "chardev:gdb"])
        machine.expect("Waiting for a debugger: ")
        self.assertEqual({self.function(pin) for pin in JTAG_PINS}, {ALT4})
        with self.assertRaises(console.Timeout):
            machine.prompt(2)
        told = re.search(r"`(set var .*?)`", machine.transcript + machine.child.buffer)[1]
        subprocess.run(["gdb-multiarch", "-q", "-batch", os.path.join(BUILD, "kernel.elf"), "-ex",
                        f"target remote {gdb_socket}", "-ex", told, "-ex", "detach"], check=True, capture_output=True)
        machine.prompt()

    def test_openocd_reads_its_file_and_has_the_cores_in_order(self):
        done = subprocess.run(["openocd", "-c", "adapter driver dummy", "-f",
                               os.path.join(ROOT, "tools/openocd/raspberry_pi_3.cfg"), "-c", "echo [target names]; shutdown"],
                              capture_output=True, text=True, check=True)
        self.assertIn("cpu0 bcm2837.cpu1 bcm2837.cpu2 bcm2837.cpu3", done.stderr)


if __name__ == "__main__":
    main()
