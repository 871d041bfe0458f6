#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every sentence with which the kernel refuses a call is asked for by a unit test, through a call that is refused so.

Usage: check_sentences.py ROOT
"""
import pathlib
import re
import sys

# What the machine of the unit tests cannot refuse for: it has what the first two say is missing, and its interface is
# AArch64's, with one kind of page table below an address space and no IO ports. The conformance program checks on the
# boards that have it so that the calls are refused.
NOT_ON_THE_HOST = {"the interrupt controller has no triggers to set", "the board has no software interrupts for programs",
                   # RISC-V, where an address space is a page table.
                   "`vspace` is mapped in an address space", "another frame is mapped at `virtual_address`",
                   "the page table is an address space with an identifier",
                   # x86-64
                   "page tables for smaller frames are mapped at `virtual_address`",
                   "the table above is missing at `virtual_address`",
                   "interrupts are asked for by their pin or as messages here", "the machine has no IO-APIC",
                   "`last_port` is below `first_port`", "a port of the range has a capability already",
                   "the capability does not cover all the bytes"}

LITERAL = r'"(?:[^"\\]|\\.)*"'


def joined(text):
    """The text with each run of adjacent string literals made one."""
    return re.sub(rf"{LITERAL}(?:\s+{LITERAL})+",
                  lambda run: '"' + "".join(part[1:-1] for part in re.findall(LITERAL, run.group())) + '"', text)


def sentences(root):
    for path in sorted((root / "kernel/core").rglob("*.[ch]pp")):
        text = joined(path.read_text(encoding="utf-8"))
        for refusal in re.finditer(r"(?:refuse::\w+|\bfailed)<([^;]*?)>\(", text):
            for literal in re.findall(LITERAL, refusal.group(1)):
                yield path.relative_to(root), literal[1:-1]


def main(root):
    root = pathlib.Path(root)
    told = list(sentences(root))
    tested = "".join(joined(path.read_text(encoding="utf-8"))
                     for path in sorted((root / "tests/unit/kernel").glob("explain*.cpp")))
    missing = [(path, sentence) for path, sentence in told if sentence not in tested and sentence not in NOT_ON_THE_HOST]
    for path, sentence in missing:
        print(f"{path}: no test in tests/unit/kernel/explain*.cpp is refused with: {sentence}")
    for sentence in NOT_ON_THE_HOST - {sentence for _, sentence in told}:
        print(f"{sys.argv[0]}: no longer said: {sentence}")
        missing.append(sentence)
    if len(told) < 100:
        print(f"only {len(told)} sentences found: the search is wrong")
    return 1 if missing or len(told) < 100 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
