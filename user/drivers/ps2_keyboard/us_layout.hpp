// SPDX-License-Identifier: MIT
// What is printed on the keys of a keyboard for the United States, by the keys' codes in scan code set 1 (IBM
// Personal System/2 Hardware Interface Technical Reference, "Keyboards (101- and 102-Key)").
#pragma once

#include <cstdint>
#include <string_view>

namespace nacre::user::us_layout {

using namespace std::string_view_literals;

/// From code 0 on; 0 where a key writes nothing. The backspace key sends what terminals' do.
inline constexpr auto plain = "\0\x1b"
                              "1234567890-="
                              "\x7f\t"
                              "qwertyuiop[]"
                              "\r\0"
                              "asdfghjkl;'`"
                              "\0\\"
                              "zxcvbnm,./"
                              "\0*\0 "sv;
inline constexpr auto shifted = "\0\x1b"
                                "!@#$%^&*()_+"
                                "\x7f\t"
                                "QWERTYUIOP{}"
                                "\r\0"
                                "ASDFGHJKL:\"~"
                                "\0|"
                                "ZXCVBNM<>?"
                                "\0*\0 "sv;

/// The block of digits, from its 7 on. Without Num Lock its keys are those of the block beside it, which has
/// the same codes with a prefix; minus and plus are themselves.
inline constexpr std::uint8_t first_of_keypad = 0x47;
inline constexpr auto keypad = "789-456+1230."sv;

/// The key that only keyboards of 102 keys have.
inline constexpr std::uint8_t key_102 = 0x56;

static_assert(plain.size() == 0x3a && shifted.size() == plain.size());

} // namespace nacre::user::us_layout
