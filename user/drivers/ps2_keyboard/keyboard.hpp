// SPDX-License-Identifier: MIT
// A keyboard behind its controller: its bytes become text, and its lights show what is locked.
#pragma once

#include "scan_codes.hpp"

namespace nacre::user {

/// `Port` reads a byte if there is one, and sends one.
template<typename Port>
class Keyboard {
public:
    constexpr explicit Keyboard(const Port& port) : port_{port} {}

    std::uint8_t lights() const { return codes_.lights(); }

    /// Gives all text that was typed to `type`.
    void listen(auto type) {
        while (const auto byte = port_.read()) {
            const KeyboardWord word = codes_.take(*byte);
            switch (word.kind) {
            case Kind::typed:
                if (!word.text.empty()) {
                    type(word.text);
                }
                break;
            case Kind::plugged_in:
            case Kind::lights_changed: tell(Order::set_lights); break;
            case Kind::acknowledged: tell_next(); break;
            case Kind::send_again: tell_again(); break;
            }
        }
    }

private:
    using Kind = KeyboardWord::Kind;
    /// What the keyboard was sent last and has not answered.
    enum class Order : unsigned char { none, set_lights, lights };

    void tell(Order order) {
        told_ = order;
        switch (order) {
        case Order::none: return;
        case Order::set_lights: return send(Port::set_lights);
        case Order::lights: return send(codes_.lights());
        }
    }

    void tell_next() {
        attempts_ = 0;
        tell(told_ == Order::set_lights ? Order::lights : Order::none);
    }

    /// Not for ever: lights are not worth it.
    void tell_again() {
        constexpr unsigned most_attempts = 3;
        if (++attempts_ < most_attempts) {
            return tell(told_);
        }
        attempts_ = 0;
        told_ = Order::none;
    }

    void send(std::uint8_t byte) {
        if (!port_.send(byte)) {
            told_ = Order::none;
        }
    }

    Port port_;
    ScanCodes codes_;
    Order told_ = Order::none;
    unsigned attempts_ = 0;
};

} // namespace nacre::user
