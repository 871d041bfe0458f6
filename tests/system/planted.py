# SPDX-License-Identifier: MIT
"""A kernel's image into which a test plants a few instructions, and what each architecture says of them."""
import contextlib
import os
import re
import subprocess
import tempfile

from board_test import BOARD, BUILD, console
from target import architecture_of, target_of

MAGIC, MAGIC_AT = b"NACREIMG", 64
SYSTEM_CALL = "nacre::kernel::entry::system_call"
# A page of text of every program (cmake/program.cmake).
PROGRAM_TEXT = 0x401000

ASSEMBLER = {"aarch64": ["--target=aarch64-none-elf"],
             "riscv32": ["--target=riscv32-unknown-none-elf", "-march=rv32imac_zicsr", "-mno-relax"],
             "riscv64": ["--target=riscv64-unknown-none-elf", "-march=rv64imac_zicsr", "-mno-relax"],
             "x86_64": ["--target=x86_64-none-elf"]}

# What can go wrong in a kernel, in assembly, and what it says then.
DEEDS = {
    "aarch64": {
        "undefined": ("udf #0", r"undefined instruction in the kernel"),
        "failed_check": ("brk #1", r"BRK instruction"),
        "read_null": ("mov x0, xzr; ldr x0, [x0]",
                      r"data abort in the kernel at address 0x0{16} \(nothing is mapped there\)"),
        "write_text": ("adr x0, .; str x0, [x0]", r"data abort in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)"),
        "execute_stack": ("mov x0, sp; br x0",
                          r"instruction abort in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)"),
        "execute_program": (f"mov x0, #{PROGRAM_TEXT & 0xffff}; movk x0, #{PROGRAM_TEXT >> 16}, lsl #16; br x0",
                            r"instruction abort in the kernel at address 0x0{10}401000 \(not permitted\)"),
        "overflow_stack": ("1: stp x29, x30, [sp, #-16]!; b 1b", r"kernel stack overflow at address"),
    },
    "riscv": {
        "undefined": (".4byte 0xffffffff", r"undefined instruction in the kernel"),
        "failed_check": ("ebreak", r"EBREAK instruction"),
        "read_null": ("lw a0, 0(zero)", r"page fault of a load in the kernel at address 0x0 "),
        "write_text": ("auipc a0, 0; sw a0, 0(a0)", r"page fault of a store in the kernel at address 0x[f8]"),
        "execute_stack": ("jr sp", r"page fault of a fetch in the kernel at address 0x[f8]"),
        "execute_program": (f"li a0, {PROGRAM_TEXT}; jr a0", r"page fault of a fetch in the kernel at address 0x401000 "),
        "read_program": (f"li a0, {PROGRAM_TEXT}; lw a0, 0(a0)",
                         r"page fault of a load in the kernel at address 0x401000 "),
        "overflow_stack": ("1: addi sp, sp, -16; sw ra, 0(sp); j 1b", r"kernel stack overflow at address"),
    },
    "x86_64": {
        "undefined": (".byte 0x0f, 0xff, 0xc0", r"undefined instruction"),
        "failed_check": ("ud2", r"a failed run-time check"),
        "read_null": ("xor %eax, %eax; mov (%rax), %rax",
                      r"page fault in the kernel at address 0x0{16} \(nothing is mapped there\)"),
        "write_text": ("lea 0(%rip), %rax; mov %rax, (%rax)",
                       r"page fault in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)"),
        "execute_stack": ("jmp *%rsp", r"page fault in the kernel at address 0xffff8[0-9a-f]+ \(not permitted\)"),
        "execute_program": (f"mov ${PROGRAM_TEXT}, %eax; jmp *%rax",
                            r"page fault in the kernel at address 0x0{10}401000 \(not permitted\)"),
        "read_program": (f"mov ${PROGRAM_TEXT}, %eax; mov (%rax), %rax",
                         r"page fault in the kernel at address 0x0{10}401000 \(not permitted\)"),
        "overflow_stack": ("1: push %rax; jmp 1b", r"kernel stack overflow in the kernel at address"),
    },
}[architecture_of(BUILD)]


class Symbols:
    """Where the kernel's functions are, by their readable names."""

    def __init__(self):
        listing = subprocess.run(["llvm-nm-19", "--demangle", "--defined-only", os.path.join(BUILD, "kernel.elf")],
                                 check=True, capture_output=True, text=True).stdout
        self.addresses = {}
        for line in listing.splitlines():
            address, _, name = line.split(" ", 2)
            self.addresses[name.split("(")[0]] = int(address, 16)

    def address(self, name):
        return self.addresses[name]


def assembled(text):
    """The bytes of these instructions."""
    with tempfile.TemporaryDirectory() as folder:
        elf, binary = os.path.join(folder, "object"), os.path.join(folder, "binary")
        subprocess.run(["clang-19", *ASSEMBLER[target_of(BUILD)], "-x", "assembler", "-c", "-", "-o", elf], check=True,
                       input=text.replace("; ", "\n") + "\n", text=True)
        subprocess.run(["llvm-objcopy-19", "-O", "binary", "--only-section=.text", elf, binary], check=True)
        with open(binary, "rb") as file:
            return file.read()


@contextlib.contextmanager
def image_with(function, instructions):
    """The path of the build's image with these instructions at the beginning of a function."""
    symbols = Symbols()
    with open(os.path.join(BUILD, "nacre.img"), "rb") as file:
        image = bytearray(file.read())
    kernel = image.index(MAGIC) - MAGIC_AT
    offset = kernel + symbols.address(function) - symbols.address("image_start")
    code = assembled(instructions)
    image[offset:offset + len(code)] = code
    path = os.path.join(BUILD, f"broken-{os.getpid()}.img")
    with open(path, "wb") as file:
        file.write(image)
    try:
        yield path
    finally:
        os.remove(path)


def last_words(function, instructions):
    """What the kernel says when these instructions stand at the beginning of a function; QEMU must end."""
    with image_with(function, instructions) as path:
        machine = console.Console(BOARD, image=path)
        machine.ended(30)
    said = re.search(r"^KERNEL PANIC: .*", machine.transcript, re.MULTILINE | re.DOTALL)
    return said.group(0) if said else f"no panic, but:\n{machine.transcript}"
