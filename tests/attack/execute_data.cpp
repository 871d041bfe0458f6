// SPDX-License-Identifier: MIT
// Puts instructions on its stack, or into its data, and jumps to them.
//
// run: run execute_data stack
// expect: execute_data crashed: it executed address 0x3d\w+, which it may not execute
// run: run execute_data data
// expect: execute_data crashed: it executed address 0x4\w+, which it may not execute
#include "attack.hpp"

#include <runtime/instructions.hpp>

namespace {

using Code = decltype(nacre::user::architecture::function_that_returns_one);
alignas(4) constinit std::array<volatile unsigned char, std::tuple_size_v<Code>> data{};

} // namespace

int nacre::user::program(std::string_view arguments) {
    alignas(4) std::array<volatile unsigned char, std::tuple_size_v<Code>> stack{};
    auto& target = arguments == "stack" ? stack : data;
    for (std::size_t i = 0; i < target.size(); ++i) {
        target[i] = architecture::function_that_returns_one[i];
    }
    reinterpret_cast<int (*)()>(reinterpret_cast<Word>(target.data()))();
    return succeeded("executed data");
}
