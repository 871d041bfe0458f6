// SPDX-License-Identifier: MIT
// Sentences of failing tests, put together from pieces.
#pragma once

#include <sstream>
#include <string>

namespace nacre::test {

/// A number that is printed in hexadecimal.
struct Hexadecimal {
    unsigned long long value;
};

inline std::ostream& operator<<(std::ostream& stream, Hexadecimal number) {
    return stream << std::hex << number.value << std::dec;
}

/// Numbers are printed in decimal, pointers in hexadecimal.
template<typename... Pieces>
std::string text(const Pieces&... pieces) {
    std::ostringstream stream;
    (stream << ... << pieces);
    return stream.str();
}

} // namespace nacre::test
