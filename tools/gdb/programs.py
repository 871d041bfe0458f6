# SPDX-License-Identifier: MIT
"""Symbols of programs. All are linked at the same address, so gdb knows those of one at a time: whoever runs."""
import os

import gdb

from kernel_state import current_thread, kernel_memory, kernel_symbol


class Programs:
    def __init__(self):
        self.loaded = None

    @staticmethod
    def folder():
        kernel = kernel_symbol().symtab.objfile.filename
        return os.path.join(os.path.dirname(kernel), "programs", "debug")

    def path(self, name):
        path = os.path.join(self.folder(), name)
        if "/" in name or not os.path.exists(path):
            raise gdb.GdbError(f"there is no program '{name}' in {self.folder()}")
        return path

    def load(self, name):
        """Forgets the symbols of the program that was looked at before."""
        path = self.path(name)
        if self.loaded == path:
            return
        if self.loaded:
            gdb.execute(f"remove-symbol-file {self.loaded}", to_string=True)
            self.loaded = None
        gdb.execute(f"add-symbol-file {path}", to_string=True)
        self.loaded = path

    def follow(self, event):
        """At each stop: symbols of the program in which the core stopped, if it is one of ours."""
        try:
            memory = kernel_memory()
        except gdb.GdbError:
            return
        if gdb.selected_frame().pc() >= memory.window or memory.window == 0:
            return
        name = current_thread(memory)
        if name and os.path.exists(os.path.join(self.folder(), name)):
            self.load(name)

    def address(self, name, location):
        """Of a function, or of *ADDRESS."""
        self.load(name)
        value = gdb.parse_and_eval(location.removeprefix("*"))
        return int(value) if location.startswith("*") else int(value.address)


class ProgramBreakpoint(gdb.Breakpoint):
    """Stops only while threads of one program run: at the same address others have other code. In hardware, because a
    breakpoint instruction would stand in the memory of whoever runs now."""

    def __init__(self, name, address):
        super().__init__(f"*{address:#x}", gdb.BP_HARDWARE_BREAKPOINT)
        self.program = name

    def stop(self):
        memory = kernel_memory()
        return current_thread(memory) == self.program
