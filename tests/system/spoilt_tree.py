# SPDX-License-Identifier: MIT
"""A device tree in a machine's memory, and how to damage it (Devicetree Specification 0.4, chapter 5)."""
import struct

MAGIC = 0xd00dfeed
BEGIN_NODE, END_NODE, PROPERTY, NOTHING, END = 1, 2, 3, 4, 9
HEADER_SIZE, STRUCTURE_AT, NAMES_AT, STRUCTURE_SIZE = 40, 8, 12, 36
# Where firmware puts a tree: at a multiple of this.
ALIGNMENT, FIRST_MEMORY, MEMORY_SIZE = 2 << 20, {"aarch64": 0x40000000, "riscv": 0x80000000}, 1 << 30


def word(data, at):
    return struct.unpack_from(">I", data, at)[0]


class Tree:
    """That of a stopped machine; what is changed here is changed there."""

    def __init__(self, machine, architecture):
        self.machine = machine
        first = FIRST_MEMORY[architecture]
        self.place = next(place for place in range(first + MEMORY_SIZE - ALIGNMENT, first - 1, -ALIGNMENT)
                          if word(machine.read(place, 4), 0) == MAGIC)
        header = machine.read(self.place, HEADER_SIZE)
        self.structure_at, self.structure_size = word(header, STRUCTURE_AT), word(header, STRUCTURE_SIZE)
        self.structure = machine.read(self.place + self.structure_at, self.structure_size)
        self.names = machine.read(self.place + word(header, NAMES_AT), 1 << 12)

    def set_header(self, at, value):
        self.machine.write(self.place + at, struct.pack(">I", value))

    def set(self, at, data):
        """In the structure."""
        self.machine.write(self.place + self.structure_at + at, data)

    def set_word(self, at, value):
        self.set(at, struct.pack(">I", value))

    def tokens(self):
        """Where each token is, what it is, and of properties the name, and where the value is and ends."""
        at = 0
        while True:
            token = word(self.structure, at)
            if token == BEGIN_NODE:
                end = self.structure.index(b"\0", at + 4)
                yield at, token, self.structure[at + 4:end].decode(), 0, 0
                at = end + 1 + 3 & ~3
            elif token == PROPERTY:
                length, name = word(self.structure, at + 4), word(self.structure, at + 8)
                yield at, token, self.names[name:self.names.index(b"\0", name)].decode(), at + 12, at + 12 + length
                at = at + 12 + length + 3 & ~3
            else:
                yield at, token, "", 0, 0
                at += 4
                if token == END:
                    return

    def memory_property(self, wanted):
        """Start and end of the value of that property of the node that names the memory."""
        node = ""
        for _, token, name, start, end in self.tokens():
            node = name if token == BEGIN_NODE else node
            if token == PROPERTY and node.startswith("memory") and name == wanted:
                return start, end
        raise KeyError(wanted)

    def middle(self, wanted):
        """A token of that kind, far from both ends."""
        places = [at for at, token, *_ in self.tokens() if token == wanted]
        return places[len(places) // 2]
