# SPDX-License-Identifier: MIT
"""What each path may take on each target, in guest instructions, and what the numbers are compared with."""
import collections

# sel4: seL4 15.0.0 MCS, release build, counted by the same definition (shared/ABI.md of the project, section 2).
# targets: what the project set out to reach. bounds: what `bench.py --check` holds, the targets of Call and ReplyRecv and
# for the others what they took when this was last changed, with a small margin. floor: the least that one way can take.
# stretch: the longest that interrupts may be off (docs/bounds.md).
Limits = collections.namedtuple("Limits", "sel4 targets bounds floor stretch")

AARCH64 = Limits(
    sel4={"call": 209, "reply_receive": 266, "long_call": 934, "long_reply_receive": 1009, "signal": 687,
          "yield_alone": 471, "yield_to_peer": 498, "fault": 674, "fault_reply": 1068, "timer_interrupt": 459, "map": 637,
          "retype_page": 1283, "text": 41632, "boot_kernel": 2_720_000, "boot_all": 6_700_000},
    targets={"call": 150, "reply_receive": 170, "long_call": 450, "signal": 350, "fault": 400, "fault_reply": 500,
             "interrupt": 400, "boot_together": 1_500_000},
    bounds={"call": 150, "reply_receive": 170, "long_call": 350, "long_reply_receive": 450, "signal": 350, "fault": 400,
            "fault_reply": 500, "interrupt": 400, "boot_together": 1_500_000},
    floor=86, stretch=10_000)

X86_64 = Limits(
    sel4={"call": 227, "reply_receive": 295, "long_call": 1072, "long_reply_receive": 1261, "fault": 741,
          "fault_reply": 1324, "text": 75426, "boot_kernel": 25_000_000, "boot_all": 33_900_000},
    targets={"call": 165, "reply_receive": 190},
    bounds={"call": 165, "reply_receive": 190},
    floor=79, stretch=10_000)

RISCV32 = Limits(
    sel4={"call": 226, "reply_receive": 292, "long_call": 1216, "long_reply_receive": 1273, "signal": 855,
          "timer_interrupt": 599, "text": 40714, "boot_kernel": 520_000, "boot_all": 10_100_000},
    targets={"call": 180, "reply_receive": 210},
    bounds={"call": 180, "reply_receive": 210},
    floor=118, stretch=10_000)

RISCV64 = Limits(
    sel4={"call": 277, "reply_receive": 359, "long_call": 1243, "long_reply_receive": 1276, "signal": 791,
          "timer_interrupt": 543, "text": 41416, "boot_kernel": 520_000, "boot_all": 9_600_000},
    targets={"call": 180, "reply_receive": 210},
    bounds={"call": 180, "reply_receive": 210},
    floor=None, stretch=10_000)

TARGETS = {"aarch64": AARCH64, "x86_64": X86_64, "riscv32": RISCV32, "riscv64": RISCV64}


def of(target):
    """`target` is the name of a toolchain file (cmake/toolchain)."""
    return TARGETS[target]
