#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs clang-tidy over every source that any of the given builds compiles, two at a time.

Usage: check_tidy.py ROOT BUILD...   Each source is checked once, as the first build that has it compiles it. Sources that
are compiled alike are checked together, as if they were one: nearly all the time goes into the headers. Names that
several of them define, each for itself, are told apart. Those that do not go together all the same are checked apart,
and so are those in which there is something to tell.
A clean source is remembered by a hash over itself, what it includes, its command and .clang-tidy, so that a second run
only looks at what changed. The memory lives in ROOT/build/tidy.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

CLANG_TIDY = "clang-tidy-19"
GROUP = 24
INCLUDE = re.compile(r'#include [<"]([^>"]+)[>"]')


def dependencies(build):
    """object file -> the files it was made of, as ninja recorded them; those of precompiled headers count too."""
    text = subprocess.run(["ninja", "-C", build, "--quiet", "-t", "deps"], check=True, capture_output=True,
                          text=True).stdout
    result, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(os.path.normpath(os.path.join(build, line.strip())))
        elif ": #deps" in line:
            current = result.setdefault(line.split(": #deps")[0], [])
    for files in result.values():
        for file in [file for file in files if file.endswith(".pch")]:
            files.extend(result.get(os.path.relpath(file, build), []))
    return result


class Source:
    """A file, the command that compiles it and what that reads. Those of one `kind` can be checked together."""

    def __init__(self, build, entry, files):
        self.path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        self.directory = entry["directory"]
        self.files = files
        words = shlex.split(entry["command"])
        words[0] = os.path.basename(words[0]) if "ccache" in words[0] else words[0]
        words = words[1:] if words[0] == "ccache" else words
        drop = {at for option in ("-o", "-c", "-MT", "-MF") if option in words
                for at in (words.index(option), words.index(option) + 1)}
        # Precompiled headers hide nothing from the compiler, but would have to be built with clang-tidy's options.
        for at, word in enumerate(words):
            if word in ("-include-pch", "-include") and words[at - 1] == "-Xclang":
                drop.update(range(at - 1, at + 3))
        self.words = [word for at, word in enumerate(words) if at not in drop and word not in ("-MD", "-Winvalid-pch")]
        self.kind = (build, *self.words)


def work(root, builds):
    """Each source once, as the first build that has it compiles it."""
    seen = set()
    for build in builds:
        deps = dependencies(build)
        with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
            commands = json.load(file)
        for entry in commands:
            source = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
            inside = source.startswith(root + os.sep) and not source.startswith(os.path.join(root, "build"))
            if inside and source.endswith(".cpp") and source not in seen:
                seen.add(source)
                yield Source(build, entry, deps.get(entry.get("output"), [source]))


def fingerprint(root, source, contents):
    digest = hashlib.sha256("\0".join(source.words).encode())
    for path in [os.path.join(root, ".clang-tidy"), *sorted(f for f in source.files if f.startswith(root + os.sep))]:
        if path.endswith((".pch", ".hxx")):
            continue
        if path not in contents:
            with open(path, "rb") as file:
                contents[path] = hashlib.sha256(file.read()).digest()
        digest.update(path.encode() + contents[path])
    return digest.hexdigest()


def groups(sources):
    """Lists of sources that are compiled alike, none longer than GROUP."""
    by_kind = {}
    for source in sources:
        by_kind.setdefault(source.kind, []).append(source)
    for alike in by_kind.values():
        for start in range(0, len(alike), GROUP):
            yield alike[start:start + GROUP]


def included_headers(source):
    """The lines by which it includes headers, as they would stand in another folder."""
    with open(source.path, encoding="utf-8") as file:
        for line in filter(INCLUDE.match, file):
            beside = os.path.join(os.path.dirname(source.path), INCLUDE.match(line)[1])
            yield f'#include "{beside}"' if os.path.exists(beside) else line.rstrip("\n")


def own_name(name, number):
    """A name for what this one means in one source only, in the same style."""
    return f"{name}Of{number}" if name[0].isupper() else f"{name}_{number}"


def renamed(line, names, number):
    """The line with its own meaning of the `names`: wherever they stand for themselves, not for a member."""
    for name in names:
        own = own_name(name, number)
        # A function that a header declares, defined from outside of its namespace.
        outside = re.match(rf"(\w+) ((?:\w+::)*\w+)::{name}(\(.*\)) {{$", line)
        if outside:
            result, space, parameters = outside.groups()
            line = f"namespace {space} {{ {result} {own}{parameters}; }} {result} {space}::{own}{parameters} {{\n"
        line = re.sub(rf'("(?:\\.|[^"\\])*")|(?<![\w.])(?<!->)(?<!::){name}\b', lambda at, own=own: at[1] or own, line)
    return line


