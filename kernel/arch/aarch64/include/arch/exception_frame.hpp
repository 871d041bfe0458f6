// SPDX-License-Identifier: MIT
// What vector.S leaves on the emergency stack of an exception that must not happen.
#pragma once

#include <arch/offsets.hpp>
#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

struct ExceptionFrame {
    std::array<Word, 31> general;
    Word stack_pointer;
    Word link; ///< ELR: the instruction
    Word state;
    Word syndrome;
    Word fault_address;
};

static_assert(sizeof(ExceptionFrame) == EXCEPTION_FRAME_SIZE);
static_assert(offsetof(ExceptionFrame, stack_pointer) == EXCEPTION_FRAME_X30_SP + 8);
static_assert(offsetof(ExceptionFrame, link) == EXCEPTION_FRAME_ELR_SPSR);
static_assert(offsetof(ExceptionFrame, syndrome) == EXCEPTION_FRAME_ESR_FAR);

} // namespace nacre::kernel::arch
