# SPDX-License-Identifier: MIT
"""What cores do beside one another and with one another: the tables on many cores of `./nacre bench`.

bench/many_cores keeps windows open in which the counter counts all that each core executes (bench/counter/windows.hpp).
The program reads its own clock at both ends: under -icount shift=0 a nanosecond is an instruction, so the machine's own
counter must have counted what the counter outside did."""
import statistics
import sys

import counted

PROGRAM = f"{counted.HERE}/many_cores"
# many_cores/pairs.cpp and crossings.cpp: how often each does it.
PAIR_ROUNDS = 500
CROSSING_ROUNDS = 100
LAST_WORDS = {"pairs": "bench: all pairs counted", "crossings": "bench: all crossings counted"}
PAIR_PATHS = ("call", "reply_receive")
# The counter's frequency is such that a tick is this many instructions; reading it takes some itself.
CLOCK_TOLERANCE_TICKS = 2
CLOCK_TOLERANCE = 16
NANOSECONDS = 1_000_000_000

CROSSINGS = {"active_server": "Call to a server with time of its own, and its answer",
             "passive_server_at_home": "Call to a passive server, from the core that used it first",
             "passive_server_elsewhere": "… from the other core",
             "passive_server_from_both": "… from both at the same time",
             "signal": "Signal to a thread that waits on the other core"}


