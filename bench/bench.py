#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Counts guest instructions for each path through the kernel: the inside of `./nacre bench`.

Usage: bench.py [--check] BOARD=BUILD_DIRECTORY...
Boots each board twice, on all of its cores and on one, with the program of bench/program as its root task, under `-icount shift=0,sleep=off` and with
bench/counter in QEMU, and prints a table. All runs must agree to the instruction on Call and ReplyRecv, which must
execute neither an atomic instruction nor a barrier; two runs on all cores must agree on everything. Then boots it with the program of
bench/worst_cases and prints the longest stretches with interrupts off. With --check the exit status is 1 when a path takes
more than BOUNDS allows, or a stretch is longer than stretches.BOUND.
"""
import os
import re
import statistics
import subprocess
import sys

import stretches

HERE = os.path.dirname(os.path.realpath(__file__))
ROOT = os.path.dirname(HERE)
TIMEOUT = 120

# seL4 15.0.0 MCS, release build, on aarch64: shared/ABI.md of the project, section 2, counted by the same definition.
SEL4 = {"call": "209", "reply_receive": "266", "long_call": "934", "long_reply_receive": "1009", "signal": "687",
        "yield_alone": "471", "yield_to_peer": "498", "fault": "674", "fault_reply": "1068",
        "timer_interrupt": "459", "map": "637", "retype_page": "1283", "text": "41632", "boot_kernel": "2720000",
        "boot_all": "6700000"}

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
        ("boot_all", "Boot: reset to the root task"),
        ("text", "Text of the kernel, bytes")]

CREATE = ("thread_retype", "thread_configure", "thread_set_scheduling", "thread_write_registers")

# What paths may take: the targets of Call and ReplyRecv, and what the others took when this was last changed, with a
# small margin.
BOUNDS = {"call": 150, "reply_receive": 170, "long_call": 350, "long_reply_receive": 450, "signal": 350, "fault": 400,
          "fault_reply": 500, "interrupt": 400}

# What the project set out to reach, and the least that one way can take (shared/ABI.md, section 2).
TARGETS = {"call": "150", "reply_receive": "170", "long_call": "450", "signal": "350", "fault": "400",
           "fault_reply": "500", "interrupt": "400", "boot_all": "1500000"}
FLOOR = 86

# These talk on one core, whatever the others do.
UNORDERED = ("call", "reply_receive")


def path_names():
    with open(f"{HERE}/program/path.hpp", encoding="utf-8") as file:
        body = re.search(r"enum class Path[^{]*{([^}]*)}", file.read()).group(1)
    return [name.strip() for name in body.split(",") if name.strip()]


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def make_image(build, program, cores=0):
    directory = f"{build}/bench"
    archive, image = f"{directory}/{program}.cpio", f"{directory}/{program}-{cores}.img"
    run(f"{ROOT}/tools/make_archive", "--output", archive, f"root={build}/programs/debug/{program}")
    run(f"{ROOT}/tools/make_image", "--cores", str(cores), f"{build}/kernel.bin", archive, image)
    return image


def vectors_of(build):
    symbols = run("llvm-nm-19", f"{build}/kernel.elf")
    return "0x" + re.search(r"^([0-9a-f]+) \w exception_vectors$", symbols, re.MULTILINE).group(1)


def text_size(build):
    """The executable section, without the zeros that fill its last page. Constants are not in it, as in seL4's."""
    text = f"{build}/bench/text.bin"
    run("llvm-objcopy-19", "-O", "binary", "--only-section=.text", f"{build}/kernel.elf", text)
    with open(text, "rb") as file:
        return len(file.read().rstrip(b"\0"))


def boot(board, build, image, last_words):
    """What the counter counted, and what the program said."""
    counts = f"{build}/bench/counts"
    if os.path.exists(counts):
        os.remove(counts)
    plugin = f"{build}/bench/counter.so,vectors={vectors_of(build)},output={counts}"
    console = subprocess.run(
        [f"{ROOT}/tools/machine", board, image, "-serial", "stdio", "-icount", "shift=0,sleep=off",
         "-plugin", plugin],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT, check=False).stdout
    if last_words not in console:
        sys.exit(f"bench: {board} did not come to an end:\n{console}")
    with open(counts, encoding="utf-8") as file:
        return file.read(), console


