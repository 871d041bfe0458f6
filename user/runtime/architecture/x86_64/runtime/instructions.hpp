// SPDX-License-Identifier: MIT
// Instructions that programs may not execute, and addresses that are not theirs: for programs that try.
#pragma once

#include <base/bits.hpp>

#include <array>

namespace nacre::user::architecture {

/// The upper half of the address space is the kernel's.
inline constexpr Word kernel_address = ~Word{0} << 47;

inline void undefined_instruction() { asm volatile("ud2"); }
/// Replaces the kernel's table of exceptions.
inline void privileged_instruction() {
    constexpr std::array<Word, 2> nothing{};
    asm volatile("lidt %0" ::"m"(nothing));
}

/// A function that returns 1, as bytes: mov eax, 1; ret.
inline constexpr std::array<unsigned char, 8> function_that_returns_one{0xb8, 1, 0, 0, 0, 0xc3, 0x90, 0x90};

} // namespace nacre::user::architecture