def copied(source, names, number, folder):
    """A copy of the source that can stand behind others in one file."""
    path = os.path.join(folder, "tests", f"{number}_{os.path.basename(source.path)}")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    headers = included_headers(source)
    with open(source.path, encoding="utf-8") as original, open(path, "w", encoding="utf-8") as copy:
        for line in original:
            copy.write(next(headers) + "\n" if INCLUDE.match(line) else renamed(line, names, number))
    return path


def together(sources, folder, names):
    """A file that is all of these sources in one. Each has its own meaning of the `names` that are its own: they are told
    apart once all headers are read."""
    if len(sources) == 1:
        return sources[0].path
    lines = list(dict.fromkeys(line for source in sources for line in included_headers(source)))
    lines += [f'#include "{copied(source, names[source], number, folder)}"' for number, source in enumerate(sources)]
    path = os.path.join(folder, "together.cpp")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def diagnosed(group, folder, names):
    """What the compiler says of them as one: (message, the sources that it and its notes are about) for each error."""
    command = group[0].words + ["-w", "-fsyntax-only", "-ferror-limit=0", together(group, folder, names)]
    errors = []
    said = subprocess.run(command, cwd=group[0].directory, capture_output=True, text=True).stderr
    for path, kind, message in re.findall(r"^(\S+?):\d+:\d+: (error|note): (.*)$", said, re.MULTILINE):
        if kind == "error":
            errors.append((message, set()))
        number = re.match(re.escape(folder) + r"/tests/(\d+)_", path)
        if number and errors:
            errors[-1][1].add(group[int(number[1])])
    return errors


def fitting(sources, folder):
    """The sources that compile as one with the names that each has for itself, and those that have to be looked at
    without them."""
    group, others, names, wrong = sources, [], {source: set() for source in sources}, {None}
    while wrong and len(group) > 1:
        wrong, is_new = set(), False
        for message, blamed in diagnosed(group, folder, names):
            name = re.match(r"(?:redefinition of|call to|reference to) '(\w+)'", message)
            for source in blamed:
                if name and name[1] not in names[source]:
                    names[source].add(name[1])
                    is_new = True
            wrong |= blamed
        if is_new:
            continue
        wrong.discard(group[0])
        others += [source for source in group if source in wrong]
        group = [source for source in group if source not in wrong]
    return group, others, names


def tidy(root, sources, folder, names):
    """What clang-tidy finds in these sources as one; nothing if it is content."""
    path = together(sources, folder, names)
    words = sources[0].words + ["-Wno-everything", "-c", path]
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump([{"directory": sources[0].directory, "file": path, "arguments": words}], file)
    done = subprocess.run([CLANG_TIDY, "--quiet", "-p", folder, f"--config-file={root}/.clang-tidy",
                           "--checks=-bugprone-suspicious-include", path], capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def check(root, sources):
    """(source, findings) for each. What is found in several as one is looked at once more in each alone."""
    with tempfile.TemporaryDirectory() as folder:
        group, others, names = fitting(sources, folder)
        if len(group) > 1 and not tidy(root, group, folder, names):
            results = [(source, "") for source in group]
        else:
            results = [(source, tidy(root, [source], folder, names)) for source in group]
    return results + (check(root, others) if others else [])


def main(root, builds):
    memory = os.path.join(root, "build", "tidy")
    os.makedirs(memory, exist_ok=True)
    contents, bad = {}, 0
    sources = {source: os.path.join(memory, fingerprint(root, source, contents)) for source in work(root, builds)}
    if not sources:
        sys.exit("check_tidy: the builds compile nothing")
    changed = [source for source, mark in sources.items() if not os.path.exists(mark)]
    print(f"{len(sources)} sources, {len(changed)} to look at", flush=True)
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for results in pool.map(lambda group: check(root, group), groups(changed)):
            for source, findings in results:
                if findings:
                    bad += 1
                    print(findings, flush=True)
                else:
                    open(sources[source], "w", encoding="utf-8").close()
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(os.path.realpath(sys.argv[1]), [os.path.realpath(build) for build in sys.argv[2:]]))
