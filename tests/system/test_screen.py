#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who has only the board's screen sees what the serial port says: a picture of it is read back by the font."""
import os
import subprocess
import time

from board_test import BOARD, BUILD, ROOT, console, main
from screen import ScreenTest, UNKNOWN

GREETING = r"Nacre on .*, version .*, build .*"


def wrapped(text, columns):
    """The rows that a text takes on a screen of so many columns."""
    rows = []
    for line in text.split("\n"):
        rows += [line[at:at + columns].rstrip() for at in range(0, max(len(line), 1), columns)]
    return rows


class Screen(ScreenTest):
    def image(self, *options, archive="boot.cpio"):
        path = os.path.join(self.monitor.place.name, "nacre.img")
        subprocess.run([os.path.join(ROOT, "tools/make_image"), *options, "--build-id", os.path.join(BUILD, "build_id"),
                        os.path.join(BUILD, "kernel.bin"), os.path.join(BUILD, archive), path], check=True)
        return path

    def rows(self, last=None):
        """What the screen shows, without the blank rows at its end, once `last` is the last of them; and the picture."""
        picture, rows = self.look(last)
        self.assertNotIn(UNKNOWN, "".join(rows).rstrip(UNKNOWN), "the screen shows what is no character")
        while rows and not rows[-1]:
            rows.pop()
        return rows, picture

    def panics(self, image, *options):
        """The console and the screen after a panic; the machine may be off or not."""
        self.machine = console.Console(BOARD, image=image, options=[*self.monitor.options, "-no-shutdown", *options])
        with self.assertRaises(console.Panic):
            self.machine.prompt(30)
        rows, picture = self.rows()
        return self.machine.transcript.rstrip("\n"), rows, picture.columns, picture.rows

    def test_the_log_is_there_from_the_first_word(self):
        self.boot(image=self.image())
        rows, _ = self.rows()
        self.assertRegex(self.machine.transcript.split("\n")[0], GREETING)
        # Firmware may have written above it.
        self.assertIn(self.machine.transcript.split("\n")[0], rows)

    def test_a_panic_is_there_with_its_backtrace(self):
        empty = os.path.join(self.monitor.place.name, "empty.cpio")
        subprocess.run([os.path.join(ROOT, "tools/make_archive"), "--output", empty,
                        f"hello={BUILD}/programs/hello"], check=True)
        said, rows, columns, height = self.panics(self.image(archive=empty))
        self.assertIn("KERNEL PANIC", said)
        said = wrapped(said, columns)[-height:]
        self.assertEqual(rows[-len(said):], said)

    def test_what_programs_print_is_there_too(self):
        self.boot(image=self.image())
        said = self.machine.run("run hello").rstrip("\n").split("\n")
        rows, picture = self.rows("nacre>")
        self.assertEqual(rows[-1], "nacre>")
        typed = rows.index("nacre> run hello")
        self.assertEqual(rows[typed + 1:-1], said[:-1] if said[-1] == "nacre> " else said)
        if picture.cells is None:
            # The cursor is a block behind the prompt.
            _, _, paper = picture.cell(len(rows) - 1, len("nacre> "))
            self.assertNotEqual(paper, picture.cell(len(rows) - 1, len("nacre> ") + 1)[2])

    def test_text_scrolls(self):
        """Longer than the screen has rows: it shows the last of them."""
        self.boot(image=self.image())
        for number in range(20):
            self.machine.run(f"run hello {number}")
        rows, picture = self.rows("nacre>")
        self.assertEqual(len(rows), picture.rows)
        typed = [row for row in rows if row.startswith("nacre> run hello")]
        self.assertEqual(typed, [f"nacre> run hello {number}" for number in range(20 - len(typed), 20)])
        self.assertGreater(len(typed), 5)

    def test_the_kernel_and_the_driver_share_the_cursor(self):
        """The kernel explains refused calls when there is time; what programs print then goes on below."""
        self.boot(image=self.image("--explain"))
        last = wrapped(self.machine.transcript, 10**6)
        last = next(line for line in reversed(last) if line.startswith("explain: "))
        time.sleep(2)
        said = self.machine.run("version").split("\n")
        rows, picture = self.rows("nacre>")
        typed = next(at for at, row in enumerate(rows) if row.endswith("version"))
        self.assertEqual(rows[typed + 1:typed + 2], wrapped(said[0], picture.columns)[:1])
        self.assertIn(wrapped(last, picture.columns)[-1], rows[:typed])


if __name__ == "__main__":
    main()
