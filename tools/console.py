# SPDX-License-Identifier: MIT
"""A board's console as a Python object: boots an image in QEMU, waits for the prompt, types commands."""
import ctypes
import os
import re
import signal
import sys

import pexpect

# At the start of a line, so that a line editor may draw its line anew after a carriage return.
PROMPT = "\nnacre> "
PANIC = "KERNEL PANIC"
FAILURE = "nacre: "  # how the shell begins the line about a command that failed
TOOLS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TOOLS)


class Panic(Exception):
    """The kernel stopped; the text is its last words."""


class Timeout(Exception):
    """Nothing more came in time; the text is what came."""


class Ended(Exception):
    """QEMU is gone; the text is what came before."""


def die_with_parent():
    """Runs in the child: QEMU must not outlive whoever started it, even if that one is killed."""
    ctypes.CDLL("libc.so.6").prctl(1, signal.SIGKILL)


class Console:
    """One running machine. `transcript` holds everything it printed, with plain line ends."""

    def __init__(self, board, image=None, options=(), timeout=30, echo=None):
        self.timeout = timeout
        self.echo = echo
        self.transcript = ""
        self.pending = ""
        image = image or os.path.join(ROOT, "build", board, "nacre.img")
        self.child = pexpect.spawn(os.path.join(TOOLS, "machine"), [board, image, *options], timeout=timeout,
                                   encoding="utf-8", codec_errors="replace", preexec_fn=die_with_parent)
        self.child.delaybeforesend = None
        # Wide enough that no line editor wraps what a test types.
        self.child.setwinsize(50, 200)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _take(self, text):
        self.transcript += text.replace("\r", "")
        if self.echo:
            self.echo.write(text.replace("\r", ""))
            self.echo.flush()

    def expect(self, pattern, timeout=None):
        """Waits for a regular expression and returns what came before it; panics and silence raise."""
        try:
            found = self.child.expect([pattern, r"(?m)^" + PANIC], timeout=timeout or self.timeout)
        except pexpect.TIMEOUT:
            text = self.child.buffer
            self._take(text)
            raise Timeout(self.transcript[-2000:]) from None
        except pexpect.EOF:
            self._take(self.child.before)
            raise Ended(self.transcript[-2000:]) from None
        self._take(self.child.before + self.child.after)
        if found == 1:
            self._drain(1)  # a panic finishes its report
            raise Panic(self.transcript[self.transcript.rindex(PANIC):])
        return self.child.before.replace("\r", "")

    def _drain(self, patience):
        """Takes what is still coming until nothing has come for so many seconds."""
        self._take(self.child.buffer)
        self.child.buffer = ""
        try:
            while True:
                self._take(self.child.read_nonblocking(4096, timeout=patience))
        except (pexpect.TIMEOUT, pexpect.EOF):
            pass

    def prompt(self, timeout=None):
        """Waits for the shell's prompt; returns what was printed before it."""
        return self.expect(PROMPT, timeout)

    def send(self, text):
        """Types text without a return key."""
        self.child.send(text)

    def run(self, command, timeout=None):
        """Types a command line and returns its output, without the echoed command.

        A program in the background may make the shell print its prompt anew at any time, so old output is taken
        away first, and the return key is pressed when the whole line stands there.
        """
        self._drain(0)
        self.send(command)
        if command:
            self.expect(re.escape(command), timeout)
        self.send("\r")
        output = self.prompt(timeout) + "\n"
        return output.split("\n", 1)[1]

    def ended(self, timeout=None):
        """Waits until QEMU ends by itself."""
        self.child.expect(pexpect.EOF, timeout=timeout or self.timeout)
        self._take(self.child.before)
        self.child.close()

    def close(self):
        """Ends QEMU: politely first."""
        if self.child.isalive():
            self.child.kill(signal.SIGTERM)
        self.child.close(force=True)


def failed_lines(output):
    """The lines of an output by which the shell says that a command failed."""
    return [line for line in output.split("\n") if line.startswith(FAILURE)]


def boot(board, **options):
    """Boots a board up to its first prompt."""
    console = Console(board, **options)
    try:
        console.prompt()
    except Exception:
        console.close()
        raise
    return console


if __name__ == "__main__":
    sys.exit("This is a module; tools/run_script.py and the system tests use it.")
