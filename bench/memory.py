# SPDX-License-Identifier: MIT
"""What the kernel takes of memory before the first program runs: its sections, and what each core costs."""
import collections
import re
import subprocess

import counted

# kernel/core/kernel.hpp: for how many cores there is room.
CORE_LIMIT = 8
# Sections by what they are to the machine.
SECTIONS = ("text", "rodata", "data", "stacks", "bss")
MOST_SHOWN = 10

Memory = collections.namedtuple("Memory", "sections processor stacks functions objects")


def text_size(build):
    """The executable section, without the zeros that fill its last page. Constants are not in it, as in seL4's."""
    text = f"{build}/bench/text.bin"
    counted.run("llvm-objcopy-19", "-O", "binary", "--only-section=.text", f"{build}/kernel.elf", text)
    with open(text, "rb") as file:
        return len(file.read().rstrip(b"\0"))


def measure(build):
    kernel = f"{build}/kernel.elf"
    listing = counted.run("llvm-size-19", "-A", kernel)
    sections = {name: int(size) for name, size in re.findall(r"^\.(\w+) +(\d+)", listing, re.MULTILINE)
                if name in SECTIONS}
    sections["text"] = text_size(build)
    symbols = counted.run("llvm-nm-19", "-S", "--size-sort", "--reverse-sort", "--demangle", kernel)
    found = re.findall(r"^[0-9a-f]+ ([0-9a-f]+) (\w) (.*)$", symbols, re.MULTILINE)
    functions = [(int(size, 16), name) for size, kind, name in found if kind in "tTwW"]
    objects = [(int(size, 16), name) for size, kind, name in found if kind in "bBdD"]
    stacks = next(size for size, name in objects if name == "core_stacks")
    return Memory(sections, size_of_type(kernel, "Processor"), stacks // CORE_LIMIT, functions, objects)


def size_of_type(kernel, name):
    """From the debugging information, where types are declared in some places and defined in others."""
    found = subprocess.run(["llvm-dwarfdump-19", f"--name={name}", kernel], check=True, text=True,
                           stdout=subprocess.PIPE).stdout
    return int(re.search(r"DW_AT_byte_size\s*\((0x[0-9a-f]+)\)", found).group(1), 16)


def short(name):
    return re.sub(r"nacre::(kernel::)?|\(anonymous namespace\)::|\(.*", "", name) or name


def print_table(results, every):
    print("\nmemory of the kernel itself, bytes; it has room for "
          f"{CORE_LIMIT} cores whatever the machine has")
    for board, memory in results.items():
        sections = ", ".join(f"{name} {memory.sections[name]:,}" for name in SECTIONS)
        fixed = sum(memory.sections.values()) - CORE_LIMIT * (memory.processor + memory.stacks)
        print(f"{board}: {sections}; together {sum(memory.sections.values()):,}")
        print(f"{board}: for each core {memory.processor + memory.stacks:,} (its Processor {memory.processor:,}, its stacks "
              f"{memory.stacks:,}), the rest {fixed:,}")
    board, memory = next(iter(results.items()))
    count = MOST_SHOWN * (10 if every else 1)
    for what, found in (("functions", memory.functions), ("static objects", memory.objects)):
        shown = ", ".join(f"{short(name)} {size:,}" for size, name in found[:count] if size >= 512)
        print(f"largest {what} on {board}: {shown}")
