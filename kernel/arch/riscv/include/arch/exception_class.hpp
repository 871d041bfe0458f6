// SPDX-License-Identifier: MIT
// Why a trap was taken, as scause says it. Privileged architecture, section 4.1.8.
#pragma once

#include <base/bits.hpp>

namespace nacre::kernel::arch {

/// scause without its interrupt bit. Values without a name here exist too.
enum class ExceptionClass : unsigned char {
    instruction_misaligned = 0,
    instruction_access = 1,
    illegal_instruction = 2,
    breakpoint = 3,
    load_misaligned = 4,
    load_access = 5,
    store_misaligned = 6,
    store_access = 7,
    system_call = 8,
    call_of_supervisor = 9,
    instruction_page = 12,
    load_page = 13,
    store_page = 15,
};

struct SCAUSE {
    using INTERRUPT = WordField<word_bits - 1, 1>;
    using CODE = WordField<0, 6>;
};

constexpr bool is_interrupt(Word cause) { return SCAUSE::INTERRUPT::get(cause) != 0; }
constexpr ExceptionClass exception_class(Word cause) {
    return static_cast<ExceptionClass>(SCAUSE::CODE::get(cause));
}

constexpr bool is_fetch(ExceptionClass exception) {
    return exception == ExceptionClass::instruction_page || exception == ExceptionClass::instruction_access;
}
constexpr bool is_store(ExceptionClass exception) {
    return exception == ExceptionClass::store_page || exception == ExceptionClass::store_access;
}
constexpr bool is_page_fault(ExceptionClass exception) {
    return exception == ExceptionClass::instruction_page || exception == ExceptionClass::load_page ||
           exception == ExceptionClass::store_page;
}
/// An access that translation or the machine refused: what seL4 calls a VM fault.
constexpr bool is_memory_fault(ExceptionClass exception) {
    return is_fetch(exception) || is_store(exception) || exception == ExceptionClass::load_page ||
           exception == ExceptionClass::load_access;
}

/// What programs are told of a memory fault: as on seL4 the number of the access fault of its kind, whether
/// the machine refused the access or, as nearly always, translation.
constexpr ExceptionClass access_fault(ExceptionClass exception) {
    if (is_fetch(exception)) {
        return ExceptionClass::instruction_access;
    }
    return is_store(exception) ? ExceptionClass::store_access : ExceptionClass::load_access;
}

/// In words; never null.
const char* name_of(ExceptionClass exception);

/// What a memory fault's cause says of the access; null if there is nothing to add.
const char* name_of_abort(Word cause);

} // namespace nacre::kernel::arch
