# SPDX-License-Identifier: MIT
"""Boots a board with bench/counter in QEMU and reads what it counted."""
import collections
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(HERE)
TIMEOUT = 120

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


def places_of(build):
    """What the counter must know of the kernel: the vectors, and the function that takes tickets."""
    symbols = run("llvm-nm-19", "-S", f"{build}/kernel.elf")
    vectors = re.search(r"^([0-9a-f]+) .*\bexception_vectors$", symbols, re.MULTILINE)
    enter = re.search(r"^([0-9a-f]+) ([0-9a-f]+) T _ZN5nacre6kernel9exclusive5enterE\w+$", symbols, re.MULTILINE)
    if enter is None:
        sys.exit("bench: the kernel has no function exclusive::enter, so sections cannot be counted")
    return f"vectors=0x{vectors.group(1)},enter=0x{enter.group(1)},enter_size=0x{enter.group(2)}"


def boot(board, build, image, last_words, options=COUNTED_TIME):
    """What the counter counted, and what the program said."""
    counts = f"{build}/bench/counts-{os.getpid()}"
    plugin = f"{build}/bench/counter.so,{places_of(build)},output={counts}"
    console = subprocess.run(
        [f"{ROOT}/tools/machine", board, image, "-serial", "stdio", *options, "-plugin", plugin],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT, check=False).stdout
    if last_words not in console:
        sys.exit(f"bench: {board} did not come to an end:\n{console}")
    with open(counts, encoding="utf-8") as file:
        text = file.read()
    os.remove(counts)
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
