// SPDX-License-Identifier: MIT
// Address spaces, mappings and device memory for checks.
#pragma once

#include <conformance/scene.hpp>

#include <base/address.hpp>
#include <runtime/page_table.hpp>

namespace nacre::conformance {

/// Far away from all that the program has mapped.
inline constexpr Word free_address = static_cast<Word>(word_bits == 64 ? 0x10'0000'0000ULL : 0x2000'0000ULL);
inline constexpr Word page_size = power_of_two(api::architecture::small_frame_bits);
inline constexpr Word large_page_size = power_of_two(api::architecture::large_frame_bits);
/// Levels of tables below an address space's own, and how many bits an entry of the level above one covers:
/// what a look-up has left when the table of that level is missing.
inline constexpr unsigned table_levels = api::architecture::page_table_levels;
constexpr Word bits_above(unsigned level) {
    return api::architecture::small_frame_bits +
           (table_levels - level) * api::architecture::page_table_index_bits;
}

/// An address space with an identifier, from the initial pool or from `pool`.
Capability make_space(Scene& scene, Capability pool = {initial::asid_pool});
/// Another pool of identifiers.
Capability make_pool(Scene& scene);
/// An address space whose pool is gone.
Capability make_orphan(Scene& scene);
/// An address space whose identifier names another one by now.
Capability make_replaced(Scene& scene);

/// Maps tables of the first `levels` levels where they are missing at `address`: by default until only the
/// frame is.
void add_tables(Scene& scene, Capability space, Word address, unsigned levels = table_levels);
api::frame::Map map_at(Capability space, Word address,
                       api::CapabilityRights rights = api::CapabilityRights::all());
/// A frame, mapped with all rights and all the tables that it needs.
Capability make_mapped(Scene& scene, Capability space, Word address = free_address);
/// The same in this program's own space, as words.
volatile Word*
map_here(Scene& scene, Capability frame, Word address = free_address,
         api::architecture::MappingAttributes attributes = api::architecture::MappingAttributes::normal());

/// Untyped memory of one page, where a device is; the same for the same page.
Capability device_page(Scene& scene, PhysicalAddress address);
/// A frame of the device's registers: once in a check for one page.
Capability device_frame(Scene& scene, PhysicalAddress address);

} // namespace nacre::conformance
