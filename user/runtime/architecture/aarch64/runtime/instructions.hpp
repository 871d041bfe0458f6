// SPDX-License-Identifier: MIT
// Instructions that programs may not execute, and addresses that are not theirs: for programs that try.
#pragma once

#include <base/bits.hpp>

#include <array>

namespace nacre::user::architecture {

/// The upper half of the address space is the kernel's.
inline constexpr Word kernel_address = ~Word{0} << 47;

inline void undefined_instruction() { asm volatile("udf #0"); }
/// Moves the kernel's exception vector.
inline void privileged_instruction() { asm volatile("msr vbar_el1, xzr"); }

/// A function that returns 1, as bytes: mov x0, #1; ret.
inline constexpr std::array<unsigned char, 8> function_that_returns_one{0x20, 0x00, 0x80, 0xd2,
                                                                        0xc0, 0x03, 0x5f, 0xd6};

} // namespace nacre::user::architecture
