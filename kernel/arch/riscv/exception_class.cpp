// SPDX-License-Identifier: MIT
// Words for causes, for the kernel's own panic and for explanations.
#include <arch/exception_class.hpp>

namespace nacre::kernel::arch {

const char* name_of(ExceptionClass exception) {
    switch (exception) {
    case ExceptionClass::instruction_misaligned: return "misaligned program counter";
    case ExceptionClass::instruction_access: return "fetch that the machine refuses";
    case ExceptionClass::illegal_instruction: return "undefined instruction";
    case ExceptionClass::breakpoint: return "EBREAK instruction (a failed run-time check)";
    case ExceptionClass::load_misaligned: return "misaligned load";
    case ExceptionClass::load_access: return "load that the machine refuses";
    case ExceptionClass::store_misaligned: return "misaligned store";
    case ExceptionClass::store_access: return "store that the machine refuses";
    case ExceptionClass::system_call: return "system call";
    case ExceptionClass::call_of_supervisor: return "call of the machine-mode layer";
    case ExceptionClass::instruction_page: return "page fault of a fetch";
    case ExceptionClass::load_page: return "page fault of a load";
    case ExceptionClass::store_page: return "page fault of a store";
    }
    return "exception";
}

const char* name_of_abort(Word cause) {
    const ExceptionClass exception = exception_class(cause);
    if (exception == ExceptionClass::instruction_access || exception == ExceptionClass::load_access ||
        exception == ExceptionClass::store_access) {
        return "nothing answers there, or it is the machine-mode layer's";
    }
    return is_memory_fault(exception) ? "nothing is mapped there, or not permitted" : nullptr;
}

} // namespace nacre::kernel::arch
