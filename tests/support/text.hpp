// SPDX-License-Identifier: MIT
// Sentences of failed checks, put together from pieces: without streams, which the checking kernel has not.
#pragma once

#include <base/format.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace nacre::test {

/// A number that is printed in hexadecimal.
struct Hexadecimal {
    unsigned long long value;
};

namespace pieces {

struct StringSink {
    std::string& text;
    void write(std::string_view piece) { text.append(piece); }
};

inline void add(StringSink& sink, std::string_view piece) { sink.write(piece); }
inline void add(StringSink& sink, const char* piece) { sink.write(piece); }
inline void add(StringSink& sink, std::integral auto number) { format(sink, "{}", number); }
inline void add(StringSink& sink, Hexadecimal number) { format(sink, "{:x}", number.value); }
inline void add(StringSink& sink, const void* pointer) {
    format(sink, "{:#x}", reinterpret_cast<Word>(pointer));
}

} // namespace pieces

/// Numbers are printed in decimal, pointers in hexadecimal.
template<typename... Pieces>
std::string text(const Pieces&... parts) {
    std::string result;
    pieces::StringSink sink{result};
    (pieces::add(sink, parts), ...);
    return result;
}

} // namespace nacre::test
