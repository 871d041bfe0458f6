// SPDX-License-Identifier: MIT
// Sentences of failing tests, put together from pieces.
#pragma once

#include <sstream>
#include <string>

namespace nacre::test {

/// Numbers are printed in decimal, pointers in hexadecimal.
template<typename... Pieces>
std::string text(const Pieces&... pieces) {
    std::ostringstream stream;
    (stream << ... << pieces);
    return stream.str();
}

} // namespace nacre::test
