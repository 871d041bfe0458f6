# SPDX-License-Identifier: MIT
"""Boots a board with bench/counter in QEMU and reads what it counted."""
import collections
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, os.path.join(ROOT, "tools"))

from target import architecture_of  # noqa: E402  (found through the line above)
TIMEOUT = 280  # seconds, of one run, on a machine that does other things too

# Without -icount, cores run at the same time, and only the counts of single paths mean anything.
COUNTED_TIME = ("-icount", "shift=0,sleep=off")

# What one core executed in a window (counter/windows.hpp has them in this order), and all of them together.
Counts = collections.namedtuple("Counts", "user kernel waiting sections atomics barriers calls interrupts "
                                          "in_user_mode longest_stop")
Window = collections.namedtuple("Window", "total cores")
# One path of one core in one window: (core, window, path) leads to it.
Path = collections.namedtuple("Path", "counts atomics barriers")


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def enumerators(path, name):
    """The names of a C++ enumeration, in order."""
    with open(path, encoding="utf-8") as file:
        body = re.search(rf"enum class {name}\b[^{{]*{{([^}}]*)}}", file.read()).group(1)
    lines = re.sub(r"//.*", "", body)
    return [word.strip() for word in lines.split(",") if word.strip()]


def make_image(build, program, cores=0):
    directory = f"{build}/bench"
    archive, image = f"{directory}/{program}.cpio", f"{directory}/{program}-{cores}.img"
    run(f"{ROOT}/tools/make_archive", "--output", archive, f"root={build}/programs/debug/{program}")
    run(f"{ROOT}/tools/make_image", "--cores", str(cores), f"{build}/kernel.bin", archive, image)
    return image


def symbols_of(build):
    """(address, size, name) of each of the kernel's functions and labels."""
    listing = run("llvm-nm-19", "-S", f"{build}/kernel.elf")
    return [(int(address, 16), int(size or "0", 16), name) for address, size, name in
            re.findall(r"^([0-9a-f]+) (?:([0-9a-f]+) )?[a-zA-Z] (.*)$", listing, re.MULTILINE)]


# How each architecture is entered from a program: see its vector.S.
def aarch64_entries(address):
    vectors = address["exception_vectors"]
    return [("synchronous", vectors + 0x400), ("interrupt", vectors + 0x480)]


def riscv_entries(address):
    return [("synchronous", address["trap_vector"]), ("was_interrupt", address["enter_interrupt"])]


def x86_64_entries(address):
    stubs, size, first_interrupt = address["exception_stubs"], 16, 32
    yield "synchronous", address["enter_system_call"]
    yield "look", address["_ZN5nacre6kernel5board5Board17interrupt_pendingEv"]
    for vector in range(256):
        yield ("interrupt" if vector >= first_interrupt else "synchronous"), stubs + vector * size


ENTRIES = {"aarch64": aarch64_entries, "riscv": riscv_entries, "x86_64": x86_64_entries}


def places_of(build):
    """What the counter must know of the kernel (counter/places.hpp), a line each."""
    symbols = symbols_of(build)
    address = {name: place for place, _, name in symbols}
    enter = [(place, size) for place, size, name in symbols
             if re.fullmatch(r"_ZN5nacre6kernel9exclusive5enterE\w+", name)]
    if not enter:
        sys.exit("bench: the kernel has no function exclusive::enter, so sections cannot be counted")
    lines = [("enter", place, place + size) for place, size in enter]
    text = address["text_end"] - address["image_start"]
    lines += [("kernel", address["image_start"], address["image_start"] + text),
              ("layer", load_address(build), load_address(build) + text)]
    lines += ENTRIES[architecture_of(build)](address)
    return "".join(f"{kind} {' '.join(f'{number:x}' for number in numbers)}\n" for kind, *numbers in lines)


def load_address(build):
    """Where the kernel's first byte lies in physical memory."""
    listing = run("llvm-readelf-19", "--segments", "--wide", f"{build}/kernel.elf")
    return int(re.search(r"^\s*LOAD\s+\S+\s+\S+\s+(\S+)", listing, re.MULTILINE).group(1), 16)


def boot(board, build, image, last_words, options=COUNTED_TIME):
    """What the counter counted, and what the program said."""
    counts, places = (f"{build}/bench/{what}-{os.getpid()}" for what in ("counts", "places"))
    with open(places, "w", encoding="utf-8") as file:
        file.write(places_of(build))
    plugin = f"{build}/bench/counter.so,instructions={architecture_of(build)},places={places},output={counts}"
    console = subprocess.run(
        [f"{ROOT}/tools/machine", board, image, "-serial", "stdio", *options, "-plugin", plugin],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT, check=False).stdout
    if last_words not in console:
        sys.exit(f"bench: {board} did not come to an end:\n{console}")
    with open(counts, encoding="utf-8") as file:
        text = file.read()
    os.remove(counts)
    os.remove(places)
    return text, console


def windows_of(text):
    """From the number of each window to what was counted in it."""
    windows = {}
    for kind, *words in map(str.split, text.splitlines()):
        numbers = [int(word) for word in words] if kind in ("total", "window") else []
        if kind == "total":
            windows[numbers[0]] = Window(numbers[1], [])
        elif kind == "window":
            windows[numbers[0]].cores.append(Counts(*numbers[2:]))
    return windows


def paths_of(text):
    counts, paths = {}, {}
    for kind, *words in map(str.split, text.splitlines()):
        if kind in ("path", "order"):
            core, window, path, *numbers = (int(word) for word in words)
            if kind == "path":
                counts[core, window, path] = numbers
            else:
                paths[core, window, path] = Path(counts[core, window, path], *numbers)
    return paths