class Result:
    """What one board did, in one or several programs."""

    def __init__(self, board, path_names, *runs):
        self.board = board
        self.windows, self.ticks, self.paths = {}, {}, {}
        names = counted.enumerators(f"{PROGRAM}/windows.hpp", "Window")
        for text, console in runs:
            self.windows |= {names[number]: window for number, window in counted.windows_of(text).items()}
            self.paths |= {(core, names[window], path_names[path]): found
                           for (core, window, path), found in counted.paths_of(text).items()}
            for line in console.splitlines():
                if line.startswith("ticks "):
                    number, ticks, frequency = map(int, line.split()[1:])
                    self.ticks[names[number]] = (ticks, NANOSECONDS // frequency)

    def cores_with_pairs(self):
        return [core for core, counts in enumerate(self.windows["all_pairs"].cores) if counts.calls > 0]

    def kernel_of_pairs(self, window):
        return sum(counts.kernel for counts in self.windows[window].cores)


def measure_twice(board, build, program):
    image = counted.make_image(build, program)
    found = counted.boot(board, build, image, LAST_WORDS[program])
    if counted.boot(board, build, image, LAST_WORDS[program]) != found:
        sys.exit(f"bench: two runs of {program} on {board} differ, so the counts mean nothing")
    return found


def measure(board, build, path_names):
    """The result under -icount; and of pairs whose cores work at the same time, of which only the paths count."""
    result = Result(board, path_names, *(measure_twice(board, build, program) for program in LAST_WORDS))
    missing = [name for name in ("one_pair", "all_pairs", *CROSSINGS) if name not in result.windows]
    if missing:
        sys.exit(f"bench: {board} never opened: {', '.join(missing)}")
    at_once = counted.boot(board, build, counted.make_image(build, "pairs"), LAST_WORDS["pairs"], options=())
    return result, Result(board, path_names, at_once)


def violations(results, cores):
    for board, (result, at_once) in results.items():
        yield from clock_violations(result)
        yield from pair_violations(result, cores)
        for found in (result, at_once):
            yield from path_violations(found, result.paths[0, "one_pair", "call"].counts[0],
                                       result.paths[0, "one_pair", "reply_receive"].counts[0])
        for name in CROSSINGS:
            sections = sum(counts.sections for counts in result.windows[name].cores)
            if sections > 0:
                yield f"{CROSSINGS[name]} on {board}: {sections} exclusive sections after the first use"


def clock_violations(result):
    for name, (ticks, per_tick) in result.ticks.items():
        if abs(result.windows[name].total - ticks * per_tick) > max(CLOCK_TOLERANCE_TICKS * per_tick, CLOCK_TOLERANCE):
            yield (f"{name} on {result.board}: {result.windows[name].total} instructions counted outside, "
                   f"{ticks} ticks of {per_tick} by the machine's own counter")
    if set(result.ticks) != set(result.windows):
        yield f"{result.board} did not tell its own count of every window"


def pair_violations(result, cores):
    at_work = result.cores_with_pairs()
    if at_work != list(range(cores)):
        yield f"pairs on {result.board} worked on cores {at_work}, not on {cores}"
    if result.kernel_of_pairs("all_pairs") != cores * result.kernel_of_pairs("one_pair"):
        yield f"{cores} pairs on {result.board} take not {cores} times the instructions of one"
    for window in ("one_pair", "all_pairs"):
        for core, counts in enumerate(result.windows[window].cores):
            if counts.atomics + counts.barriers + counts.sections + counts.interrupts > 0:
                yield f"core {core} of {result.board} pays for others in {window}"


def path_violations(result, call, reply_receive):
    """Each call of each pair takes what one takes whose pair is alone. Hosts may be late: then a timer comes between,
    so without -icount it is what most of them take."""
    for path, wanted in zip(PAIR_PATHS, (call, reply_receive)):
        for core in result.cores_with_pairs():
            found = result.paths[core, "all_pairs", path]
            if len(found.counts) != PAIR_ROUNDS or statistics.median_low(found.counts) != wanted:
                yield f"{path} on core {core} of {result.board} takes not {wanted} instructions beside the others"


def print_table(results):
    for board, (result, at_once) in results.items():
        print_pairs(board, result, at_once)
    print_crossings(results)
    for board, (result, _) in results.items():
        apart = max(abs(result.windows[name].total - ticks * per_tick) for name, (ticks, per_tick) in result.ticks.items())
        print(f"{board}: the machine's own counter and the counter outside are at most {apart} instructions apart, "
              f"in {len(result.ticks)} windows of up to {max(window.total for window in result.windows.values()):,}")


def print_pairs(board, result, at_once):
    cores = result.cores_with_pairs()
    print(f"\n{board}, independent pairs that Call and ReplyRecv {PAIR_ROUNDS} times, one on each core")
    for path in PAIR_PATHS:
        alone = statistics.median_low(result.paths[0, "one_pair", path].counts)
        beside, parallel = (", ".join(str(statistics.median_low(found.paths[core, "all_pairs", path].counts))
                                      for core in cores) for found in (result, at_once))
        print(f"  {path}: {alone} alone; {beside} on the {len(cores)} cores together; {parallel} with the cores "
              "at work at the same time")
    one, together = (result.kernel_of_pairs(window) for window in ("one_pair", "all_pairs"))
    atomics, barriers = (sum(getattr(counts, what) for counts in result.windows["all_pairs"].cores)
                         for what in ("atomics", "barriers"))
    print(f"  the kernel's instructions: {one:,} for one pair, {together:,} for {len(cores)}: {together / one:.3f} times; "
          f"{atomics} atomics, {barriers} barriers")


def print_crossings(results):
    width = max(map(len, CROSSINGS.values()))
    print("\nbetween two cores, for each time: user + kernel instructions on each (of these in waiting loops), and "
          "exclusive sections")
    for board, (result, _) in results.items():
        print(f"{board:{width}}  {'core 0':>20}  {'core 1':>20}  {'sections':>8}")
        for name, label in CROSSINGS.items():
            cells = []
            for counts in result.windows[name].cores[:2]:
                shown = f"{counts.user / CROSSING_ROUNDS:.0f} + {counts.kernel / CROSSING_ROUNDS:,.0f}"
                waiting = counts.waiting / CROSSING_ROUNDS
                cells.append(f"{shown} ({waiting:,.0f})" if waiting >= 1 else shown)
            sections = sum(counts.sections for counts in result.windows[name].cores) / CROSSING_ROUNDS
            print(f"{label:{width}}  {cells[0]:>20}  {cells[1]:>20}  {sections:>8.2f}")
