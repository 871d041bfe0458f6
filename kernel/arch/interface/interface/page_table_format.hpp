// SPDX-License-Identifier: MIT
// What an architecture says of its translation tables, so that one portable walker serves them all.
#pragma once

#include <interface/machine.hpp>

#include <concepts>

namespace nacre::kernel::interface {

/// `arch::PageTableFormat`, in <arch/page_table_format.hpp>: constants and pure functions.
///
/// - `Entry`: an unsigned integer; 0 is invalid.
/// - `levels`: level 0 is the root. `index_bits(level)`, and `span_bits(level)`: log2 of what one entry
/// covers.
/// - `leaf_allowed(level)`: may an entry of this level map a frame (of `span_bits(level)` size)?
/// - `table(next)`, `leaf(level, frame, permissions)`: make entries; `is_table`, `is_leaf` (level, entry),
/// `target`.
/// - `permissions(entry)`: what programs may do with a leaf.
/// - `root_is_shared`: kernel entries live in each root table too (x86-64, RISC-V); `prepare_root(pointer)`
/// fills them
///   in, or does nothing.
/// - `tables_have_levels`, where each level has a kind of table of its own (x86-64).
/// - `asid_bits`: how many ASIDs there are (2^n), in pools of 2^`asid_pool_index_bits`.
template<typename F>
concept HasTableLevels = requires { F::tables_have_levels; };

template<typename F>
concept PageTableDescription = std::unsigned_integral<typename F::Entry> &&
                               requires(unsigned level, typename F::Entry entry, PhysicalAddress physical,
                                        PagePermissions permissions, void* pointer) {
                                   { F::levels } -> std::convertible_to<unsigned>;
                                   { F::index_bits(level) } -> std::same_as<unsigned>;
                                   { F::span_bits(level) } -> std::same_as<unsigned>;
                                   { F::leaf_allowed(level) } -> std::same_as<bool>;
                                   { F::table(physical) } -> std::same_as<typename F::Entry>;
                                   {
                                       F::leaf(level, physical, permissions)
                                   } -> std::same_as<typename F::Entry>;
                                   { F::is_table(level, entry) } -> std::same_as<bool>;
                                   { F::is_leaf(level, entry) } -> std::same_as<bool>;
                                   { F::target(entry) } -> std::same_as<PhysicalAddress>;
                                   { F::permissions(entry) } -> std::same_as<PagePermissions>;
                                   { F::asid_bits } -> std::convertible_to<unsigned>;
                                   { F::asid_pool_index_bits } -> std::convertible_to<unsigned>;
                                   F::prepare_root(pointer);
                               };

} // namespace nacre::kernel::interface
