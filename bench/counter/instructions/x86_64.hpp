// SPDX-License-Identifier: MIT
// x86-64's instructions. Intel SDM, volume 2.
#pragma once

#include "../events.hpp"

#include <algorithm>
#include <array>

namespace nacre::counter::x86_64 {

template<std::size_t count>
constexpr bool begins_with(Code instruction, const std::array<std::uint8_t, count>& bytes) {
    return instruction.bytes.size() >= count && std::ranges::equal(instruction.bytes.first(count), bytes);
}

constexpr std::array<std::uint8_t, 2> interrupt_return{0x48, 0xcf};
constexpr std::array<std::uint8_t, 3> system_call_return{0x48, 0x0f, 0x07};
constexpr std::array<std::uint8_t, 1> halt{0xf4};
constexpr std::array<std::uint8_t, 2> pause{0xf3, 0x90};
constexpr std::array<std::uint8_t, 3> load_fence{0x0f, 0xae, 0xe8};
constexpr std::array<std::uint8_t, 3> full_fence{0x0f, 0xae, 0xf0};
constexpr std::array<std::uint8_t, 3> store_fence{0x0f, 0xae, 0xf8};
/// NOP with an operand at rax + number.
constexpr std::array<std::uint8_t, 3> long_no_operation{0x0f, 0x1f, 0x80};
constexpr std::size_t number_size = 4;

/// A LOCK prefix; or XCHG with memory, which needs none.
constexpr bool is_atomic(Code instruction) {
    constexpr std::uint8_t lock = 0xf0;
    constexpr std::uint8_t operand_size = 0x66;
    std::size_t place = 0;
    while (place < instruction.bytes.size() &&
           (instruction.bytes[place] == operand_size || (instruction.bytes[place] & 0xf0) == 0x40)) {
        ++place;
    }
    if (place >= instruction.bytes.size()) {
        return false;
    }
    const std::uint8_t operation = instruction.bytes[place];
    const bool exchanges = (operation == 0x86 || operation == 0x87) && place + 1 < instruction.bytes.size() &&
                           instruction.bytes[place + 1] < 0xc0;
    return operation == lock || exchanges;
}

constexpr Event event_of(Code instruction) {
    const bool is_fence = begins_with(instruction, load_fence) || begins_with(instruction, full_fence) ||
                          begins_with(instruction, store_fence);
    return begins_with(instruction, interrupt_return)     ? Event::departure
           : begins_with(instruction, system_call_return) ? Event::departure
           : begins_with(instruction, halt)               ? Event::sleep
           : begins_with(instruction, pause)              ? Event::pause
           : is_atomic(instruction)                       ? Event::atomic
           : is_fence                                     ? Event::barrier
                                                          : Event::ordinary;
}

constexpr bool stores_atomically(Code instruction) { return is_atomic(instruction); }

constexpr std::optional<unsigned> mark_of(Code instruction) {
    if (!begins_with(instruction, long_no_operation) ||
        instruction.bytes.size() != long_no_operation.size() + number_size) {
        return std::nullopt;
    }
    return Code{instruction.bytes.subspan(long_no_operation.size())}.word();
}

} // namespace nacre::counter::x86_64
