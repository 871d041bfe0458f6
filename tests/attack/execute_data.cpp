// SPDX-License-Identifier: MIT
// Puts instructions on its stack, or into its data, and jumps to them.
//
// run: run execute_data stack
// expect: execute_data crashed: it executed address 0x3d\w+, which it may not execute
// run: run execute_data data
// expect: execute_data crashed: it executed address 0x4\w+, which it may not execute
#include "attack.hpp"

namespace {

/// mov x0, #1; ret
constexpr std::array<std::uint32_t, 2> code{0xd2800020, 0xd65f03c0};
constinit std::array<volatile std::uint32_t, 2> data{};

} // namespace

int nacre::user::program(std::string_view arguments) {
    std::array<volatile std::uint32_t, 2> stack{};
    auto& target = arguments == "stack" ? stack : data;
    for (std::size_t i = 0; i < code.size(); ++i) {
        target[i] = code[i];
    }
    reinterpret_cast<Word (*)()>(reinterpret_cast<Word>(target.data()))();
    return succeeded("executed data");
}