def parse(board, text, build):
    """The counts of each path, and for each how many atomic instructions and barriers it executed in all."""
    names = path_names()
    samples, orders = {"text": [text_size(build)]}, {}
    for line in text.splitlines():
        kind, *numbers = line.split()
        if kind in ("stretch", "tail"):
            continue
        if kind == "boot":
            samples["boot_kernel"], samples["boot_all"] = ([int(number)] for number in numbers)
        elif kind == "order":
            orders[names[int(numbers[0])]] = [int(number) for number in numbers[1:]]
        else:
            samples[names[int(numbers[0])]] = [int(number) for number in numbers[1:]]
    missing = [name for name in names[1:] if name not in samples]
    if missing:
        sys.exit(f"bench: {board} never took: {', '.join(missing)}")
    samples["thread_create"] = [sum(counts) for counts in zip(*(samples[name] for name in CREATE))]
    return samples, orders


def measure(board, build):
    """What each path took, with all cores; and a list of what is wrong with that."""
    last_words = "bench: all paths taken"
    image = make_image(build, "bench")
    text, _ = boot(board, build, image, last_words)
    if boot(board, build, image, last_words)[0] != text:
        sys.exit(f"bench: two runs of {board} differ, so the counts mean nothing")
    samples, orders = parse(board, text, build)
    alone, _ = parse(board, boot(board, build, make_image(build, "bench", 1), last_words)[0], build)
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
    counts, console = boot(board, build, make_image(build, "worst_cases"), "bench: all worst cases taken")
    return stretches.parse(counts, console, stretches.symbols_of(build))


def shown(counts):
    usual = int(statistics.median_low(counts))
    return f"{usual:,}" + ("*" if max(counts) != min(counts) else "")


def print_table(results):
    width = max(len(label) for _, label in ROWS)
    boards = list(results)
    print(f"{'guest instructions':{width}}" + "".join(f"  {board:>17}" for board in boards) + f"  {'seL4 MCS':>10}  {'target':>10}")
    for name, label in ROWS:
        peer, target = (f"{int(row[name]):,}" if name in row else "-" for row in (SEL4, TARGETS))
        cells = "".join(f"  {shown(results[board][name]):>17}" for board in boards)
        print(f"{label:{width}}{cells}  {peer:>10}  {target:>10}")
    for board in boards:
        left = ", ".join(f"{label} {statistics.median_low(results[board][name]) - FLOOR}" for name, label in ROWS[:2])
        print(f"{board}: above the floor of {FLOOR} instructions one way: {left}")
    print("""
* the median: not every time took as many. What varies most is listed with --all.
Counted from outside the guest by a QEMU plugin (bench/counter), under -icount shift=0,sleep=off: every instruction from
the first of the exception vector to the return to a program, that one included; two runs agreed to the instruction.
Threads in two address spaces; the kernel that users get. Boot: core 0 alone. Create: Retype, Configure,
SetSchedulingParameters, WriteRegisters. seL4: 15.0.0, release build, its aarch64 figures by the same rule.""")


def print_all(results):
    for board, samples in results.items():
        for name, counts in samples.items():
            print(f"{board} {name}: {' '.join(map(str, counts))}")


def main(arguments):
    options = {word for word in arguments if word.startswith("--")}
    results, longest, wrong = {}, {}, []
    for word in arguments:
        if word not in options:
            board, build = word.split("=", 1)
            results[board], found = measure(board, os.path.realpath(build))
            wrong += found
            longest[board] = measure_stretches(board, os.path.realpath(build))
    if not results or options - {"--check", "--all"}:
        sys.exit(__doc__)
    print_table(results)
    if "--all" in options:
        print_all(results)
    stretches.print_table(longest)
    worst = 0
    if "--check" in options:
        for violation in [*wrong, *stretches.violations(longest)]:
            print(f"bench: {violation}")
            worst = 1
        for board, samples in results.items():
            for name, bound in BOUNDS.items():
                if statistics.median_low(samples[name]) > bound:
                    print(f"bench: {name} takes more than {bound} instructions on {board}")
                    worst = 1
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
