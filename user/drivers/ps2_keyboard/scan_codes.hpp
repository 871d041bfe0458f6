// SPDX-License-Identifier: MIT
// From the codes of pressed and released keys to the bytes that a terminal would send. Pure logic, for scan
// code set 1: what the controller translates every PS/2 keyboard's own codes into.
#pragma once

#include "us_layout.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace nacre::user {

/// What one byte of the keyboard's meant.
struct KeyboardWord {
    enum class Kind : unsigned char {
        typed,          ///< `text`; often nothing: half a code, a key let go, a key that is not known
        lights_changed, ///< Caps Lock or Num Lock was pressed
        acknowledged,   ///< the answer to an order
        send_again,     ///< the keyboard did not understand an order
        plugged_in,     ///< it has power since now, and forgot what it was told
    };
    Kind kind = Kind::typed;
    std::string_view text{};
};

class ScanCodes {
public:
    using Kind = KeyboardWord::Kind;

    /// The text is valid until the next call.
    constexpr KeyboardWord take(std::uint8_t code) {
        constexpr std::uint8_t prefix = 0xe0;
        constexpr std::uint8_t pause_prefix = 0xe1;
        constexpr unsigned codes_of_pause = 2;
        if (code == too_many_keys || code == not_heard) {
            forget_held_keys();
        } else if (to_swallow_ > 0) {
            --to_swallow_;
        } else if (code == prefix) {
            extended_ = true;
        } else if (code == pause_prefix) {
            // The one key with codes of three bytes, which also says that it is let go at once.
            to_swallow_ = codes_of_pause;
        } else if (const Kind answer = answer_in(code); answer != Kind::typed) {
            return {answer};
        } else {
            const bool extended = extended_;
            extended_ = false;
            return key(code & ~release, (code & release) == 0, extended);
        }
        return {};
    }

    /// As the order to set them wants it: bit 1 Num Lock, bit 2 Caps Lock.
    constexpr std::uint8_t lights() const {
        return static_cast<std::uint8_t>((number_lock_.on ? 2 : 0) | (capitals_.on ? 4 : 0));
    }

private:
    static constexpr std::uint8_t release = 0x80;
    /// More keys went down than the keyboard remembers, or the controller received a damaged byte: what was
    /// lost may have said that a key is let go.
    static constexpr std::uint8_t too_many_keys = 0xff;
    static constexpr std::uint8_t not_heard = 0x00;

    static constexpr std::uint8_t enter = 0x1c, control = 0x1d, left_shift = 0x2a, slash = 0x35,
                                  right_shift = 0x36, caps_lock = 0x3a, num_lock = 0x45;

    /// A key that stays "on" until it is pressed again, however long it is held.
    struct Lock {
        bool on = false;
        bool held = false;

        constexpr bool press(bool pressed) {
            const bool turned = pressed && !held;
            held = pressed;
            on = on != turned;
            return turned;
        }
    };

    /// Bytes that are no key's code. The keyboard's "I have power" is also left shift let go.
    constexpr Kind answer_in(std::uint8_t code) const {
        switch (code) {
        case 0xaa: return left_shift_ || extended_ ? Kind::typed : Kind::plugged_in;
        case 0xfa: return Kind::acknowledged;
        case 0xfe: return Kind::send_again;
        default: return Kind::typed;
        }
    }

    constexpr void forget_held_keys() {
        extended_ = false;
        to_swallow_ = 0;
        left_shift_ = right_shift_ = left_control_ = right_control_ = false;
    }

    constexpr KeyboardWord key(std::uint8_t code, bool pressed, bool extended) {
        if (code == control) {
            (extended ? right_control_ : left_control_) = pressed;
        } else if (extended) {
            // With Num Lock the keyboard says "shift" around some keys, with a prefix: that is no key.
            return typed(pressed ? extended_text(code) : std::string_view{});
        } else if (code == left_shift || code == right_shift) {
            (code == left_shift ? left_shift_ : right_shift_) = pressed;
        } else if (code == caps_lock || code == num_lock) {
            const bool turned = (code == caps_lock ? capitals_ : number_lock_).press(pressed);
            return {turned ? Kind::lights_changed : Kind::typed};
        } else if (pressed) {
            return typed(text_of(code));
        }
        return {};
    }

    static constexpr KeyboardWord typed(std::string_view text) { return {Kind::typed, text}; }

    constexpr bool shift() const { return left_shift_ || right_shift_; }

    constexpr std::string_view text_of(std::uint8_t code) {
        if (code >= us_layout::first_of_keypad &&
            code < us_layout::first_of_keypad + us_layout::keypad.size()) {
            return keypad_text(code);
        }
        if (code == us_layout::key_102) {
            return one(shift() ? '>' : '<');
        }
        if (code >= us_layout::plain.size()) {
            return {};
        }
        const char letter = us_layout::plain[code];
        const bool capital = letter >= 'a' && letter <= 'z' && capitals_.on;
        const char byte = shift() != capital ? us_layout::shifted[code] : letter;
        return left_control_ || right_control_ ? controlled(byte) : one(byte);
    }

    /// The control characters are those of the columns of ASCII that hold letters.
    constexpr std::string_view controlled(char byte) {
        constexpr char first = '@', last = '~';
        if (byte >= first && byte <= last) {
            return one(static_cast<char>(byte & 0x1f));
        }
        return byte < ' ' || byte > last ? one(byte) : std::string_view{};
    }

    constexpr std::string_view keypad_text(std::uint8_t code) {
        const char byte = us_layout::keypad[code - us_layout::first_of_keypad];
        const bool digit = number_lock_.on != shift();
        return digit || byte == '-' || byte == '+' ? one(byte) : extended_text(code);
    }

    /// ECMA-48 and what terminals made of it.
    constexpr std::string_view extended_text(std::uint8_t code) {
        switch (code) {
        case enter: return one('\r');
        case slash: return one('/');
        case 0x47: return "\x1b[H";  // Home
        case 0x48: return "\x1b[A";  // up
        case 0x49: return "\x1b[5~"; // Page Up
        case 0x4b: return "\x1b[D";  // left
        case 0x4d: return "\x1b[C";  // right
        case 0x4f: return "\x1b[F";  // End
        case 0x50: return "\x1b[B";  // down
        case 0x51: return "\x1b[6~"; // Page Down
        case 0x52: return "\x1b[2~"; // Insert
        case 0x53: return "\x1b[3~"; // Delete
        default: return {};
        }
    }

    constexpr std::string_view one(char byte) {
        byte_ = byte;
        return byte == 0 ? std::string_view{} : std::string_view{&byte_, 1};
    }

    bool extended_ = false;
    unsigned to_swallow_ = 0;
    bool left_shift_ = false;
    bool right_shift_ = false;
    bool left_control_ = false;
    bool right_control_ = false;
    Lock capitals_;
    Lock number_lock_{.on = true};
    char byte_ = 0;
};

} // namespace nacre::user
