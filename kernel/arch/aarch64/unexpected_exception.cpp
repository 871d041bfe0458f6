// SPDX-License-Identifier: MIT
// The end of the kernel after an exception that must not happen: says what, where, and who called whom.
#include <arch/backtrace.hpp>
#include <arch/core_stacks.hpp>
#include <arch/exception_class.hpp>
#include <arch/exception_frame.hpp>
#include <arch/exception_panic.hpp>
#include <arch/machine.hpp>
#include <core/log.hpp>

namespace nacre::kernel::arch {
namespace {

constexpr unsigned frame_pointer = 29;
constexpr unsigned link = 30;

/// A vector's number: four kinds of exception from each of four places.
constexpr std::array kinds{"synchronous exception", "interrupt", "fast interrupt", "system error"};
constexpr std::array origins{"the kernel (wrong stack pointer)", "the kernel", "a program",
                             "a 32-bit program"};
constexpr unsigned kind_of(unsigned vector) { return vector & 3U; }
constexpr unsigned origin_of(unsigned vector) { return vector >> 2U & 3U; }
constexpr unsigned synchronous = 0;

bool has_fault_address(ExceptionClass exception) {
    return exception == ExceptionClass::data_abort_of_kernel ||
           exception == ExceptionClass::instruction_abort_of_kernel;
}

void print_cause(const ExceptionFrame& frame, unsigned vector) {
    print("\nKERNEL PANIC: ");
    const ExceptionClass exception = exception_class(frame.syndrome);
    if (kind_of(vector) != synchronous) {
        print("{} from {}", kinds[kind_of(vector)], origins[origin_of(vector)]);
    } else if (has_fault_address(exception) && in_guard_page(frame.fault_address)) {
        print("kernel stack overflow");
    } else {
        print("{} in {}", name_of(exception), origins[origin_of(vector)]);
    }
    if (kind_of(vector) == synchronous && has_fault_address(exception)) {
        print(" at address {:#018x} ({})", frame.fault_address, name_of_abort(frame.syndrome));
    }
    print("\n  core {}, syndrome {:#010x}, state {:#010x}, stack {:#018x}\n", core_block().index,
          frame.syndrome, frame.state, frame.stack_pointer);
}

void print_registers(const ExceptionFrame& frame) {
    for (unsigned i = 0; i < frame.general.size(); ++i) {
        print("{}x{:<2} {:016x}", i % 4 == 0 ? "\n  " : "  ", i, frame.general[i]);
    }
    print("\n");
}

} // namespace

extern "C" [[noreturn]] void report_unexpected_exception(const ExceptionFrame& frame, unsigned vector);

/// Called by vector.S on the emergency stack.
void report_unexpected_exception(const ExceptionFrame& frame, unsigned vector) {
    begin_exception_panic();
    print_cause(frame, vector);
    print_backtrace(frame.general[frame_pointer], frame.link, frame.general[link]);
    print_registers(frame);
    Machine::halt();
}

} // namespace nacre::kernel::arch
