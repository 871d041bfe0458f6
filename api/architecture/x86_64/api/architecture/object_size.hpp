// SPDX-License-Identifier: MIT
// Exponents of the sizes of this architecture's objects, and the extent of an address space.
#pragma once

#include <api/architecture/fpu_configuration.hpp>
#include <base/word.hpp>

namespace nacre::api::architecture {

inline constexpr unsigned thread_bits = has_xsave ? 12 : 11;
inline constexpr unsigned maximum_untyped_bits = 47;

inline constexpr unsigned small_frame_bits = 12;
inline constexpr unsigned large_frame_bits = 21;
inline constexpr unsigned huge_frame_bits = 30;

/// Of the tables of all four levels.
inline constexpr unsigned page_table_entry_bits = 3;
inline constexpr unsigned page_table_index_bits = 9;
inline constexpr unsigned page_table_bits = page_table_entry_bits + page_table_index_bits;
inline constexpr unsigned vspace_index_bits = page_table_index_bits;
inline constexpr unsigned vspace_bits = page_table_bits;

inline constexpr unsigned asid_pool_bits = 12;
inline constexpr unsigned asid_pool_index_bits = 9;
inline constexpr unsigned asid_pool_count_bits = 3;

/// The first address behind those that a program can map.
inline constexpr Word user_top = 0x0000'7fff'ffff'f000;

} // namespace nacre::api::architecture
