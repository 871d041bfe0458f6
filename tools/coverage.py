#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs the kernel's unit tests and random calls of the coverage preset; reports branches of kernel/core by file.

A branch is an outcome, true or false, of a condition that stands in the source; a `case` counts as one. It counts
once, however often a template or an inline function with it is compiled, and each NACRE_TRY and NACRE_CHECK counts
where it stands. Two things that the compiler counts are left out: that no case of a switch fits (all our switches name
every enumerator, which the compiler checks, so no source says what happens then) and that an assertion holds or fails.
The compiler's own count, which has these and takes the best instance of each template, is reported beside it.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys


def run_tests(build, profiles, calls, seed):
    profiles.mkdir(parents=True, exist_ok=True)
    for old in profiles.glob("*.profraw"):
        old.unlink()
    commands = [
        [build / "tests/unit/kernel/unit_kernel", "--gtest_brief=1"],
        [build / "tests/fuzz/fuzz", "--calls", str(calls), "--seed", str(seed)],
    ]
    for command in commands:
        # %m merges what the processes of one program write; a death test's child must not stand in the way.
        environment = os.environ | {"LLVM_PROFILE_FILE": str(profiles / "%m.profraw")}
        if subprocess.run(command, env=environment, cwd=profiles, check=False).returncode != 0:
            sys.exit(f"coverage: this failed: {command[0]}")
    merged = profiles / "all.profdata"
    subprocess.run(["llvm-profdata-19", "merge", "-o", merged, *profiles.glob("*.profraw")], check=True)
    return [command[0] for command in commands], merged


def export(programs, merged, core):
    objects = [part for program in programs[1:] for part in ("-object", program)]
    command = ["llvm-cov-19", "export", "-instr-profile", merged, programs[0], *objects, core]
    # On its error output it mourns functions of the tests that both programs have under one name.
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["data"][0]


EXPANSION = 1  # kind of a region


class Source:
    """The lines of a file, and what stands where in them."""

    def __init__(self, name):
        self.lines = pathlib.Path(name).read_text(encoding="utf-8").split("\n")

    def is_switch(self, line, column):
        return re.search(r"\bswitch \($", self.lines[line - 1][:column - 1]) is not None

    def text(self, line, column, end_line, end_column):
        start = self.lines[line - 1]
        return start[column - 1:end_column - 1] if line == end_line else start[column - 1:] + " ..."


def find_expansions(function):
    """Where each macro was used: the numbers of its files, with the file and place of the use."""
    return {region[6]: (region[5], tuple(region[:4])) for region in function["regions"] if region[7] == EXPANSION}


def find_branches(data, core):
    """How often each condition was true and false, by file and place."""
    sources = {}
    found = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    for function in data["functions"]:
        names = function["filenames"]
        expansions = find_expansions(function)
        for branch in function["branches"]:
            place, (true_count, false_count), file = tuple(branch[:4]), branch[4:6], branch[6]
            if names[file].endswith("base/assert.hpp"):
                continue
            while file in expansions:
                file, place = expansions[file][0], expansions[file][1] + place[4:] + place[:4]
            if not pathlib.Path(names[file]).is_relative_to(core):
                continue
            source = sources.setdefault(names[file], Source(names[file]))
            if not source.is_switch(*place[:2]):
                counts = found[names[file]][place]
                counts[0] += true_count
                counts[1] += false_count
    return found, sources


def count(conditions):
    taken = sum((true > 0) + (false > 0) for true, false in conditions.values())
    return taken, 2 * len(conditions)


def show_missing(conditions, source):
    for place, (true, false) in sorted(conditions.items()):
        if not (true and false):
            never = "neither" if not true and not false else "never true" if not true else "never false"
            print(f"    {place[0]:4}: {never:11} {source.text(*place[:4])}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="build directory of the coverage preset")
    parser.add_argument("--calls", type=int, default=100000, help="random calls")
    parser.add_argument("--seed", type=int, default=1000, help="the first world of the random calls")
    parser.add_argument("--missing", action="store_true", help="also list the branches that are not taken")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    core = pathlib.Path(__file__).resolve().parent.parent / "kernel/core"
    programs, merged = run_tests(build, build / "profiles", arguments.calls, arguments.seed)
    data = export(programs, merged, core)
    found, sources = find_branches(data, core)
    total_taken = total = 0
    for name in sorted(found):
        taken, there_are = count(found[name])
        total_taken += taken
        total += there_are
        print(f"{taken:5} of {there_are:5}  {100 * taken / there_are:6.2f} %  {pathlib.Path(name).relative_to(core)}")
        if arguments.missing:
            show_missing(found[name], sources[name])
    lines = data["totals"]["lines"]
    branches = data["totals"]["branches"]
    print(f"{total_taken:5} of {total:5}  {100 * total_taken / total:6.2f} %  branches of kernel/core "
          f"({lines['percent']:.2f} % of its lines; by the compiler's own count of branches "
          f"{branches['covered']} of {branches['count']}, {branches['percent']:.2f} %)")


if __name__ == "__main__":
    main()
