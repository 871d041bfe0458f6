// SPDX-License-Identifier: MIT
// The end of the machine after a trap that the machine-mode layer does not expect: says what and where.
//
// Like machine_mode.cpp, this lies in the layer's own pages and calls no function of the kernel.
#include <arch/exception_class.hpp>
#include <arch/kernel_window.hpp>
#include <arch/machine_mode_panic.hpp>
#include <arch/machine_mode_register.hpp>
#include <board/board.hpp>

namespace nacre::kernel::arch {

using namespace machine_mode_register;
using board::Board;

namespace {

using Console = drivers::Ns16550<MemoryBus>;

void print(Console& console, const char* text) {
    for (; *text != 0; ++text) {
        if (*text == '\n') {
            console.put('\r');
        }
        console.put(*text);
    }
}

void print(Console& console, const char* name, Word value) {
    constexpr unsigned bits_of_digit = 4;
    print(console, name);
    print(console, " 0x");
    for (unsigned shift = word_bits; shift > 0; shift -= bits_of_digit) {
        console.put("0123456789abcdef"[value >> (shift - bits_of_digit) & low_mask(bits_of_digit)]);
    }
}

/// Those that a bug of the layer can cause, or memory that is not there.
const char* words_for(Word cause) {
    if (is_interrupt(cause)) {
        return "an interrupt that it has not enabled";
    }
    switch (exception_class(cause)) {
    case ExceptionClass::illegal_instruction: return "an undefined instruction";
    case ExceptionClass::breakpoint: return "an EBREAK instruction (a failed run-time check)";
    case ExceptionClass::instruction_access: return "a fetch that the machine refuses";
    case ExceptionClass::load_access: return "a load that the machine refuses";
    case ExceptionClass::store_access: return "a store that the machine refuses";
    case ExceptionClass::call_of_supervisor: return "a call of the kernel whose number it does not know";
    case ExceptionClass::instruction_misaligned:
    case ExceptionClass::load_misaligned:
    case ExceptionClass::store_misaligned: return "a misaligned address";
    case ExceptionClass::system_call:
    case ExceptionClass::instruction_page:
    case ExceptionClass::load_page:
    case ExceptionClass::store_page: break; // delegated
    }
    return "an exception that is the kernel's to handle";
}

} // namespace

void machine_mode_panic(bool is_inside) {
    Console console{MemoryBus{Board::uart.value}};
    const Word cause = MCAUSE::read();
    const Word where = MEPC::read();
    print(console, "\nKERNEL PANIC: the machine-mode layer met ");
    print(console, words_for(cause));
    print(console, is_inside ? ", in the layer itself\n" : "\n");
    print(console, "  core", MHARTID::read());
    print(console, ", mcause", cause);
    print(console, ", mepc", where);
    print(console, ", mtval", MTVAL::read());
    print(console, "\n  In kernel.elf, llvm-symbolizer names the line at",
          is_inside ? KernelWindow::address({where}) : where);
    print(console, ".\n  Either that is a bug, or this machine is not what the layer takes it for "
                   "(docs/add_a_board.md).\n");
    console.flush();
    drivers::SifiveTest{MemoryBus{Board::power_switch.value}}.power_off();
    MIE::write(0);
    for (;;) {
        asm volatile("wfi" : : : "memory");
    }
}

} // namespace nacre::kernel::arch
