// SPDX-License-Identifier: MIT
// Instructions that programs may not execute, and addresses that are not theirs: for programs that try.
#pragma once

#include <base/bits.hpp>

#include <array>

namespace nacre::user::architecture {

/// The upper half of the address space is the kernel's.
inline constexpr Word kernel_address = power_of_two(word_bits - 1);

inline void undefined_instruction() { asm volatile("unimp"); }
/// Moves the kernel's exception vector.
inline void privileged_instruction() { asm volatile("csrw stvec, zero"); }

/// A function that returns 1, as bytes: li a0, 1; ret.
inline constexpr std::array<unsigned char, 4> function_that_returns_one{0x05, 0x45, 0x82, 0x80};

} // namespace nacre::user::architecture
