#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs, crashes and kills programs on a board until stopped: ./nacre soak

Usage: soak.py BOARD [SEED]   Exit status 1 when memory is missing, a panic comes or the shell falls silent.
"""
import os
import random
import sys
import time

from board_test import ROOT, console
from many_lives import live

ROUNDS = 100


def main(board, seed):
    print(f"nacre: soaking {board}, seed {seed}; Ctrl-C stops", flush=True)
    chance = random.Random(seed)
    start, lives = time.monotonic(), 0
    with console.boot(board, image=os.path.join(ROOT, "build", board, "kernel8.img"), timeout=60) as machine:
        try:
            while True:
                before, after = live(machine, chance, ROUNDS)
                lives += ROUNDS + 1
                print(f"{lives} programs in {time.monotonic() - start:.0f} s; {after}", flush=True)
                if before != after:
                    print(f"nacre: free memory was: {before}")
                    return 1
        except KeyboardInterrupt:
            return 0
        except (console.Panic, console.Timeout, console.Ended) as stop:
            print(f"nacre: {type(stop).__name__} after {lives} programs, seed {seed}:\n{stop}")
            return 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else random.SystemRandom().randrange(10**6)))
