# SPDX-License-Identifier: MIT
"""Which machine a build folder builds for, and what a board's settings say."""
import os
import re

BOARDS = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "kernel/boards")


def target_of(build):
    """The name of the build's toolchain file (cmake/toolchain): riscv32, say."""
    with open(f"{build}/CMakeCache.txt", encoding="utf-8") as file:
        return re.search(r"^CMAKE_TOOLCHAIN_FILE:\w+=.*/(\w+)\.cmake$", file.read(), re.MULTILINE).group(1)


def architecture_of(build):
    """The name of its folders: riscv for both widths."""
    return re.sub(r"^riscv\d+$", "riscv", target_of(build))


def setting_of(board, name):
    """What the board's board.conf says of it; None if nothing."""
    with open(os.path.join(BOARDS, board, "board.conf"), encoding="utf-8") as file:
        found = re.search(rf'^{name}="?([^"\n]*)', file.read(), re.MULTILINE)
    return found.group(1) if found else None
