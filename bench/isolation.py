# SPDX-License-Identifier: MIT
"""What programs keep of their core while core 0 makes nothing but calls for which the kernel stops all cores.

Under -icount QEMU's cores take turns and an instruction of any core is a nanosecond, so every run is the same. The
counter sees when each core is in user mode: that is the time that its program has."""
import collections

import counted

# What must be left to each program, of all the time: issue 4.
SHARE = 0.80
PROGRAM = f"{counted.ROOT}/tests/attack/isolation"
LABELS = {"computing": "computing (no attack)", "copies": "copy and delete a capability",
          "mappings": "map and unmap a page", "retypes": "retype an endpoint and revoke",
          "large_retypes": "retype 2 MiB and revoke", "configurations": "configure another core's context"}

# Attacks made and sections taken in the window; for each of the other cores its share and its longest stop.
Result = collections.namedtuple("Result", "attacks sections shares stops")


def measure(board, build):
    """A Result for each variant."""
    image = counted.make_image(build, "isolation")
    text, console = counted.boot(board, build, image, "bench: all attacks made")
    attacks = dict(line.split()[1:3] for line in console.splitlines() if line.startswith("attack "))
    windows = counted.windows_of(text)
    results = {}
    for number, name in enumerate(counted.enumerators(f"{PROGRAM}/variant.hpp", "Variant")):
        if number == 0:
            continue
        window = windows[number]
        victims = [core for core in window.cores[1:] if core.user > 0]
        results[name] = Result(int(attacks[str(number)]), window.cores[0].sections,
                               [core.in_user_mode / window.total for core in victims],
                               [core.longest_stop for core in victims])
    return results


def violations(board, results, cores):
    for name, result in results.items():
        if len(result.shares) != cores - 1:
            yield f"{name} on {board}: {len(result.shares)} programs ran beside it, not {cores - 1}"
        elif min(result.shares) < SHARE:
            yield f"{name} on {board}: {min(result.shares):.1%} are left to a program, not {SHARE:.0%}"
        if name != "computing" and result.sections < result.attacks > 0:
            yield f"{name} on {board}: {result.attacks} attacks, but {result.sections} sections: it stops nobody"
        if result.attacks == 0:
            yield f"{name} on {board}: no attack was made"


def print_table(all_results):
    width = max(map(len, LABELS.values()))
    print("\ncore 0 does nothing but …; left to a program on each other core, of its time (issue: 80 %)")
    for board, results in all_results.items():
        print(f"{board:{width}}  {'times':>7}  {'sections':>8}  {'left to each':23}  {'longest stop, instructions':>10}")
        for name, result in results.items():
            shares = "  ".join(f"{share:.1%}" for share in result.shares)
            print(f"{LABELS[name]:{width}}  {result.attacks:>7,}  {result.sections:>8,}  {shares:23}  "
                  f"{max(result.stops):>10,}")
