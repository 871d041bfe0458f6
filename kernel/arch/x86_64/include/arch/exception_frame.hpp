// SPDX-License-Identifier: MIT
// What vector.S leaves on the stack of an exception that must not happen.
#pragma once

#include <arch/offsets.hpp>
#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

struct ExceptionFrame {
    std::array<Word, 15> general; ///< in the order of their names, see unexpected_exception.cpp
    Word vector;
    Word error;
    // From here on as the processor stores it. Intel SDM volume 3, section 6.14.2.
    Word instruction;
    Word code_selector;
    Word flags;
    Word stack_pointer;
    Word stack_selector;
};

static_assert(sizeof(ExceptionFrame) == EXCEPTION_FRAME_SIZE);

} // namespace nacre::kernel::arch
