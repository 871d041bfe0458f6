// SPDX-License-Identifier: MIT
// The names of the kernel's functions, inside the kernel; boot/make_symbol_table makes them from the first
// link.
#pragma once

#include <base/word.hpp>

#include <string_view>

namespace nacre::kernel::arch {

struct Symbol {
    std::string_view name; ///< empty: the address is not in kernel text, or this is the first link
    Word offset;           ///< of the address in the function
};

Symbol find_symbol(Word address);

} // namespace nacre::kernel::arch
