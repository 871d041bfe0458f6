#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Counts guest instructions for each path through the kernel: the inside of `./nacre bench`.

Usage: bench.py [--check] [--all] BOARD=BUILD_DIRECTORY...
Boots each board under `-icount shift=0,sleep=off` with bench/counter in QEMU, with one root task after the other:
- bench/program, twice on all cores and once on one: what each path takes, and booting. All runs must agree to the
  instruction on Call and ReplyRecv, which must execute neither an atomic instruction nor a barrier; two runs on all cores
  must agree on everything;
- bench/worst_cases: the longest stretches with interrupts off (stretches.py);
- bench/many_cores: pairs on all cores beside one another, and calls and signals between two cores (cores.py);
- tests/attack/isolation: what programs keep while another core does nothing but stop them (isolation.py).
With --check the exit status is 1 when something takes more than its bound, here or in those modules.
"""
import os
import statistics
import sys

import cores
import counted
import isolation
import limits
import memory
import stretches
from target import target_of

# The boards have as many.
CORES = 4

ROWS = [("call", "Call"),
        ("reply_receive", "ReplyRecv"),
        ("long_call", "Call, 10 words"),
        ("long_reply_receive", "ReplyRecv, 10 words"),
        ("signal", "Signal to a waiting thread of higher priority"),
        ("yield_alone", "Yield, nobody else to run"),
        ("yield_to_peer", "Yield to a peer"),
        ("fault", "Fault to its handler"),
        ("fault_reply", "Fault reply, back to the program"),
        ("interrupt", "Device interrupt to its waiting driver"),
        ("timer_interrupt", "Timer interrupt and switch"),
        ("map", "Map a page"),
        ("retype_page", "Retype a 4 KiB page"),
        ("thread_create", "Create and start a thread, 4 calls"),
        ("thread_delete", "Destroy a thread (Delete)"),
        ("boot_kernel", "Boot: the kernel in its address space"),
        ("boot_all", "Boot: reset to the root task, core 0"),
        ("boot_together", "Boot: the same, all cores together"),
        ("text", "Text of the kernel, bytes")]

CREATE = ("thread_retype", "thread_configure", "thread_set_scheduling", "thread_write_registers")

FROM_SPACE_TO_SPACE = ("call", "reply_receive", "long_call", "long_reply_receive", "signal", "fault", "fault_reply",
                       "interrupt")

# These talk on one core, whatever the others do.
UNORDERED = ("call", "reply_receive")


def path_names():
    return counted.enumerators(f"{counted.HERE}/program/path.hpp", "Path")


def parse(board, text, build):
    """The counts of each path, and for each how many atomic instructions and barriers it executed in all."""
    names = path_names()
    samples, orders = {"text": [memory.text_size(build)]}, {}
    for (core, _, path), found in counted.paths_of(text).items():
        if core == 0:
            samples[names[path]] = found.counts
            orders[names[path]] = (found.atomics, found.barriers)
    missing = [name for name in names[1:] if name not in samples]
    if missing:
        sys.exit(f"bench: {board} never took: {', '.join(missing)}")
    samples["thread_create"] = [sum(counts) for counts in zip(*(samples[name] for name in CREATE))]
    samples |= parse_boot(text)
    return samples, orders


def parse_boot(text):
    """Up to the first instruction of the root task: of core 0 and of all, those too that waited in loops."""
    words = [line.split() for line in text.splitlines() if line.startswith("boot")]
    kernel, own = next((int(first), int(second)) for kind, first, second, *_ in words if kind == "boot")
    together = sum(int(executed) for kind, _, executed, *_ in words if kind == "boot_core")
    return {"boot_kernel": [kernel], "boot_all": [own], "boot_together": [together]}


def measure(board, build):
    """What each path took, with all cores; and a list of what is wrong with that."""
    last_words = "bench: all paths taken"
    image = counted.make_image(build, "bench")
    text, _ = counted.boot(board, build, image, last_words)
    if counted.boot(board, build, image, last_words)[0] != text:
        sys.exit(f"bench: two runs of {board} differ, so the counts mean nothing")
    samples, orders = parse(board, text, build)
    alone, _ = parse(board, counted.boot(board, build, counted.make_image(build, "bench", 1), last_words)[0], build)
    wrong = []
    for name in UNORDERED:
        one, all_cores = (statistics.median_low(counts[name]) for counts in (alone, samples))
        atomics, barriers = orders[name]
        print(f"{board} {name}: {one} instructions on one core, {all_cores} on all; {atomics} atomics, "
              f"{barriers} barriers in {len(samples[name])} times")
        if one != all_cores or atomics + barriers > 0:
            wrong.append(f"{name} on {board} pays for the other cores")
    return samples, wrong


def measure_stretches(board, build):
    image = counted.make_image(build, "worst_cases")
    counts, console = counted.boot(board, build, image, "bench: all worst cases taken")
    return stretches.parse(counts, console, stretches.symbols_of(build))


def shown(counts):
    usual = int(statistics.median_low(counts))
    return f"{usual:,}" + ("*" if max(counts) != min(counts) else "")


def print_table(target, results):
    """The boards of one target."""
    known = limits.of(target)
    width = max(len(label) for _, label in ROWS)
    boards = list(results)
    print(f"\n{'guest instructions':{width}}" + "".join(f"  {board:>17}" for board in boards)
          + "".join(f"  {word:>9}" for word in ("seL4 MCS", "target", "floor", "remaining")))
    for name, label in ROWS:
        peer, target = (f"{row[name]:,}" if name in row else "-" for row in (known.sel4, known.targets))
        floor, left = "-", "-"
        if name in FROM_SPACE_TO_SPACE and known.floor is not None:
            floor = known.floor
            left = max(statistics.median_low(results[board][name]) for board in boards) - floor
        cells = "".join(f"  {shown(results[board][name]):>17}" for board in boards)
        print(f"{label:{width}}{cells}" + "".join(f"  {word:>9}" for word in (peer, target, floor, left)))


NOTES = """
* the median: not every time took as many. What varies most is listed with --all.
Counted from outside the guest by a QEMU plugin (bench/counter), under -icount shift=0,sleep=off: every instruction from
the first of the exception vector to the return to a program, that one included; two runs agreed to the instruction.
Threads in two address spaces; the kernel that users get. Floor: what a trap, the registers, one look-up and the change of
the address space take at least, one way, with all registers preserved. Create: Retype, Configure,
SetSchedulingParameters, WriteRegisters. seL4: 15.0.0, release build, its figures for the architecture by the same rule."""


def print_all(results):
    for board, samples in results.items():
        for name, counts in samples.items():
            print(f"{board} {name}: {' '.join(map(str, counts))}")


def violations(target, results):
    for board, samples in results.items():
        for name, bound in limits.of(target).bounds.items():
            if statistics.median_low(samples[name]) > bound:
                yield f"{name} takes more than {bound} instructions on {board}"


def main(arguments):
    options = {word for word in arguments if word.startswith("--")}
    builds = dict(word.split("=", 1) for word in arguments if word not in options)
    if not builds or options - {"--check", "--all"}:
        sys.exit(__doc__)
    results, longest, beside, left, taken, wrong = {}, {}, {}, {}, {}, []
    for board, build in builds.items():
        build = os.path.realpath(build)
        results[board], found = measure(board, build)
        wrong += found
        longest[board] = measure_stretches(board, build)
        beside[board] = cores.measure(board, build, path_names())
        left[board] = isolation.measure(board, build)
        taken[board] = memory.measure(build)
        wrong += isolation.violations(board, left[board], CORES)
    targets = {}
    for board, build in builds.items():
        targets.setdefault(target_of(build), {})[board] = results[board]
    for target, of_target in targets.items():
        print_table(target, of_target)
        wrong += violations(target, of_target)
        wrong += stretches.violations({board: longest[board] for board in of_target}, limits.of(target).stretch)
    print(NOTES)
    if "--all" in options:
        print_all(results)
    cores.print_table(beside)
    isolation.print_table(left)
    memory.print_table(taken, "--all" in options)
    stretches.print_table(longest)
    wrong += cores.violations(beside, CORES)
    if "--check" not in options:
        return 0
    for violation in wrong:
        print(f"bench: {violation}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
