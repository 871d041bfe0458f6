#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs the kernel's unit tests and random calls of the coverage preset; reports branches of kernel/core by file."""
import argparse
import json
import os
import pathlib
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
    command = ["llvm-cov-19", "export", "-summary-only", "-instr-profile", merged, programs[0], *objects, core]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["data"][0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, required=True, help="build directory of the coverage preset")
    parser.add_argument("--calls", type=int, default=100000, help="random calls")
    parser.add_argument("--seed", type=int, default=1000, help="the first world of the random calls")
    parser.add_argument("--missing", action="store_true", help="also show the source with branches that are not taken")
    arguments = parser.parse_args()
    build = arguments.build.resolve()
    core = pathlib.Path(__file__).resolve().parent.parent / "kernel/core"
    programs, merged = run_tests(build, build / "profiles", arguments.calls, arguments.seed)
    data = export(programs, merged, core)
    for file in sorted(data["files"], key=lambda file: file["filename"]):
        branches = file["summary"]["branches"]
        if branches["count"] > 0:
            name = pathlib.Path(file["filename"]).relative_to(core)
            print(f"{branches['covered']:5} of {branches['count']:5}  {branches['percent']:6.2f} %  {name}")
    total = data["totals"]["branches"]
    lines = data["totals"]["lines"]
    print(f"{total['covered']:5} of {total['count']:5}  {total['percent']:6.2f} %  branches of kernel/core "
          f"({lines['percent']:.2f} % of its lines)")
    if arguments.missing:
        objects = [part for program in programs[1:] for part in ("-object", program)]
        subprocess.run(["llvm-cov-19", "show", "-show-branches=count", "-instr-profile", merged, programs[0],
                        *objects, core], check=True)


if __name__ == "__main__":
    main()
