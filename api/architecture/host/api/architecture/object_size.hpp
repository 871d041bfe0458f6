// SPDX-License-Identifier: MIT
// Sizes on the fake machine: AArch64's where a word has 64 bits; where it has 32, what 32-bit machines have.
#pragma once

#include <base/word.hpp>

namespace nacre::api::architecture {

inline constexpr bool wide = word_bits == 64;

inline constexpr unsigned thread_bits = wide ? 11 : 10;
inline constexpr unsigned maximum_untyped_bits = wide ? 47 : 29;

inline constexpr unsigned small_frame_bits = 12;
inline constexpr unsigned large_frame_bits = 21;
/// With 32-bit words larger than any untyped memory: retyping to it never finds room.
inline constexpr unsigned huge_frame_bits = 30;

/// Entries have 64 bits for both word sizes, so that the levels divide an address alike.
inline constexpr unsigned page_table_entry_bits = 3;
inline constexpr unsigned page_table_index_bits = 9;
inline constexpr unsigned page_table_bits = page_table_entry_bits + page_table_index_bits;
inline constexpr unsigned vspace_index_bits = 9;
inline constexpr unsigned vspace_bits = page_table_entry_bits + vspace_index_bits;

inline constexpr unsigned asid_pool_bits = 12;
inline constexpr unsigned asid_pool_index_bits = wide ? 9 : 4;
inline constexpr unsigned asid_pool_count_bits = wide ? 7 : 5;

/// The first address behind those that a program can map.
inline constexpr Word user_top = wide ? static_cast<Word>(0x0000'8000'0000'0000ULL) : Word{0x8000'0000};

} // namespace nacre::api::architecture
