# SPDX-License-Identifier: MIT
"""The memory of a machine that stands still before its first instruction, by QEMU's protocol for debuggers.

What firmware leaves for the kernel can be spoilt there byte by byte, which QEMU's own options do not allow.
(GDB manual, appendix "GDB Remote Serial Protocol".)
"""
import os
import socket
import tempfile
import time


class StoppedMachine:
    """`options` makes QEMU wait for it; `go_on` lets the machine run and ends the connection."""

    def __init__(self):
        self.place = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.place.name, "debugger")
        self.options = ["-S", "-gdb", f"unix:{self.path},server=on,wait=off"]
        self.line = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.line:
            self.line.close()
        self.place.cleanup()

    def connect(self):
        """As soon as QEMU listens."""
        end = time.monotonic() + 20
        while True:
            self.line = socket.socket(socket.AF_UNIX)
            try:
                self.line.connect(self.path)
                break
            except (FileNotFoundError, ConnectionRefusedError):
                self.line.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
        self.line.settimeout(60)
        self.answers = self.line.makefile("rb")

    def read(self, address, size):
        return bytes.fromhex("".join(self._ask(f"m{at:x},{length:x}") for at, length in pieces(address, size)))

    def write(self, address, data):
        for at, length in pieces(address, len(data)):
            part = data[at - address:at - address + length]
            assert self._ask(f"M{at:x},{length:x}:{part.hex()}") == "OK", f"there is no memory at {at:#x}"

    def run_to(self, address):
        """Until the instruction there is the next."""
        assert self._ask(f"Z1,{address:x},1") == "OK"
        assert self._ask("c").startswith("T05")
        assert self._ask(f"z1,{address:x},1") == "OK"

    def go_on(self):
        self._ask("D")
        self.line.close()
        self.line = None

    def _ask(self, question):
        data = question.encode()
        # The plus says that the last answer has come.
        self.line.sendall(b"+$" + data + b"#%02x" % (sum(data) & 0xff))
        while self.answers.read(1) != b"$":
            pass
        answer = bytearray()
        while (byte := self.answers.read(1)) != b"#":
            assert byte, "QEMU is gone"
            answer += byte
        self.answers.read(2)
        return answer.decode()


def pieces(address, size, longest=1024):
    """What one question may be about: pairs of address and length."""
    for at in range(address, address + size, longest):
        yield at, min(longest, address + size - at)
