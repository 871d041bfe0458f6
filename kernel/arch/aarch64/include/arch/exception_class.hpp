// SPDX-License-Identifier: MIT
// Why an exception was taken, as the syndrome register says it. ARM DDI 0487, section D17.2.37.
#pragma once

#include <arch/system_register.hpp>

namespace nacre::kernel::arch {

/// ESR_EL1.EC. Values without a name here exist too.
enum class ExceptionClass : unsigned char {
    unknown = 0x00,
    wait_instruction = 0x01,
    fpu_access = 0x07,
    illegal_state = 0x0e,
    system_call = 0x15,
    system_register = 0x18,
    instruction_abort_of_program = 0x20,
    instruction_abort_of_kernel = 0x21,
    program_counter_alignment = 0x22,
    data_abort_of_program = 0x24,
    data_abort_of_kernel = 0x25,
    stack_pointer_alignment = 0x26,
    floating_point = 0x2c,
    system_error = 0x2f,
    breakpoint_instruction = 0x3c,
};

constexpr ExceptionClass exception_class(Word syndrome) {
    return static_cast<ExceptionClass>(system_register::ESR::EC::get(syndrome));
}

/// In words; never null.
const char* name_of(ExceptionClass exception);

/// What an abort's status code says of the access; null if there is nothing to add.
const char* name_of_abort(Word syndrome);

} // namespace nacre::kernel::arch
