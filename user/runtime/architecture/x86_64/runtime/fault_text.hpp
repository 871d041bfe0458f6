// SPDX-License-Identifier: MIT
// The words for what exceptions and their error codes tell (Intel SDM volume 3, sections 6.15 and 4.7).
#pragma once

#include <base/bits.hpp>

#include <string_view>

namespace nacre::user::architecture {

/// Error code of a page fault.
struct PageFault {
    using Present = WordField<0, 1>;
    using Write = WordField<1, 1>;
};

/// Vectors of exceptions.
enum class Vector : Word {
    divide_error = 0,
    debug = 1,
    breakpoint = 3,
    overflow = 4,
    bound_range = 5,
    invalid_opcode = 6,
    no_floating_point = 7,
    stack_segment = 12,
    general_protection = 13,
    floating_point = 16,
    alignment = 17,
    vector_floating_point = 19,
};

/// "wrote" or "read": of an access that is no instruction fetch.
constexpr bool was_write(Word error_code) { return PageFault::Write::get(error_code) != 0; }
/// There is memory, but not for this use.
constexpr bool was_permission(Word error_code) { return PageFault::Present::get(error_code) != 0; }
constexpr bool was_alignment(Word) { return false; }

/// What a program did that caused an exception which is no page fault.
constexpr std::string_view exception_text(Word vector) {
    switch (static_cast<Vector>(vector)) {
    case Vector::divide_error: return "divided by zero, or the quotient was too large";
    case Vector::debug: return "single-stepped, though nobody debugs it";
    case Vector::breakpoint: return "stopped itself: an assertion failed";
    case Vector::overflow:
    case Vector::bound_range: return "stopped itself: a check in its code failed";
    case Vector::invalid_opcode:
        return "executed an instruction that does not exist, which is also how a check in its code stops it";
    case Vector::no_floating_point: return "used the floating-point unit, which it may not";
    case Vector::general_protection:
    case Vector::stack_segment:
        return "executed an instruction that is not for programs, or used an address that cannot exist";
    case Vector::floating_point:
    case Vector::vector_floating_point: return "caused a floating-point exception";
    case Vector::alignment: return "used a misaligned address";
    }
    return "caused an exception";
}

} // namespace nacre::user::architecture
