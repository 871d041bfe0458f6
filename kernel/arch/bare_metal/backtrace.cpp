// SPDX-License-Identifier: MIT
// Follows the chain of frame records as long as it stays within the core's kernel stacks.
#include <arch/backtrace.hpp>
#include <arch/core_stacks.hpp>
#include <arch/frame_record.hpp>
#include <arch/symbol_table.hpp>
#include <core/log.hpp>

#include <array>

namespace nacre::kernel::arch {
namespace {

/// The kernel stack and the emergency stack are one range here: the guard page between them ends no chain.
bool on_kernel_stack(Word record) {
    const CoreStacks& stacks = core_stacks[core_block().index];
    const auto start = reinterpret_cast<Word>(&stacks.stack);
    return record >= start && record <= reinterpret_cast<Word>(&stacks + 1) - sizeof(FrameRecord) &&
           record % sizeof(Word) == 0;
}

} // namespace

unsigned backtrace_from(Word frame, std::span<Word> return_addresses) {
    unsigned count = 0;
    while (count < return_addresses.size() && on_kernel_stack(frame_record(frame))) {
        const auto& record = *reinterpret_cast<const FrameRecord*>(frame_record(frame));
        if (find_symbol(record.return_address).name.empty()) {
            break;
        }
        return_addresses[count++] = record.return_address;
        if (record.caller <= frame) {
            break;
        }
        frame = record.caller;
    }
    return count;
}

unsigned backtrace(std::span<Word> return_addresses) {
    return backtrace_from(reinterpret_cast<Word>(__builtin_frame_address(0)), return_addresses);
}

void print_backtrace(Word frame, Word at, Word link) {
    constexpr unsigned most_callers = 24;
    std::array<Word, most_callers> addresses{};
    const unsigned count = backtrace_from(frame, addresses);
    print("  at   ");
    print_location(at);
    print("\n  link ");
    print_location(link);
    for (const Word address : std::span{addresses}.first(count)) {
        print("\n  from ");
        print_location(address);
    }
    print("\n");
}

void print_location(Word address) {
    const Symbol symbol = find_symbol(address);
    print("{:#018x}", address);
    if (!symbol.name.empty()) {
        print(" {} + {:#x}", symbol.name, symbol.offset);
    }
}

} // namespace nacre::kernel::arch
