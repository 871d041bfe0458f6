// SPDX-License-Identifier: MIT
// What the attack programs share: how they say that they got through, and where the kernel is.
#pragma once

#include <runtime/invoke.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>

#include <attack/machine.hpp>
#include <board.hpp>

namespace nacre::user {

/// The kernel's image, where the board's firmware put it, as the kernel sees it.
inline constexpr Word kernel_text = machine::kernel_view_of(board::kernel_image);

/// The test looks for this line after every attack.
inline int succeeded(std::string_view what) {
    print("ATTACK SUCCEEDED: {}\n", what);
    return 66;
}

/// For attacks that are refused and survive.
inline int refused(std::string_view what) {
    print("refused: {}\n", what);
    return 0;
}

template<typename T>
volatile T& memory_at(Word address) {
    return *reinterpret_cast<volatile T*>(address);
}

} // namespace nacre::user
