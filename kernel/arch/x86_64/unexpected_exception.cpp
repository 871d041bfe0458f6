// SPDX-License-Identifier: MIT
// The end of the kernel after an exception that must not happen: says what, where, and who called whom.
#include <arch/backtrace.hpp>
#include <arch/control_register.hpp>
#include <arch/core_stacks.hpp>
#include <arch/exception.hpp>
#include <arch/exception_frame.hpp>
#include <arch/exception_panic.hpp>
#include <arch/machine.hpp>
#include <core/log.hpp>

#include <string_view>

namespace nacre::kernel::arch {
namespace {

constexpr std::array<std::string_view, 15> names{"rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "r8 ",
                                                 "r9 ", "r10", "r11", "r12", "r13", "r14", "r15"};
constexpr unsigned frame_pointer = 6;

bool from_program(const ExceptionFrame& frame) { return (frame.code_selector & 3) != 0; }

void print_cause(const ExceptionFrame& frame) {
    const auto exception = static_cast<Exception>(frame.vector);
    const Word address = CR2::read();
    const bool is_overflow = (exception == Exception::double_fault || exception == Exception::page_fault) &&
                             in_guard_page(address);
    const std::string_view what = name_of(exception);
    // UD2: what the compiler puts where a run-time check fails.
    const bool is_check = exception == Exception::invalid_opcode && !from_program(frame);
    print("\nKERNEL PANIC: {} in {}",
          is_overflow
              ? std::string_view{"kernel stack overflow"}
              : (is_check ? std::string_view{"undefined instruction (a failed run-time check)"} : what),
          std::string_view{from_program(frame) ? "a program" : "the kernel"});
    if (exception == Exception::page_fault || is_overflow) {
        print(" at address {:#018x} ({})", address, std::string_view{name_of_page_fault(frame.error)});
    }
    print("\n  core {}, vector {}, error {:#x}, flags {:#010x}, stack {:#018x}\n", core_block().index,
          frame.vector, frame.error, frame.flags, frame.stack_pointer);
}

void print_registers(const ExceptionFrame& frame) {
    for (unsigned i = 0; i < frame.general.size(); ++i) {
        print("{}{} {:016x}", i % 4 == 0 ? "\n  " : "  ", names[i], frame.general[i]);
    }
    print("\n");
}

/// Where a function that has pushed nothing yet would return to, if the stack can be read.
Word last_return_address(const ExceptionFrame& frame) {
    const CoreStacks& stacks = core_stacks[core_block().index];
    const auto start = reinterpret_cast<Word>(&stacks.stack);
    const bool is_on_stack = frame.stack_pointer >= start &&
                             frame.stack_pointer < start + sizeof(stacks.stack) &&
                             frame.stack_pointer % sizeof(Word) == 0;
    return is_on_stack ? *reinterpret_cast<const Word*>(frame.stack_pointer) : 0;
}

} // namespace

extern "C" [[noreturn]] void report_unexpected_exception(const ExceptionFrame& frame);

/// Called by vector.S, on the emergency stack where the usual one may have overflowed.
void report_unexpected_exception(const ExceptionFrame& frame) {
    begin_exception_panic();
    print_cause(frame);
    print_backtrace(frame.general[frame_pointer], frame.instruction, last_return_address(frame));
    print_registers(frame);
    Machine::halt();
}

} // namespace nacre::kernel::arch
