// SPDX-License-Identifier: MIT
// The exceptions by their vectors. Intel SDM volume 3, section 6.15.
#pragma once

#include <base/bits.hpp>

namespace nacre::kernel::arch {

enum class Exception : unsigned char {
    divide_error = 0,
    debug = 1,
    non_maskable_interrupt = 2,
    breakpoint = 3,
    overflow = 4,
    bound_range = 5,
    invalid_opcode = 6,
    fpu_not_available = 7,
    double_fault = 8,
    invalid_task = 10,
    segment_not_present = 11,
    stack_segment = 12,
    general_protection = 13,
    page_fault = 14,
    fpu_error = 16,
    alignment_check = 17,
    machine_check = 18,
    simd_error = 19,
    control_protection = 21,
};

/// The error code of a page fault. Intel SDM volume 3, figure 4-12.
struct PageFaultError {
    using PRESENT = WordField<0, 1>;
    using WRITE = WordField<1, 1>;
    using USER = WordField<2, 1>;
    using RESERVED = WordField<3, 1>; ///< an entry has bits set that must be 0
    using FETCH = WordField<4, 1>;
};

/// In words; never null.
const char* name_of(Exception exception);
const char* name_of_page_fault(Word error);

} // namespace nacre::kernel::arch
