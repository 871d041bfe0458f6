// SPDX-License-Identifier: MIT
// Text as a template argument, so that a constant that holds it needs no name of its own.
#pragma once

#include <cstddef>

namespace nacre {

template<std::size_t length>
struct TextConstant {
    char text[length]{};

    consteval TextConstant(const char (&literal)[length]) {
        for (std::size_t index = 0; index < length; index++) {
            text[index] = literal[index];
        }
    }
};

} // namespace nacre
