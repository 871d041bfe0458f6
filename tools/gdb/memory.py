# SPDX-License-Identifier: MIT
"""The machine's memory, wherever the processor that gdb looks at happens to be.

A core that runs a program may not read the kernel's memory, and a core that has just been reset has no page tables yet.
The kernel lies at a fixed distance from its physical address, so what cannot be read as it is named is read there, by
QEMU's or OpenOCD's own means.
"""
import struct

import gdb


def _first_load_segment(path):
    """(virtual, physical) address of an ELF file's first loaded segment."""
    with open(path, "rb") as file:
        data = file.read()
    wide = data[4] == 2
    table, size, count = (struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)) if wide else (
        struct.unpack_from("<I", data, 28)[0], *struct.unpack_from("<HH", data, 42))
    for at in range(table, table + size * count, size):
        kind = struct.unpack_from("<I", data, at)[0]
        virtual, physical = struct.unpack_from("<QQ", data, at + 16) if wide else struct.unpack_from("<II", data, at + 8)
        if kind == 1:
            return virtual, physical
    raise gdb.GdbError(f"{path} has no segment that is loaded")


class Memory:
    """Memory of the kernel in `elf`."""

    def __init__(self, elf):
        virtual, physical = _first_load_segment(elf)
        self.image_start = physical
        self.window = virtual - physical

    def read(self, address, size):
        """Bytes at a virtual address of the kernel's window."""
        try:
            return bytes(gdb.selected_inferior().read_memory(address, size))
        except gdb.MemoryError:
            return self.read_physical(address - self.window, size)

    def read_physical(self, address, size):
        if "ENABLE=1" in self._packet("qqemu.sstepbits"):
            return self._by_qemu(address, size)
        return self._by_openocd(address, size)

    @staticmethod
    def _packet(text):
        return gdb.execute(f"maintenance packet {text}", to_string=True)

    def _by_qemu(self, address, size):
        self._packet("Qqemu.PhyMemMode:1")
        try:
            return bytes(gdb.selected_inferior().read_memory(address, size))
        finally:
            self._packet("Qqemu.PhyMemMode:0")

    @staticmethod
    def _by_openocd(address, size):
        start = address & ~3
        count = (address + size - start + 3) // 4
        answer = gdb.execute(f"monitor read_memory {start:#x} 32 {count} phys", to_string=True)
        words = [int(word, 16) for word in answer.split() if word.startswith("0x")]
        if len(words) != count:
            raise gdb.MemoryError(f"cannot read physical memory at {address:#x}: {answer.strip()}")
        return struct.pack(f"<{count}I", *words)[address - start:address - start + size]

    def value(self, address, kind):
        """A copy of the object of this type, which gdb need not read again."""
        return gdb.Value(self.read(address, kind.sizeof), kind)

    def pointed_to(self, pointer):
        """What a pointer in such a copy points to; nothing for null."""
        return self.value(int(pointer), pointer.type.target()) if int(pointer) != 0 else None
