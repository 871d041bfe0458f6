// SPDX-License-Identifier: MIT
// The end of the kernel after an exception that must not happen: says what, where, and who called whom.
#include <arch/backtrace.hpp>
#include <arch/core_stacks.hpp>
#include <arch/exception_class.hpp>
#include <arch/exception_frame.hpp>
#include <arch/exception_panic.hpp>
#include <arch/machine.hpp>
#include <core/log.hpp>

#include <span>

namespace nacre::kernel::arch {
namespace {

constexpr unsigned return_address_register = 1;
constexpr unsigned stack_pointer_register = 2;
constexpr unsigned frame_pointer_register = 8;

void print_cause(const ExceptionFrame& frame) {
    print("\nKERNEL PANIC: ");
    const ExceptionClass exception = exception_class(frame.cause);
    if (is_interrupt(frame.cause)) {
        print("interrupt {} from the kernel", SCAUSE::CODE::get(frame.cause));
    } else if (is_memory_fault(exception) && in_guard_page(frame.fault_address)) {
        print("kernel stack overflow");
    } else {
        print("{} in the kernel", name_of(exception));
    }
    if (!is_interrupt(frame.cause) && is_memory_fault(exception)) {
        print(" at address {:#x} ({})", frame.fault_address, name_of_abort(frame.cause));
    }
    print("\n  core {}, cause {:#x}, status {:#x}, stack {:#x}\n", core_block().index, frame.cause,
          frame.status, frame.general_register(stack_pointer_register));
}

void print_registers(const ExceptionFrame& frame) {
    for (unsigned i = 1; i <= frame.general.size(); ++i) {
        print("{}x{:<2} {:016x}", i % 4 == 1 ? "\n  " : "  ", i, frame.general_register(i));
    }
    print("\n");
}

} // namespace

extern "C" [[noreturn]] void report_unexpected_exception(const ExceptionFrame& frame);

/// Called by vector.S on the emergency stack.
void report_unexpected_exception(const ExceptionFrame& frame) {
    begin_exception_panic();
    print_cause(frame);
    print_backtrace(frame.general_register(frame_pointer_register), frame.link,
                    frame.general_register(return_address_register));
    print_registers(frame);
    Machine::halt();
}

} // namespace nacre::kernel::arch
