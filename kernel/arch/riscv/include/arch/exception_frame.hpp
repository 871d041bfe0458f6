// SPDX-License-Identifier: MIT
// What vector.S leaves on the emergency stack of an exception that must not happen.
#pragma once

#include <arch/offsets.hpp>
#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

struct ExceptionFrame {
    Word link;                    ///< sepc: the instruction
    std::array<Word, 31> general; ///< x1 to x31
    Word cause;
    Word fault_address;
    Word status;
    Word padding;

    /// x1 to x31.
    Word general_register(unsigned number) const { return general[number - 1]; }
};

static_assert(sizeof(ExceptionFrame) == EXCEPTION_FRAME_SIZE);
static_assert(offsetof(ExceptionFrame, link) == EXCEPTION_FRAME_LINK * WORD_BYTES);
static_assert(offsetof(ExceptionFrame, cause) == EXCEPTION_FRAME_CAUSE * WORD_BYTES);
static_assert(offsetof(ExceptionFrame, fault_address) == EXCEPTION_FRAME_VALUE * WORD_BYTES);
static_assert(offsetof(ExceptionFrame, status) == EXCEPTION_FRAME_STATUS * WORD_BYTES);

} // namespace nacre::kernel::arch
