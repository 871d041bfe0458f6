#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Boots a board with the conformance program as its root task, and shows what the kernel did not keep.

Usage: run_conformance.py [--verbose] [--cores N] BOARD BUILD_DIRECTORY
Under -icount, so that time in the guest does not depend on how busy this machine is.
"""
import argparse
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
TIMEOUT = 240


def make_image(build, cores):
    directory = f"{build}/conformance-{cores}"
    os.makedirs(directory, exist_ok=True)
    archive, image = f"{directory}/boot.cpio", f"{directory}/nacre.img"
    subprocess.run([f"{ROOT}/tools/make_archive", "--output", archive, f"root={build}/programs/debug/conformance"],
                   check=True)
    subprocess.run([f"{ROOT}/tools/make_image", "--cores", cores, f"{build}/kernel.bin", archive, image], check=True)
    return image


def boot(board, image):
    """The console's text; what there is of it when the machine does not stop by itself."""
    command = [f"{ROOT}/tools/machine", board, image, "-serial", "stdio", "-icount", "shift=0,sleep=off"]
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=TIMEOUT,
                              check=False).stdout
    except subprocess.TimeoutExpired as hang:
        return hang.stdout or b""


def main(verbose, cores, board, build):
    text = boot(board, make_image(build, cores)).decode("utf-8", "replace").replace("\r", "")
    summary = re.search(r"^conformance: (\d+) passed, (\d+) failed, (\d+) skipped$", text, re.MULTILINE)
    if verbose:
        print(text)
    if summary is None:
        sys.exit(f"conformance: the run did not reach its end; the last lines:\n{text[-2000:]}")
    passed, failed, skipped = (int(number) for number in summary.groups())
    if failed or not verbose:
        # The lines of a failed check stand between its name and the next one's.
        for block in re.split(r"(?m)^(?=check )", text):
            if "\nFAILED " in block:
                print(block, end="")
    if not verbose:
        # What this board cannot show, and why: not a pass.
        print("".join(f"{line}\n" for line in re.findall(r"(?m)^skipped .*$", text)), end="")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--cores", default="0")
    parser.add_argument("board")
    parser.add_argument("build")
    arguments = parser.parse_args()
    sys.exit(main(arguments.verbose, arguments.cores, arguments.board, arguments.build))
