# SPDX-License-Identifier: MIT
"""Which machine a build folder builds for."""
import re


def target_of(build):
    """The name of the build's toolchain file (cmake/toolchain): riscv32, say."""
    with open(f"{build}/CMakeCache.txt", encoding="utf-8") as file:
        return re.search(r"^CMAKE_TOOLCHAIN_FILE:\w+=.*/(\w+)\.cmake$", file.read(), re.MULTILINE).group(1)


def architecture_of(build):
    """The name of its folders: riscv for both widths."""
    return re.sub(r"^riscv\d+$", "riscv", target_of(build))
