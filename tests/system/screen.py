# SPDX-License-Identifier: MIT
"""Reads text back from a picture of a machine's screen, by the font that it was drawn with."""
import importlib.machinery
import importlib.util
import json
import os
import socket
import tempfile

from board_test import BUILD, ROOT

WIDTH, HEIGHT = 8, 16
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


class Picture:
    """A PPM file (P6, as QEMU's screendump writes it)."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        magic, self.width, self.height, depth, self.pixels = data.split(maxsplit=4)
        assert magic == b"P6" and depth == b"255", "not a picture of QEMU's"
        self.width, self.height = int(self.width), int(self.height)
        # The fifth piece lost the pixels that look like blanks: take them by their number.
        self.pixels = data[-3 * self.width * self.height:]

    def pixel(self, x, y):
        at = 3 * (y * self.width + x)
        return tuple(self.pixels[at:at + 3])

    def cell(self, row, column):
        """The lines of a cell, each bit a pixel that differs from the cell's first; and its colours (ink, paper)."""
        x, y = column * WIDTH, row * HEIGHT
        paper = self.pixel(x, y)
        lines, ink = bytearray(), paper
        for line in range(HEIGHT):
            bits = 0
            for bit in range(WIDTH):
                colour = self.pixel(x + bit, y + line)
                bits = bits << 1 | (colour != paper)
                ink = colour if colour != paper else ink
            lines.append(bits)
        return bytes(lines), ink, paper

    def lines(self):
        """What is written there; a cell that is no character of the font is UNKNOWN."""
        characters = font()
        rows = []
        for row in range(self.height // HEIGHT):
            text = ""
            for column in range(self.width // WIDTH):
                text += characters.get(self.cell(row, column)[0], UNKNOWN)
            rows.append(text.rstrip())
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
        return Picture(file)

    def word(self, address):
        """32 bits of physical memory, registers included."""
        said = self._do({"execute": "human-monitor-command", "arguments": {"command-line": f"xp/1wx {address:#x}"}})
        return int(said.split(":")[1], 16)

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
