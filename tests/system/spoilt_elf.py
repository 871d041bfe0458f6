# SPDX-License-Identifier: MIT
"""An ELF file of 32 or 64 bits whose headers can be spoilt."""
import struct

EXECUTABLE, WRITABLE = 1, 2
LOAD = 1
MACHINE_AT = 18
# A machine that no board has (SPARC).
OTHER_MACHINE = 2


class Segment:
    """One program header: what can be changed of it."""

    def __init__(self, kind, flags, address, memory_size):
        self.kind, self.flags, self.address, self.memory_size = kind, flags, address, memory_size


class Elf:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = bytearray(file.read())
        wide = self.data[4] == 2
        self.word = "<Q" if wide else "<I"
        self.entry_at = 24
        self.start, = struct.unpack_from(self.word, self.data, 32 if wide else 28)
        self.size, self.count = struct.unpack_from("<HH", self.data, 54 if wide else 42)
        # Where a program header has kind, flags, address and size in memory.
        self.places = ((0, "<I"), (4, "<I"), (16, "<Q"), (40, "<Q")) if wide else ((0, "<I"), (24, "<I"), (8, "<I"), (20, "<I"))

    def loads(self):
        """Positions of the loadable segments, with what they say."""
        for number in range(self.count):
            position = self.start + number * self.size
            segment = Segment(*(struct.unpack_from(form, self.data, position + place)[0] for place, form in self.places))
            if segment.kind == LOAD:
                yield position, segment

    def set(self, position, segment):
        for (place, form), value in zip(self.places, (segment.kind, segment.flags, segment.address, segment.memory_size)):
            struct.pack_into(form, self.data, position + place, value)

    def set_entry(self, address):
        struct.pack_into(self.word, self.data, self.entry_at, address)

    def set_machine(self, machine):
        struct.pack_into("<H", self.data, MACHINE_AT, machine)

    def write(self, path):
        with open(path, "wb") as file:
            file.write(self.data)
        return path
