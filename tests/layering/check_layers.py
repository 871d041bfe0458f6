#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Checks the house rules that a compiler does not know: who may include whom (DESIGN.md section 2), where there is
no conditional compilation and no architecture's name, and how long a file may be.

Usage: check_layers.py ROOT   (prints one line per violation, exit status 1 if there is any)
"""
import os
import re
import sys

LONGEST_FILE = 500
SOURCES = (".hpp", ".cpp", ".h", ".S")
ARCHITECTURES = re.compile(r"\b(aarch64|armv8|arm|x86_64|x86|riscv|riscv32|riscv64)\b", re.IGNORECASE)
CONDITIONAL = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif)\b", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

BASE, API, INTERFACE, CORE = "base", "api", "kernel/arch/interface", "kernel/core"
KERNEL_PARTS = (BASE, API, INTERFACE, CORE)


def room(path):
    """The room a file lives in: the longest of these that its path begins with."""
    parts = path.split("/")
    if path.startswith("kernel/arch/"):
        return "/".join(parts[:3])
    return "/".join(parts[:2]) if parts[0] == "kernel" else parts[0]


def allowed(source, target, promised):
    """May a file of room `source` include one of room `target`? `promised`: the interface has a file of that name."""
    if source == target or target in (BASE,):
        return True
    if source == API:
        return False
    if source == INTERFACE:
        return target == API
    if source == CORE:
        return target in (API, INTERFACE) or (target.startswith("kernel/arch/") and promised)
    if source.startswith("kernel/arch/"):
        # The board is picked by include path like the architecture itself. What all real machines share knows each of
        # them by the same file names.
        shared = "kernel/arch/bare_metal"
        return (target in KERNEL_PARTS or target in ("kernel/drivers", "kernel/boards", shared)
                or source == shared and target.startswith("kernel/arch/"))
    if source == "kernel/drivers":
        return target in KERNEL_PARTS or target.startswith("kernel/arch/")
    if source in ("kernel/boards", "boot"):
        return target in KERNEL_PARTS or target.startswith("kernel/") or target == "boot"
    if source == "user":
        return target == API
    # Tests and benchmarks look at everything.
    return source in ("tests", "bench", "sdk")


def targets(path, quote, name, files, by_name):
    """The repository's files that an include may mean; none for a header of the compiler or a library."""
    if quote == '"':
        beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
        if beside in files:
            return [beside]
    return [file for file in by_name.get(os.path.basename(name), ()) if file.endswith("/" + name)]


def check_includes(path, text, files, by_name):
    source = room(path)
    promises = {os.path.basename(file) for file in files if room(file) == INTERFACE}
    for quote, name in INCLUDE.findall(text):
        found = targets(path, quote, name, files, by_name)
        promised = name.startswith("arch/") and os.path.basename(name) in promises
        if found and not any(allowed(source, room(target), promised) for target in found):
            yield f"{source} must not include {room(found[0])} (<{name}>)"


def code_only(text):
    """The text without comments: they may name what they like."""
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def check_file(path, text, files, by_name):
    yield from check_includes(path, text, files, by_name)
    if text.count("\n") > LONGEST_FILE:
        yield f"has {text.count(chr(10))} lines; {LONGEST_FILE} is the limit"
    if "SPDX-License-Identifier: MIT" not in text.split("\n", 2)[0]:
        yield "does not open with its SPDX line"
    if path.startswith(("kernel/core/", "kernel/arch/interface/", "api/", "base/", "user/net/")):
        if CONDITIONAL.search(text):
            yield "has conditional compilation"
        named = ARCHITECTURES.search(code_only(text))
        if named and not path.startswith("api/architecture/"):
            yield f"names an architecture ({named.group(0)})"


def read_sources(root):
    for top in ("api", "base", "kernel", "boot", "user", "sdk", "tests", "bench"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith(SOURCES):
                    path = os.path.relpath(os.path.join(folder, name), root)
                    with open(os.path.join(root, path), encoding="utf-8") as file:
                        yield path, file.read()


def violations(sources):
    files = set(sources)
    by_name = {}
    for path in sources:
        by_name.setdefault(os.path.basename(path), []).append(path)
    for path, text in sorted(sources.items()):
        for complaint in check_file(path, text, files, by_name):
            yield f"{path}: {complaint}"


def main(root):
    found = list(violations(dict(read_sources(root))))
    print("\n".join(found) or "every file keeps to its room")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)
