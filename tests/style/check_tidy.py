#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs clang-tidy over every source that any of the given builds compiles, two at a time.

Usage: check_tidy.py ROOT BUILD...   Each source is checked once, as the first build that has it compiles it. A clean
source is remembered by a hash over itself, what it includes, its command and .clang-tidy, so that a second run only
looks at what changed. The memory lives in ROOT/build/tidy.
"""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys

CLANG_TIDY = "clang-tidy-19"


def dependencies(build):
    """object file -> the files it was made of, as ninja recorded them."""
    text = subprocess.run(["ninja", "-C", build, "--quiet", "-t", "deps"], check=True, capture_output=True,
                          text=True).stdout
    result, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            current.append(os.path.normpath(os.path.join(build, line.strip())))
        elif ": #deps" in line:
            current = result.setdefault(line.split(": #deps")[0], [])
    return result


def work(root, builds):
    """One entry per source: (source, build, its command, what it depends on)."""
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
                yield source, build, entry["command"], deps.get(entry.get("output"), [source])


def fingerprint(root, task, contents):
    _, _, command, files = task
    digest = hashlib.sha256(command.encode())
    for path in [os.path.join(root, ".clang-tidy"), *sorted(f for f in files if f.startswith(root + os.sep))]:
        if path not in contents:
            with open(path, "rb") as file:
                contents[path] = hashlib.sha256(file.read()).digest()
        digest.update(path.encode() + contents[path])
    return digest.hexdigest()


def check(task):
    source, build, _, _ = task
    done = subprocess.run([CLANG_TIDY, "--quiet", "-p", build, source], capture_output=True, text=True)
    return done.returncode, done.stdout if done.returncode == 0 or done.stdout else done.stderr


def main(root, builds):
    memory = os.path.join(root, "build", "tidy")
    os.makedirs(memory, exist_ok=True)
    contents, bad = {}, 0
    tasks = [(task, os.path.join(memory, fingerprint(root, task, contents))) for task in work(root, builds)]
    if not tasks:
        sys.exit("check_tidy: the builds compile nothing")
    changed = [(task, mark) for task, mark in tasks if not os.path.exists(mark)]
    print(f"{len(tasks)} sources, {len(changed)} to look at", flush=True)
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for (_, mark), (status, output) in zip(changed, pool.map(check, [task for task, _ in changed])):
            if status == 0:
                open(mark, "w", encoding="utf-8").close()
            else:
                bad += 1
                print(output, flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(os.path.realpath(sys.argv[1]), [os.path.realpath(build) for build in sys.argv[2:]]))
