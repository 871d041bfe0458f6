#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Types each line of a file at a board's prompt and prints the console: the inside of `./nacre run --script`.

Usage: run_script.py BOARD IMAGE SCRIPT TIMEOUT [QEMU's options...]
Exit status: 0 all went well, 1 a kernel panic or a failed command, 124 the time was up.
"""
import signal
import sys
import time

from console import Console, Ended, Panic, Timeout, failed_lines


def play(console, lines, deadline):
    def left():
        return max(deadline - time.monotonic(), 0.01)

    console.prompt(left())
    failed = False
    for number, line in enumerate(lines):
        try:
            failed |= bool(failed_lines(console.run(line, left())))
        except Ended:
            # `halt` as the last line is a fine way to end; before that it is an accident.
            return 1 if failed or number + 1 < len(lines) or line.strip() != "halt" else 0
    return 1 if failed else 0


def main(board, image, script, timeout, *options):
    with open(script, encoding="utf-8") as file:
        lines = file.read().splitlines()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    deadline = time.monotonic() + float(timeout)
    with Console(board, image, options, echo=sys.stdout) as console:
        try:
            status = play(console, lines, deadline)
        except Panic:
            status = 1
        except Ended:
            print("\nnacre: the machine ended before its prompt was shown", file=sys.stderr)
            status = 1
        except Timeout:
            print(f"\nnacre: the script did not end within {timeout} seconds", file=sys.stderr)
            status = 124
        except KeyboardInterrupt:
            status = 130
    print()
    return status


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
