# SPDX-License-Identifier: MIT
"""The longest stretches with interrupts off, over the worst cases that bench/worst_cases builds: the second table of
`./nacre bench`. docs/bounds.md tells what a stretch is, and what bounds each."""
import bisect
import re
import subprocess
import sys

# Where programs are left, on one architecture or another.
ENTRIES = ("exception_vectors", "trap_vector", "enter_system_call", "exception_stubs", "enter_exception")


class Symbols:
    """Names of the kernel's functions by address."""

    def __init__(self, listing):
        pairs = re.findall(r"^([0-9a-f]+) [tT] (.*)$", listing, re.MULTILINE)
        self.functions = sorted((int(address, 16), name) for address, name in pairs)

    def name(self, address):
        place = bisect.bisect_right(self.functions, (address, "\x7f")) - 1
        start, name = self.functions[place]
        if name in ENTRIES:
            return "entry"
        if name.startswith("leave_kernel"):
            return "return"
        name = re.sub(r"\(anonymous namespace\)::|nacre::(kernel::)?|\(.*", "", name)
        return name.split(" ")[-1]


def names_and_sizes(console):
    found = re.findall(r"^case (\d+) (\d+) (.*?)\r?$", console, re.MULTILINE)
    return {int(number): (name, int(size)) for number, size, name in found}


def parse(counts, console, symbols):
    """Rows (name, size, length, where it began, was in the middle, ended), and the same for the longest tail."""
    cases = names_and_sizes(console)
    rows, tail = [], None
    for line in counts.splitlines():
        kind, *words = line.split()
        if kind == "stretch":
            number, length, *places = (int(word) for word in words)
            name, size = cases.pop(number, ("Making and clearing away the others' objects", None))
            rows.append((name, size, length, *(symbols.name(place) for place in places)))
        elif kind == "tail":
            length, *places = (int(word) for word in words)
            tail = ("From a look that finds an interrupt to the return", None, length,
                    *(symbols.name(place) for place in places))
    if cases or tail is None:
        sys.exit(f"bench: nothing was measured for: {', '.join(name for name, _ in cases.values()) or 'the tail'}")
    return rows, tail


def print_table(results):
    boards = list(results)
    names = [(row[0], row[1]) for row in results[boards[0]][0] + [results[boards[0]][1]]]
    lengths = {board: {row[0]: row for row in rows + [tail]} for board, (rows, tail) in results.items()}
    width = max(len(name) for name, _ in names)
    print(f"\n{'longest stretch with interrupts off, instructions':{width}}  {'size':>6}"
          + "".join(f"  {board:>17}" for board in boards) + "  began > half-way > ended")
    for name, size in names:
        cells = "".join(f"  {lengths[board][name][2]:>17,}" for board in boards)
        where = " > ".join(lengths[boards[0]][name][3:])
        print(f"{name:{width}}  {'' if size is None else f'{size:,}':>6}{cells}  {where}")
    print("""
A stretch: from the entry into the kernel, or a look at pending interrupts that found none, to the next such look or the
return to a program. A look that finds one ends nothing; on x86-64 and RISC-V nobody
knows from outside, and each ends a stretch. See docs/bounds.md.""")


def violations(results, bound):
    """An interrupt may come at the start of the longest stretch, and be found by the look at its end, if it ends so."""
    for board, (rows, tail) in results.items():
        for name, _, length, *_, end in rows:
            leaving = 0 if end == "return" else tail[2]
            if length + leaving > bound:
                yield f"{name}: {length} instructions, and {leaving} to leave, are more than {bound} on {board}"


def symbols_of(build):
    return Symbols(subprocess.run(["llvm-nm-19", "--demangle", f"{build}/kernel.elf"], check=True, text=True,
                                  stdout=subprocess.PIPE).stdout)
