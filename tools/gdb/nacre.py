# SPDX-License-Identifier: MIT
"""gdb's commands for Nacre: nacre threads, caps, spaces, program, break. Source this file in gdb-multiarch.

They read the kernel's structures as its debug information describes them, through whatever target gdb is connected
to: QEMU, or a debug probe with OpenOCD (tools/openocd).
"""
import os
import sys

import gdb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from kernel_state import State  # noqa: E402
from programs import ProgramBreakpoint, Programs  # noqa: E402

# There is no Linux here. On RISC-V gdb would step by breakpoints of its own, and let the core run up to them: past a
# breakpoint that it has taken out meanwhile, into other threads.
gdb.execute("set osabi none")

programs = Programs()


def table(rows):
    """Lines with the columns below one another; the first row is the heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        print("  ".join([cell.ljust(width) for cell, width in zip(row, widths)] + [row[-1]]).rstrip())


class Nacre(gdb.Command):
    """Commands that know Nacre: threads, caps, spaces, program, break."""

    def __init__(self):
        super().__init__("nacre", gdb.COMMAND_DATA, prefix=True)


class Threads(gdb.Command):
    """List all threads: nacre threads

A core's number before a thread's name says which core runs it. Where a thread waits or was stopped is its program
counter; of one that runs it is where it last entered the kernel."""

    def __init__(self):
        super().__init__("nacre threads", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        state = State()
        running = state.running()
        rows = [("RUNS ON", "THREAD", "STATE", "PRIORITY", "HOME", "GOES ON AT", "OBJECT")]
        for address, thread in sorted(state.threads.items(), key=lambda item: (-item[1].priority, item[1].name)):
            rows.append((str(running.get(address, "")), thread.name or "(idle)" if thread.state == "idle" else thread.name,
                         thread.state, str(thread.priority), "" if thread.core is None else str(thread.core),
                         f"{thread.program_counter:#x}", f"{address:#x}"))
        table(rows)


class Caps(gdb.Command):
    """List the capabilities of a thread: nacre caps THREAD

THREAD is its name, or the address of its object. First those that it runs by, then those that it can name."""

    def __init__(self):
        super().__init__("nacre caps", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        if not argument:
            raise gdb.GdbError("caps needs a thread's name; `nacre threads` lists them")
        state = State()
        thread = state.thread(argument)
        rows = [("SLOT", "KIND", "OBJECT")]
        for name, capability in thread.slots(state.layout, state.slot_size).items():
            rows.append((name, capability.kind, capability.describe()))
        for index, capability in state.capability_space(thread):
            rows.append((f"{index:#x}", capability.kind, capability.describe()))
        table(rows)


class Spaces(gdb.Command):
    """List the address spaces: nacre spaces

With the threads that run in each, and what is mapped as far as capabilities in reachable CNodes tell."""

    def __init__(self):
        super().__init__("nacre spaces", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        state = State()
        users = {}
        for thread in state.threads.values():
            root = thread.slots(state.layout, state.slot_size).get("address_space")
            if root is not None:
                users.setdefault(root.address & ~0xFFF, []).append(thread.name)
        frames = state.frames()
        rows = [("SPACE", "ROOT", "THREADS", "MAPPED")]
        for asid, root in sorted(state.spaces().items()):
            ranges = " ".join(f"{start:#x}-{end:#x}" for start, end in frames.get(asid, []))
            rows.append((str(asid), f"{root:#x}", " ".join(sorted(users.get(root & ~0xFFF, []))), ranges))
        table(rows)


class Program(gdb.Command):
    """Use the symbols of a program: nacre program NAME

At each stop inside a program that is done without asking."""

    def __init__(self):
        super().__init__("nacre program", gdb.COMMAND_FILES)

    def invoke(self, argument, from_tty):
        programs.load(argument)


class Break(gdb.Command):
    """Stop in a program: nacre break PROGRAM FUNCTION

Only when a thread of that name runs on the core; FUNCTION may be *ADDRESS."""

    def __init__(self):
        super().__init__("nacre break", gdb.COMMAND_BREAKPOINTS)

    def invoke(self, argument, from_tty):
        words = argument.split(maxsplit=1)
        if len(words) != 2:
            raise gdb.GdbError("break needs a program and a function of it")
        ProgramBreakpoint(words[0], programs.address(*words))


for command in (Nacre, Threads, Caps, Spaces, Program, Break):
    command()
# Before the MMU is on, the kernel is not where its symbols say: gdb reads its code from the file.
gdb.execute("set trust-readonly-sections on")
gdb.events.stop.connect(programs.follow)
