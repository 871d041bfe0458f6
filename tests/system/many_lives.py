# SPDX-License-Identifier: MIT
"""Runs, crashes and kills programs in a seeded order; free memory must be exactly what it was."""
import re

WAYS_TO_DIE = ("read", "write", "execute", "null", "stack")


def free_memory(console):
    """What `mem` says, without the machine's own noise."""
    return re.sub(r"\s+", " ", console.run("mem")).strip()


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
