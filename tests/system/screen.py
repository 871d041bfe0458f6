# SPDX-License-Identifier: MIT
"""Reads text back from a picture of a machine's screen.

What the kernel and its driver draw themselves is read by the font that they draw with. VGA's text mode draws by a font of
its own: there the text is what stands in its cells, if the picture shows the same picture for the same characters.
"""
import importlib.machinery
import importlib.util
import json
import os
import socket
import tempfile
import time
import unittest

from board_test import BOARD, BUILD, ROOT, console
from target import setting_of

HEIGHT = 16
VGA_CELLS, VGA_COLUMNS, VGA_ROWS = 0xB8000, 80, 25
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def font():
    """Characters by their glyph's lines."""
    path = os.path.join(ROOT, "tools", "make_font")
    loader = importlib.machinery.SourceFileLoader("make_font", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("make_font", loader))
    loader.exec_module(module)
    with open(os.path.join(BUILD, "CMakeCache.txt"), encoding="utf-8") as file:
        packages = next(line.split("=", 1)[1].strip() for line in file if line.startswith("NACRE_PACKAGES:"))
    drawn = module.glyphs(os.path.join(packages, "console_setup/usr/share/consolefonts/Lat15-Fixed16.psf.gz"))
    return {glyph: character for character, glyph in drawn.items()}


def kind_of_screen():
    """What board.conf says: pixels or vga_text."""
    return setting_of(BOARD, "screen")


class Picture:
    """A PPM file (P6, as QEMU's screendump writes it). `cells` is what VGA's text mode is to show, if that is it."""

    def __init__(self, path, cells=None):
        self.cells = cells
        with open(path, "rb") as file:
            data = file.read()
        magic, self.width, self.height, depth, self.pixels = data.split(maxsplit=4)
        assert magic == b"P6" and depth == b"255", "not a picture of QEMU's"
        self.width, self.height = int(self.width), int(self.height)
        # The fifth piece lost the pixels that look like blanks: take them by their number.
        self.pixels = data[-3 * self.width * self.height:]
        self.cell_width = 8 if cells is None else self.width // VGA_COLUMNS
        self.columns, self.rows = self.width // self.cell_width, self.height // HEIGHT

    def pixel(self, x, y):
        at = 3 * (y * self.width + x)
        return tuple(self.pixels[at:at + 3])

    def cell(self, row, column):
        """The lines of a cell, each bit a pixel that differs from the cell's first; and its colours (ink, paper)."""
        x, y = column * self.cell_width, row * HEIGHT
        paper = self.pixel(x, y)
        lines, ink = bytearray(), paper
        for line in range(HEIGHT):
            bits = 0
            for bit in range(self.cell_width):
                colour = self.pixel(x + bit, y + line)
                bits = bits << 1 | (colour != paper)
                ink = colour if colour != paper else ink
            lines += bits.to_bytes((self.cell_width + 7) // 8, "big")
        return bytes(lines), ink, paper

    def lines(self):
        """What is written there; a cell that is no character of the font is UNKNOWN."""
        glyphs = [[self.cell(row, column)[0] for column in range(self.columns)] for row in range(self.rows)]
        if self.cells is None:
            characters = font()
            return ["".join(characters.get(glyph, UNKNOWN) for glyph in row).rstrip() for row in glyphs]
        looks, rows = {}, []
        for row, line in enumerate(glyphs):
            text = ""
            for column, glyph in enumerate(line):
                character = chr(self.cells[2 * (row * VGA_COLUMNS + column)])
                # The display's own cursor blinks in a blank cell.
                same = character == " " or (looks.setdefault(character, glyph) == glyph and any(glyph))
                text += character if same and character >= " " else UNKNOWN
            rows.append(text.rstrip())
        assert len(set(looks.values())) == len(looks), "different characters look alike"
        return rows


class Monitor:
    """QEMU's machine protocol; `options` makes QEMU listen."""

    def __init__(self):
        self.place = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.place.name, "monitor")
        self.options = ["-qmp", f"unix:{self.path},server=on,wait=off"]

    def picture(self):
        file = os.path.join(self.place.name, "screen.ppm")
        self._do({"execute": "screendump", "arguments": {"filename": file}})
        return Picture(file, self.bytes(VGA_CELLS, 2 * VGA_COLUMNS * VGA_ROWS) if kind_of_screen() == "vga_text" else None)

    def bytes(self, address, size):
        """Physical memory."""
        said = self._do({"execute": "human-monitor-command", "arguments": {"command-line": f"xp/{size}bx {address:#x}"}})
        return bytes(int(word, 16) for line in said.splitlines() for word in line.split(":")[1].split())

    def word(self, address):
        """32 bits of physical memory, registers included."""
        said = self._do({"execute": "human-monitor-command", "arguments": {"command-line": f"xp/1wx {address:#x}"}})
        return int(said.split(":")[1], 16)

    def press(self, *keys):
        """One key after another, or "-" between those that are held together: shift-h, e, ret. QEMU's keyboard takes 16
        bytes at a time, and drops what does not fit."""
        for key in keys:
            self._do({"execute": "send-key", "arguments": {
                "keys": [{"type": "qcode", "data": name} for name in key.split("-")], "hold-time": 10}})
            time.sleep(0.03)

    def _do(self, command):
        with socket.socket(socket.AF_UNIX) as monitor:
            monitor.connect(self.path)
            replies = monitor.makefile(encoding="utf-8")
            replies.readline()
            for each in ({"execute": "qmp_capabilities"}, command):
                monitor.sendall(json.dumps(each).encode())
                while "return" not in (reply := json.loads(replies.readline())):
                    assert "error" not in reply, reply
            return reply["return"]


class ScreenTest(unittest.TestCase):
    """A test that boots its board and looks at the screen."""

    def setUp(self):
        self.monitor = Monitor()
        self.machine = None

    def tearDown(self):
        if self.machine:
            self.machine.close()
        self.monitor.place.cleanup()

    def boot(self, *options, image=os.path.join(BUILD, "nacre.img")):
        self.machine = console.boot(BOARD, image=image, options=[*self.monitor.options, *options])

    def look(self, last=None):
        """A picture, and its rows. The serial port may be ahead of the driver of the screen: with `last` it waits, for a
        while, until that row is the last that is not blank."""
        end = time.monotonic() + 10
        while True:
            picture = self.monitor.picture()
            rows = picture.lines()
            if last is None or [row for row in rows if row][-1:] == [last] or time.monotonic() > end:
                return picture, rows
            time.sleep(0.1)
