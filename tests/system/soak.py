#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""One stress after the other until stopped: ./nacre soak

Usage: soak.py [--minutes N] [--seed S] BUILD_DIRECTORY BOARD...
In each round: on each board random threads on all cores (tests/stress) and programs that end, crash and are killed;
on this machine random scenarios of the explorer, and the fuzzer. Each piece has a seed of its own, taken from S. The
first one that goes wrong ends it, with exit status 1 and the command that repeats the piece.
"""
import argparse
import os
import random
import subprocess
import sys
import time

from board_test import ROOT, console
from many_lives import live
from target import setting_of

sys.path.insert(0, os.path.join(ROOT, "tests", "stress"))
import run_stress  # pylint: disable=wrong-import-position

OPERATIONS = 20000
LIVES = 30
STORMS = 3
CALLS = 20000
CORES = (4, 4, 1, 2, 3, 8)


def stress(builds, board, chance, seed):
    most = int(setting_of(board, "most_cores"))
    cores = chance.choice([cores for cores in CORES if cores <= most])
    mode = chance.choice(("counted", "counted", "in-turn"))
    return f"stress on {cores} cores, {mode}", lambda: run_stress.run(
        board, os.path.join(builds, board), seed, OPERATIONS, cores, mode, limit=600)


def lives(builds, board, _, seed):
    def run():
        try:
            with console.boot(board, image=os.path.join(builds, board, "nacre.img"), timeout=60) as machine:
                before, after = live(machine, random.Random(seed), LIVES)
        except (console.Panic, console.Timeout, console.Ended) as stop:
            return f"{type(stop).__name__}: {stop}"
        return None if before == after else f"free memory was {before}, and is {after}"
    return f"{LIVES} programs", run


def host(builds, program, *arguments):
    command = [os.path.join(builds, "host", "tests", program), *map(str, arguments)]

    def run():
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return None if done.returncode == 0 else f"{done.stdout[-4000:]}\nto repeat it: {' '.join(command)}"
    return run


def pieces(builds, boards, chance):
    """Where, what, with which seed, and how: for ever."""
    while True:
        for board in boards:
            for piece in (stress, lives):
                seed = chance.randrange(1, 10**6)
                yield board, *piece(builds, board, chance, seed), seed
        seed = chance.randrange(1, 10**6)
        yield "host", f"{STORMS} storms", host(builds, "explorer/explorer", "--storms", STORMS, "--seed", seed), seed
        seed = chance.randrange(1, 10**6)
        yield "host", f"fuzz, {CALLS} calls", host(builds, "fuzz/fuzz", "--calls", CALLS, "--seed", seed), seed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--minutes", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("builds")
    parser.add_argument("boards", nargs="+")
    arguments = parser.parse_args()
    seed = arguments.seed or random.SystemRandom().randrange(1, 10**6)
    until = f"for {arguments.minutes} min" if arguments.minutes else "until Ctrl-C"
    print(f"nacre: soaking {until}, seed {seed}", flush=True)
    start = time.monotonic()
    try:
        for where, what, run, own_seed in pieces(arguments.builds, arguments.boards, random.Random(seed)):
            began = time.monotonic()
            if arguments.minutes and began - start >= arguments.minutes * 60:
                break
            print(f"{int(began - start) // 60:4} min {int(began - start) % 60:2} s  {where}: {what}, seed {own_seed}",
                  end="", flush=True)
            wrong = run()
            print(f": {'WRONG' if wrong else 'good'} ({time.monotonic() - began:.0f} s)", flush=True)
            if wrong:
                print(f"{wrong}\nnacre: soaking found something; the whole: ./nacre soak --seed {seed}")
                return 1
    except KeyboardInterrupt:
        print()
    print(f"nacre: nothing went wrong in {(time.monotonic() - start) / 60:.0f} min")
    return 0


if __name__ == "__main__":
    sys.exit(main())
