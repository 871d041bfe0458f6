#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Boots a board with the stress program on a kernel that checks its invariants, and says what went wrong.

Usage: run_stress.py [--seed S] [--operations N] [--cores N] [--mode MODE] [--limit SECONDS] BOARD BUILD_DIRECTORY
A seed gives each thread its operations. Which core is faster depends on the mode:
  counted    QEMU runs the cores in turn and counts instructions: the same seed is the same run (the default)
  in-turn    QEMU runs the cores in turn, by this machine's clock
  at-once    QEMU runs the cores at the same time, as far as this machine has cores for them
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools"))

from target import setting_of  # noqa: E402  (found through the line above)

MAGIC = b"STRESSED"
MODES = {"counted": ["-icount", "shift=1,sleep=off"], "in-turn": ["-accel", "tcg,thread=single"],
         "at-once": ["-accel", "tcg,thread=multi"]}
PASSED = "stress: passed: "


def make_image(build, directory, seed, operations, cores):
    """The program with its settings, behind the checking kernel."""
    with open(f"{build}/programs/debug/stress", "rb") as file:
        program = bytearray(file.read())
    place = program.find(MAGIC) + len(MAGIC)
    if place < len(MAGIC) or program.find(MAGIC, place) >= 0:
        sys.exit("run_stress: the program does not hold its settings once")
    word = 8 if program[4] == 2 else 4  # by the ELF's class
    program[place:place + 2 * word] = seed.to_bytes(word, "little") + operations.to_bytes(word, "little")
    with open(f"{directory}/root", "wb") as file:
        file.write(program)
    archive, image = f"{directory}/boot.cpio", f"{directory}/nacre.img"
    subprocess.run([f"{ROOT}/tools/make_archive", "--output", archive, f"root={directory}/root"], check=True)
    subprocess.run([f"{ROOT}/tools/make_image", "--cores", str(cores), f"{build}/checking_kernel.bin", archive, image],
                   check=True)
    return image


def boot(board, image, cores, mode, limit, show):
    """The console's text, line by line to `show`; and whether the machine stopped by itself in time."""
    command = ["timeout", "-k", "1", str(limit), f"{ROOT}/tools/machine", board, image, "-serial", "stdio"]
    command += MODES[mode]
    command += ["-smp", str(cores)] if cores and not setting_of(board, "fixed_cores") else []
    lines = []
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as machine:
        for line in machine.stdout:
            lines.append(line.decode("utf-8", "replace").replace("\r", ""))
            show(lines[-1])
    timed_out = 124
    return "".join(lines), machine.returncode != timed_out


def run(board, build, seed, operations, cores=0, mode="counted", limit=240, show=lambda line: None):
    """None when all went well, otherwise what went wrong and how to see it again."""
    with tempfile.TemporaryDirectory(prefix="nacre-stress-") as directory:
        image = make_image(build, directory, seed, operations, cores)
        text, ended = boot(board, image, cores, mode, limit, show)
    if ended and PASSED in text and "stress: FAILED" not in text and "PANIC" not in text:
        return None
    what = "the run did not end" if not ended else "it went wrong"
    again = [os.path.relpath(__file__), "--seed", str(seed), "--operations", str(operations)]
    again += ["--cores", str(cores)] if cores else []
    again += ["--mode", mode] if mode != "counted" else []
    return f"{text[-4000:]}\nstress: {what}; to repeat it: {' '.join(again + [board, os.path.relpath(build)])}"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--operations", type=int, default=20000)
    parser.add_argument("--cores", type=int, default=0)
    parser.add_argument("--mode", choices=MODES, default="counted")
    parser.add_argument("--limit", type=int, default=240)
    parser.add_argument("board")
    parser.add_argument("build")
    arguments = parser.parse_args()
    seed = arguments.seed or random.SystemRandom().randrange(1, 10**6)
    wrong = run(arguments.board, arguments.build, seed, arguments.operations, arguments.cores, arguments.mode,
                arguments.limit, lambda line: print(line, end="", flush=True))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
