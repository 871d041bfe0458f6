#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A program that does nothing but stop the other cores leaves each of them four fifths of its time, whatever calls it
makes (isolation/main.cpp). Usage: test_isolation.py BOARD=BUILD_DIRECTORY"""
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(HERE)), "bench"))

import isolation  # noqa: E402  (found through the line above)

CORES = 4


def main(word):
    board, build = word.split("=", 1)
    results = isolation.measure(board, os.path.realpath(build))
    isolation.print_table({board: results})
    found = list(isolation.violations(board, results, CORES))
    for violation in found:
        print(f"isolation: {violation}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
