// SPDX-License-Identifier: MIT
// Which instructions of the guest mean something to the counter.
#pragma once

#include <cstdint>

namespace nacre::counter {

enum class Event : std::uint8_t {
    ordinary,
    synchronous_entry,
    interrupt_entry,
    departure, ///< ERET
    look,      ///< a read of ISR_EL1
    zero,      ///< TBZ on the bit that it reads
    not_zero,  ///< TBNZ
    sleep,     ///< WFI
    pause,     ///< WFE or YIELD: whoever waits in a loop executes one each time round
    atomic,
    barrier,
};

constexpr std::uint32_t exception_return = 0xd69f'03e0;
/// Reading ISR_EL1 is how the kernel looks for a pending interrupt, whatever register it reads it into.
constexpr std::uint32_t read_pending = 0xd538'c100;
constexpr std::uint32_t target_register = 0x1f;
constexpr std::uint32_t wait_for_interrupt = 0xd503'207f;
constexpr std::uint32_t wait_for_event = 0xd503'205f;
constexpr std::uint32_t yield_hint = 0xd503'203f;
/// TBZ and TBNZ on bit 7, ISR_EL1.I, of any register to any place.
constexpr std::uint32_t test_zero = 0x3638'0000;
constexpr std::uint32_t test_not_zero = 0x3738'0000;
constexpr std::uint32_t test_mask = 0xfff8'0000;
/// Entries of the vectors for a program's synchronous exceptions and interrupts, from their base.
constexpr std::uint64_t synchronous_vector = 0x400;
constexpr std::uint64_t interrupt_vector = 0x480;
/// Load- and store-exclusive, load-acquire, store-release, compare-and-swap; the other atomics; barriers.
constexpr std::uint32_t exclusive_mask = 0x3f00'0000;
constexpr std::uint32_t exclusive_code = 0x0800'0000;
constexpr std::uint32_t atomic_mask = 0x3b20'0c00;
constexpr std::uint32_t atomic_code = 0x3820'0000;
constexpr std::uint32_t barrier_mask = 0xffff'f01f;
constexpr std::uint32_t barrier_code = 0xd503'301f;
/// STXR and STLXR of one register: the write by which an atomic step of this compiler becomes visible.
constexpr std::uint32_t store_exclusive_mask = 0x3fe0'0000;
constexpr std::uint32_t store_exclusive_code = 0x0800'0000;

constexpr Event event_of(std::uint64_t offset_in_vectors, std::uint32_t code) {
    return offset_in_vectors == synchronous_vector        ? Event::synchronous_entry
           : offset_in_vectors == interrupt_vector        ? Event::interrupt_entry
           : code == exception_return                     ? Event::departure
           : code == wait_for_interrupt                   ? Event::sleep
           : code == wait_for_event || code == yield_hint ? Event::pause
           : (code & ~target_register) == read_pending    ? Event::look
           : (code & test_mask) == test_zero              ? Event::zero
           : (code & test_mask) == test_not_zero          ? Event::not_zero
           : (code & exclusive_mask) == exclusive_code    ? Event::atomic
           : (code & atomic_mask) == atomic_code          ? Event::atomic
           : (code & barrier_mask) == barrier_code        ? Event::barrier
                                                          : Event::ordinary;
}

constexpr bool is_store_exclusive(std::uint32_t code) {
    return (code & store_exclusive_mask) == store_exclusive_code;
}

} // namespace nacre::counter
