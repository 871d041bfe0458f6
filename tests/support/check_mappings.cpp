// SPDX-License-Identifier: MIT
// Translation tables: nothing is mapped that no capability says is mapped there.
#include <support/check_invariants.hpp>
#include <support/text.hpp>

#include <algorithm>
#include <tuple>
#include <vector>

namespace nacre::test {

using namespace kernel;
using Format = arch::PageTableFormat;

namespace {

class MappingCheck {
public:
    MappingCheck(const Census& census, Violations& violations)
        : census_{census}, violations_{violations},
          kernel_entries_(power_of_two(api::architecture::vspace_bits) / sizeof(Format::Entry)) {
        Format::prepare_root(kernel_entries_.data());
        for (const auto& [slot, place] : census.places) {
            if (slot->is<FrameView>() && slot->as<FrameView>().is_mapped()) {
                const auto frame = slot->as<FrameView>();
                bool& writable = mapped_[{frame.mapped_asid(), frame.mapped_at().value,
                                          frame.physical().value, frame.size_bits()}];
                writable = writable || frame.rights().has(FrameRight::write);
            } else if (slot->is<PageTableView>()) {
                note_table(*slot);
            }
        }
    }

    /// The kernel's own entries are those of every root, but for what the processor notes in them.
    void check_root(Asid asid, const void* root) {
        const auto* entries = static_cast<const Format::Entry*>(root);
        std::vector<Format::Entry> own(kernel_entries_.size());
        for (std::size_t index = 0; index < own.size(); ++index) {
            const Format::Entry expected = kernel_entries_[index];
            if (expected == 0) {
                own[index] = entries[index];
            } else if (Format::target(entries[index]) != Format::target(expected) ||
                       Format::is_table(0, entries[index]) != Format::is_table(0, expected)) {
                complain(asid, Word{index} << Format::span_bits(0), "an entry of the kernel's has changed");
            }
        }
        check_table(asid, own.data(), 0, 0);
    }

    void check_table(Asid asid, const void* table, unsigned level, Word start) {
        const auto* entries = static_cast<const Format::Entry*>(table);
        for (Word index = 0; index <= low_mask(Format::index_bits(level)); index++) {
            const Format::Entry entry = entries[index];
            if (entry == 0) {
                continue;
            }
            const Word address = start + (index << Format::span_bits(level));
            if (Format::is_table(level, entry)) {
                const void* next = arch::Machine::pointer(Format::target(entry));
                if (!census_.page_tables.contains(next)) {
                    complain(asid, address, "a table is in use that is gone");
                } else if (!tables_.contains({asid, address, next})) {
                    complain(asid, address, "a table is in use without a capability that says so");
                } else {
                    check_table(asid, next, level + 1, address);
                }
                continue;
            }
            const auto frame =
                mapped_.find({asid, address, Format::target(entry).value, Format::span_bits(level)});
            if (frame == mapped_.end()) {
                complain(asid, address, "something is mapped without a capability that says so");
            } else if (Format::permissions(entry).write && !frame->second) {
                complain(asid, address, "a frame is writable without the right to write");
            }
        }
    }

    void complain(Asid asid, Word address, const char* what) {
        violations_.push_back(text("address space ", asid, " at ", Hexadecimal{address}, ": ", what));
    }

private:
    /// A table that is nowhere is empty: it will be put somewhere as it is.
    void note_table(const Slot& slot) {
        const auto table = slot.as<PageTableView>();
        if (table.is_mapped()) {
            tables_.emplace(table.mapped_asid(), table.mapped_at().value, table.table());
            return;
        }
        const std::span entries{static_cast<const Format::Entry*>(table.table()),
                                power_of_two(api::architecture::page_table_bits) / sizeof(Format::Entry)};
        if (std::ranges::any_of(entries, [](Format::Entry entry) { return entry != 0; })) {
            violations_.push_back(describe(slot) + " is a table that is nowhere, but not empty");
        }
    }

    const Census& census_;
    Violations& violations_;
    /// A root table in which nothing but these is.
    std::vector<Format::Entry> kernel_entries_;
    /// By identifier, address, frame and size; whether a capability allows to write.
    std::map<std::tuple<Asid, Word, Word, unsigned>, bool> mapped_;
    std::set<std::tuple<Asid, Word, const void*>> tables_;
};

} // namespace

void check_mappings(const Kernel& kernel, const Census& census, Violations& violations) {
    MappingCheck check{census, violations};
    for (Asid base = 0; base < power_of_two(Format::asid_bits); base += AsidPool::size) {
        const AsidPool* pool = kernel.asids.pool_of(base);
        if (pool == nullptr) {
            continue;
        }
        if (!census.pools.contains(pool)) {
            check.complain(base, 0, "its pool is gone");
            continue;
        }
        for (Asid asid = base; asid < base + AsidPool::size; asid++) {
            const void* root = kernel.asids.root(asid);
            if (root == nullptr) {
                continue;
            }
            const auto space = census.address_spaces.find(root);
            if (space == census.address_spaces.end() || space->second != asid) {
                check.complain(asid, 0, "its root is gone");
                continue;
            }
            check.check_root(asid, root);
        }
    }
}

} // namespace nacre::test
