// SPDX-License-Identifier: MIT
// The walk through translation tables, for whatever format the architecture has.
#pragma once

#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <base/address.hpp>

namespace nacre::kernel {

/// The tables below one root. Holds nothing but the root's address: copy it freely.
template<typename Format>
class PageTableWalker {
public:
    using Entry = typename Format::Entry;

    /// Where a walk stopped: an entry and its level.
    struct Position {
        Entry* entry;
        unsigned level;

        unsigned span_bits() const { return Format::span_bits(level); }
    };

    explicit PageTableWalker(void* root) : root_{static_cast<Entry*>(root)} {}

    /// Follows tables towards `address` and stops at the first entry that is no table, at most at `deepest`.
    Position find(VirtualAddress address, unsigned deepest = Format::levels - 1) const {
        Entry* table = root_;
        for (unsigned level = 0;; level++) {
            Entry* entry = table + index(address, level);
            if (level == deepest || !Format::is_table(level, *entry)) {
                return {entry, level};
            }
            table = static_cast<Entry*>(arch::Machine::pointer(Format::target(*entry)));
        }
    }

    /// The level at which one entry maps a frame of this size; `Format::levels` if there is none.
    static constexpr unsigned level_of_frame(unsigned size_bits) {
        for (unsigned level = 0; level < Format::levels; level++) {
            if (Format::span_bits(level) == size_bits && Format::leaf_allowed(level)) {
                return level;
            }
        }
        return Format::levels;
    }

    /// The entry that points to `table`, if it is in the tables at `address`.
    Position find_table(VirtualAddress address, const void* table) const {
        const PhysicalAddress wanted =
            arch::Machine::physical(const_cast<void*>(table)); // NOLINT: address only
        Entry* entries = root_;
        for (unsigned level = 0; level + 1 < Format::levels; level++) {
            Entry* entry = entries + index(address, level);
            if (!Format::is_table(level, *entry)) {
                break;
            }
            if (Format::target(*entry) == wanted) {
                return {entry, level};
            }
            entries = static_cast<Entry*>(arch::Machine::pointer(Format::target(*entry)));
        }
        return {nullptr, 0};
    }

    /// Changes one entry and makes the hardware's walker see it. The caller flushes what was there before.
    static void write(Entry* entry, Entry value) {
        *entry = value;
        arch::Machine::entries_written(entry, 1);
    }

private:
    static std::size_t index(VirtualAddress address, unsigned level) {
        return (address.value >> Format::span_bits(level)) & low_mask(Format::index_bits(level));
    }

    Entry* root_;
};

using PageTables = PageTableWalker<arch::PageTableFormat>;

} // namespace nacre::kernel
