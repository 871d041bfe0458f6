// SPDX-License-Identifier: MIT
// Exponents of the sizes of this architecture's objects, and the extent of an address space: Sv39 where a
// word has 64 bits, Sv32 where it has 32.
#pragma once

#include <api/architecture/fpu_configuration.hpp>
#include <base/word.hpp>

namespace nacre::api::architecture {

inline constexpr bool wide = word_bits == 64;

inline constexpr unsigned thread_bits = (wide ? 10 : 9) + (has_fpu ? 1 : 0);
inline constexpr unsigned maximum_untyped_bits = wide ? 38 : 29;

inline constexpr unsigned small_frame_bits = 12;
inline constexpr unsigned large_frame_bits = wide ? 21 : 22;
/// Only where a word has 64 bits: see ObjectType.
inline constexpr unsigned huge_frame_bits = 30;

inline constexpr unsigned page_table_entry_bits = wide ? 3 : 2;
inline constexpr unsigned page_table_index_bits = wide ? 9 : 10;
inline constexpr unsigned page_table_bits = page_table_entry_bits + page_table_index_bits;
/// An address space is a page table that has an identifier.
inline constexpr unsigned vspace_index_bits = page_table_index_bits;
inline constexpr unsigned vspace_bits = page_table_bits;

inline constexpr unsigned asid_pool_bits = 12;
inline constexpr unsigned asid_pool_index_bits = wide ? 9 : 4;
inline constexpr unsigned asid_pool_count_bits = wide ? 7 : 5;

/// The first address behind those that a program can map.
inline constexpr Word user_top = wide ? static_cast<Word>(0x0000'003f'ffff'f000ULL) : Word{0x8000'0000};

} // namespace nacre::api::architecture
