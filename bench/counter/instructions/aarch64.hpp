// SPDX-License-Identifier: MIT
// AArch64's instructions. ARM DDI 0487, chapter C4.
#pragma once

#include "../events.hpp"

namespace nacre::counter::aarch64 {

constexpr std::uint32_t exception_return = 0xd69f'03e0;
/// MRS from ISR_EL1, into whatever register.
constexpr std::uint32_t read_pending = 0xd538'c100;
constexpr std::uint32_t target_register = 0x1f;
/// TBZ and TBNZ on bit 7, ISR_EL1.I, of any register to any place.
constexpr std::uint32_t test_zero = 0x3638'0000;
constexpr std::uint32_t test_not_zero = 0x3738'0000;
constexpr std::uint32_t test_mask = 0xfff8'0000;
constexpr std::uint32_t wait_for_interrupt = 0xd503'207f;
constexpr std::uint32_t wait_for_event = 0xd503'205f;
constexpr std::uint32_t yield_hint = 0xd503'203f;
/// Load- and store-exclusive, load-acquire, store-release, compare-and-swap; the other atomics; barriers.
constexpr std::uint32_t exclusive_mask = 0x3f00'0000;
constexpr std::uint32_t exclusive_code = 0x0800'0000;
constexpr std::uint32_t atomic_mask = 0x3b20'0c00;
constexpr std::uint32_t atomic_code = 0x3820'0000;
constexpr std::uint32_t barrier_mask = 0xffff'f01f;
constexpr std::uint32_t barrier_code = 0xd503'301f;
/// STXR and STLXR of one register.
constexpr std::uint32_t store_exclusive_mask = 0x3fe0'0000;
constexpr std::uint32_t store_exclusive_code = 0x0800'0000;
constexpr std::uint32_t move_to_nowhere = 0xd280'001f; ///< MOVZ XZR, #number
constexpr unsigned number_low = 5;
constexpr std::uint32_t number_mask = 0xffff;

constexpr Event event_of(Code instruction) {
    const std::uint32_t code = instruction.word();
    return code == exception_return                       ? Event::departure
           : code == wait_for_interrupt                   ? Event::sleep
           : code == wait_for_event || code == yield_hint ? Event::pause
           : (code & ~target_register) == read_pending    ? Event::look
           : (code & exclusive_mask) == exclusive_code    ? Event::atomic
           : (code & atomic_mask) == atomic_code          ? Event::atomic
           : (code & barrier_mask) == barrier_code        ? Event::barrier
                                                          : Event::ordinary;
}

constexpr bool stores_atomically(Code instruction) {
    return (instruction.word() & store_exclusive_mask) == store_exclusive_code;
}

constexpr std::optional<bool> falls_through_if_found(Code instruction) {
    const std::uint32_t code = instruction.word() & test_mask;
    return code == test_zero       ? std::optional{true}
           : code == test_not_zero ? std::optional{false}
                                   : std::nullopt;
}

constexpr std::optional<unsigned> mark_of(Code instruction) {
    const std::uint32_t code = instruction.word();
    if ((code & ~(number_mask << number_low)) != move_to_nowhere) {
        return std::nullopt;
    }
    return code >> number_low & number_mask;
}

} // namespace nacre::counter::aarch64
