// SPDX-License-Identifier: MIT
// The machine word: what a register, a message register and a capability address hold.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nacre {

/// An unsigned integer as wide as a general-purpose register of the target.
using Word = std::uintptr_t;

inline constexpr unsigned word_bits = sizeof(Word) * 8;
inline constexpr unsigned word_size_bits = word_bits == 64 ? 3 : 2;

} // namespace nacre
