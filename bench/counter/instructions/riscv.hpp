// SPDX-License-Identifier: MIT
// RISC-V's instructions, for both widths. The RISC-V Instruction Set Manual, volume I, chapter 24; volume II.
#pragma once

#include "../events.hpp"

namespace nacre::counter::riscv {

constexpr std::uint32_t supervisor_return = 0x1020'0073;
constexpr std::uint32_t wait_for_interrupt = 0x1050'0073;
constexpr std::uint32_t pause_hint = 0x0100'000f;
/// CSRRS from sip, into whatever register.
constexpr std::uint32_t read_pending = 0x1440'2073;
constexpr std::uint32_t target_register = 0xf80;
constexpr std::uint32_t opcode_mask = 0x7f;
constexpr std::uint32_t atomic_opcode = 0x2f;
constexpr std::uint32_t fence_opcode = 0x0f;
/// LR; and SC of x0 to nowhere, by which the kernel takes a thread's reservation away: it never stores.
constexpr std::uint32_t function_mask = 0xf800'0000;
constexpr std::uint32_t load_reserved = 0x1000'0000;
constexpr std::uint32_t no_registers_mask = 0xf9f0'0f80;
constexpr std::uint32_t drop_reservation = 0x1800'0000;
constexpr std::uint32_t load_nowhere = 0x0000'0037; ///< LUI x0, number: a hint
constexpr std::uint32_t load_nowhere_mask = 0xfff;
constexpr unsigned number_low = 12;

constexpr bool is_atomic(std::uint32_t code) {
    return (code & opcode_mask) == atomic_opcode && (code & no_registers_mask) != drop_reservation;
}

constexpr Event event_of(Code instruction) {
    const std::uint32_t code = instruction.word();
    return code == supervisor_return                   ? Event::departure
           : code == wait_for_interrupt                ? Event::sleep
           : code == pause_hint                        ? Event::pause
           : (code & ~target_register) == read_pending ? Event::look
           : is_atomic(code)                           ? Event::atomic
           : (code & opcode_mask) == fence_opcode      ? Event::barrier
                                                       : Event::ordinary;
}

constexpr bool stores_atomically(Code instruction) {
    return is_atomic(instruction.word()) && (instruction.word() & function_mask) != load_reserved;
}

constexpr std::optional<unsigned> mark_of(Code instruction) {
    const std::uint32_t code = instruction.word();
    if (instruction.bytes.size() != sizeof(code) || (code & load_nowhere_mask) != load_nowhere) {
        return std::nullopt;
    }
    return code >> number_low;
}

} // namespace nacre::counter::riscv
