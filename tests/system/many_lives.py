# SPDX-License-Identifier: MIT
"""Runs, crashes and kills programs in a seeded order; free memory must be exactly what it was."""
import re
import time

WAYS_TO_DIE = ("read", "write", "execute", "null", "stack")


def free_memory(console):
    """What `mem` says once all programs in the background have ended; what it said last if they do not."""
    end = time.monotonic() + 20
    while True:
        said = re.search(r"\d+ KiB of .*", re.sub(r"\s+", " ", console.run("mem"))).group(0).strip()
        if said.endswith(" 0 programs run") or time.monotonic() > end:
            return said
        time.sleep(0.2)


def one_life(console, chance):
    """One program from birth to death: it ends, crashes or is killed."""
    fate = chance.choice(("end", "crash", "kill"))
    if fate == "end":
        return console.run(chance.choice(("run hello", "run primes 50", "run hello & ")))
    if fate == "crash":
        return console.run(f"run crash {chance.choice(WAYS_TO_DIE)}")
    console.run(f"run primes 100000000 --priority {chance.randint(1, 20)} &")
    return console.run("kill primes")


def live(console, chance, rounds):
    """Returns free memory before and after; the first round is for what is built only once."""
    one_life(console, chance)
    before = free_memory(console)
    for _ in range(rounds):
        one_life(console, chance)
    return before, free_memory(console)
