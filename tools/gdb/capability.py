# SPDX-License-Identifier: MIT
"""Capabilities as words for people. Where the fields lie is read from the kernel's source, their only home."""
import os
import re
import struct

import gdb

VIEWS = os.path.join(os.path.dirname(__file__), "..", "..", "kernel", "core", "capability", "views.hpp")
RIGHTS = {"endpoint": "send receive grant grant_reply", "notification": "signal wait", "frame": "write read"}


def enumerators(name):
    """Value and plain name of each enumerator."""
    return {field.enumval: field.name.rsplit("::", 1)[1] for field in gdb.lookup_type(name).fields()}


class Layout:
    """Fields of each kind, as (word, lowest bit, width)."""

    def __init__(self, word_size):
        self.wide = word_size == 8
        self.format = "<QQ" if self.wide else "<II"
        self.kinds = enumerators("nacre::kernel::Kind")
        self.fields = {}
        place = r"FieldPlace\{(\d+), (\d+), (\d+)\}"
        with open(VIEWS, encoding="utf-8") as file:
            text = file.read()
        for kind, body in re.findall(r"struct \w+View : View<Kind::(\w+)> \{(.*?)\n\};", text, re.DOTALL):
            self.fields[kind] = {name: tuple(map(int, wide if self.wide else narrow)) for name, wide, narrow in (
                (name, found[:3], found[3:]) for name, *found in
                re.findall(rf"using (\w+) =\s*CapabilityField<{place},\s*{place}>", body))}

    def kind(self, words):
        """As Capability::kind (capability.hpp)."""
        if self.wide:
            return self.kinds.get(words[1] >> 59, "?")
        nibble = words[1] & 15
        return self.kinds.get(words[0] >> 27 if nibble == 15 else nibble, "?")

    def address(self, words):
        """As Capability::address."""
        if not self.wide:
            return words[1] & ~15
        address = words[1] & (1 << 48) - 1 & ~15
        return address | (0xFFFF << 48 if address >> 47 else 0)


class Capability:
    """One that is not null."""

    def __init__(self, layout, words):
        self.layout, self.words = layout, words
        self.kind = layout.kind(words)
        self.address = layout.address(words)

    def field(self, name):
        word, low, width = self.layout.fields[self.kind][name]
        return self.words[word] >> low & (1 << width) - 1

    def rights(self):
        names = RIGHTS[self.kind].split()
        return " ".join(name for bit, name in enumerate(names) if self.field("RightBits") >> bit & 1) or "no rights"

    def mapping(self):
        """(ASID, virtual address) of a frame or page table that is mapped; otherwise nothing."""
        shift = 0 if self.layout.wide else 12
        asid = self.field("MappedAsid")
        return (asid, self.field("MappedPage") << shift) if asid != 0 else None

    def size(self):
        return 1 << self.field("SizeBits")

    def describe(self):
        """Everything that its kind has to say."""
        at = f"{self.address:#x}"
        if self.kind in ("endpoint", "notification"):
            return f"{at}, badge {self.field('Badge'):#x}, {self.rights()}"
        if self.kind == "cnode":
            return f"{at}, {1 << self.field('Radix')} slots, guard {self.field('Guard'):#x} of {self.field('GuardSize')} bits"
        if self.kind == "untyped":
            device = "device, " if self.field("IsDevice") else ""
            return f"{at}, {device}{self.size():#x} bytes, {self.field('Watermark') << 4:#x} of them used"
        if self.kind == "frame":
            start = self.address & ~0xFFF
            mapped = "at {1:#x} of space {0}".format(*self.mapping()) if self.mapping() else "not mapped"
            return f"{start:#x}, {self.size():#x} bytes, {mapped}, {self.rights()}"
        if self.kind == "page_table":
            return f"{at}, " + ("at {1:#x} of space {0}".format(*self.mapping()) if self.mapping() else "not mapped")
        if self.kind == "address_space":
            return f"{at}, space {self.field('AssignedAsid')}"
        if self.kind == "scheduling_control":
            return f"of core {self.field('Processor')}"
        if self.kind == "interrupt_handler":
            return f"of interrupt {self.field('Number')}"
        if self.kind == "scheduling_context":
            return f"{at}, {self.size():#x} bytes"
        return at if self.address else ""


def unpack(layout, data, slot_size):
    """(index, Capability) of each slot in these bytes that is not empty."""
    null = next(number for number, name in layout.kinds.items() if name == "null")
    assert null == 0, "an empty slot is all zeros"
    for index in range(len(data) // slot_size):
        words = struct.unpack_from(layout.format, data, index * slot_size)
        if words[1] != 0 or words[0] != 0:
            yield index, Capability(layout, words)
