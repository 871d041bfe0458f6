// SPDX-License-Identifier: MIT
// Words for syndromes, for the kernel's own panic.
#include <arch/exception_class.hpp>

namespace nacre::kernel::arch {

const char* name_of(ExceptionClass exception) {
    switch (exception) {
    case ExceptionClass::unknown: return "undefined instruction";
    case ExceptionClass::wait_instruction: return "trapped WFI or WFE";
    case ExceptionClass::fpu_access: return "use of the FPU";
    case ExceptionClass::illegal_state: return "illegal execution state";
    case ExceptionClass::system_call: return "system call";
    case ExceptionClass::system_register: return "trapped system register";
    case ExceptionClass::instruction_abort_of_program: return "instruction abort of a program";
    case ExceptionClass::instruction_abort_of_kernel: return "instruction abort";
    case ExceptionClass::program_counter_alignment: return "misaligned program counter";
    case ExceptionClass::data_abort_of_program: return "data abort of a program";
    case ExceptionClass::data_abort_of_kernel: return "data abort";
    case ExceptionClass::stack_pointer_alignment: return "misaligned stack pointer";
    case ExceptionClass::floating_point: return "floating-point exception";
    case ExceptionClass::system_error: return "system error";
    case ExceptionClass::breakpoint_instruction: return "BRK instruction (a failed run-time check)";
    }
    return "exception";
}

const char* name_of_abort(Word syndrome) {
    using StatusKind = WordField<2, 4>;
    switch (StatusKind::get(syndrome)) {
    case 0: return "address size";
    case 1: return "nothing is mapped there";
    case 2: return "access flag";
    case 3: return "not permitted";
    case 4: return "external abort";
    case 8: return "misaligned";
    default: return "other abort";
    }
}

} // namespace nacre::kernel::arch
