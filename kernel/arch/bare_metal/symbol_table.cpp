// SPDX-License-Identifier: MIT
// Finds a function by binary search in the table that the build puts into the image.
#include <arch/image.hpp>
#include <arch/symbol_table.hpp>

#include <algorithm>
#include <cstdint>
#include <span>

namespace nacre::kernel::arch {

/// Where a function starts in the text, and its name in the string of all names.
struct SymbolEntry {
    std::uint32_t text_offset;
    std::uint32_t name_offset;
};

extern "C" {
extern const std::uint32_t symbol_count;
extern const SymbolEntry symbol_entries[];
extern const char symbol_names[];
}

Symbol find_symbol(Word address) {
    if (address < address_of(image_start) || address >= address_of(text_end)) {
        return {};
    }
    const Word offset = address - address_of(image_start);
    const std::span entries{symbol_entries, symbol_count};
    const auto after = std::ranges::upper_bound(entries, offset, {}, &SymbolEntry::text_offset);
    if (after == entries.begin()) {
        return {};
    }
    const SymbolEntry& entry = *(after - 1);
    return {symbol_names + entry.name_offset, offset - entry.text_offset};
}

} // namespace nacre::kernel::arch
