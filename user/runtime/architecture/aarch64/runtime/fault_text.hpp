// SPDX-License-Identifier: MIT
// The words for what the exception syndrome register tells (Arm ARM, D17.2.37).
#pragma once

#include <base/bits.hpp>

#include <string_view>

namespace nacre::user::architecture {

struct Syndrome {
    using Class = WordField<26, 6>;
    /// Of memory aborts: whether it was a write, and why it failed.
    using Write = WordField<6, 1>;
    using Status = WordField<0, 6>;
    /// Of BRK instructions.
    using Comment = WordField<0, 16>;
};

/// "wrote" or "read": of a data abort.
constexpr bool was_write(Word syndrome) { return Syndrome::Write::get(syndrome) != 0; }
/// There is memory, but not for this use.
constexpr bool was_permission(Word syndrome) {
    return (Syndrome::Status::get(syndrome) & 0b111100) == 0b001100;
}
constexpr bool was_alignment(Word syndrome) { return Syndrome::Status::get(syndrome) == 0b100001; }

/// What a program did that caused an exception which is no memory abort.
constexpr std::string_view exception_text(Word syndrome) {
    constexpr Word failed_assertion = 0x4e41;
    switch (Syndrome::Class::get(syndrome)) {
    case 0x00: return "executed an instruction that does not exist or is not for programs";
    case 0x07: return "used the floating-point unit, which it may not";
    case 0x0e: return "executed in an illegal state";
    case 0x18: return "used a register or an instruction of the kernel";
    case 0x22: return "jumped to an address that is no multiple of four";
    case 0x26: return "used a stack that is not aligned";
    case 0x2c: return "caused a floating-point exception";
    case 0x3c:
        return Syndrome::Comment::get(syndrome) == failed_assertion
                   ? "stopped itself: an assertion failed"
                   : "stopped itself: a check in its code failed";
    default: return "caused an exception";
    }
}

} // namespace nacre::user::architecture
