#!/bin/bash
# SPDX-License-Identifier: MIT
# Every source has the one format of .clang-format. To mend: clang-format-19 -i FILE
set -euo pipefail
cd "$1"
find . \( -path ./build -o -path ./.git \) -prune -o \( -name '*.hpp' -o -name '*.cpp' -o -name '*.h' \) -print0 |
    xargs -0 --no-run-if-empty -n 16 -P 2 clang-format-19 --dry-run -Werror
