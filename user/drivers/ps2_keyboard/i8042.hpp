// SPDX-License-Identifier: MIT
// The controller between a PC and its keyboard and mouse, an Intel 8042 at first: IBM Personal System/2
// Hardware Interface Technical Reference, "Keyboard and Auxiliary Device Controller".
#pragma once

#include <base/register.hpp>

#include <optional>
#include <string_view>

namespace nacre::user {

/// Why nobody can type.
enum class KeyboardTrouble : unsigned char { none, no_controller, broken_controller, no_keyboard };

constexpr std::string_view sentence_of(KeyboardTrouble trouble) {
    switch (trouble) {
    case KeyboardTrouble::none: break;
    case KeyboardTrouble::no_controller:
        return "this machine has no PS/2 keyboard controller: type at the serial port";
    case KeyboardTrouble::broken_controller:
        return "the PS/2 keyboard controller fails its own test: type at the serial port";
    case KeyboardTrouble::no_keyboard:
        return "no keyboard answers at the PS/2 port: plug one in, or type at the serial port";
    }
    return "";
}

/// `Pause` lets a millisecond or more pass.
template<Bus B, typename Pause>
class I8042 {
public:
    constexpr I8042(B data, B control, Pause pause) : data_{data}, control_{control}, pause_{pause} {}

    /// Tests controller and keyboard, and lets the keyboard speak, with an interrupt for each byte. Without a
    /// keyboard the controller listens all the same: one may be plugged in.
    KeyboardTrouble begin(std::uint8_t lights) const {
        // Ports that nothing answers at read as ones.
        if (control_.template read<Status>() == 0xff || !command(disable_keyboard) ||
            !command(disable_mouse)) {
            return KeyboardTrouble::no_controller;
        }
        drop_output();
        if (!command(test_controller) || wait_for_byte(test_time) != 0x55 || !set_mode(0) ||
            !command(test_keyboard_line) || wait_for_byte(test_time) != 0 || !command(enable_keyboard)) {
            return KeyboardTrouble::broken_controller;
        }
        const bool there = order(reset) && wait_for_byte(reset_time) == passed_its_test &&
                           order(choose_codes) && order(codes_that_are_translated) && order(set_lights) &&
                           order(lights) && order(speak);
        drop_output();
        return set_mode(Mode::KeyboardInterrupt::mask)
                   ? (there ? KeyboardTrouble::none : KeyboardTrouble::no_keyboard)
                   : KeyboardTrouble::broken_controller;
    }

    /// What the keyboard says, without waiting. The mouse's words are dropped; what was damaged on its way is
    /// what the keyboard says when it lost something.
    std::optional<std::uint8_t> read() const {
        for (unsigned i = 0; i < buffered_bytes; ++i) {
            const auto status = control_.template read<Status>();
            if (Status::OutputFull::get(status) == 0 || status == 0xff) {
                return std::nullopt;
            }
            const auto byte = data_.template read<Data>();
            if (Status::MouseOutput::get(status) == 0) {
                const bool damaged = (status & (Status::TimeOut::mask | Status::ParityError::mask)) != 0;
                return damaged ? std::uint8_t{0xff} : byte;
            }
        }
        return std::nullopt;
    }

    /// A byte to the keyboard, which answers by one.
    bool send(std::uint8_t byte) const {
        const bool ready = wait_until([&] { return !input_full(); }, command_time);
        if (ready) {
            data_.template write<Data>(byte);
        }
        return ready;
    }

    /// Orders to the keyboard.
    static constexpr std::uint8_t set_lights = 0xed, choose_codes = 0xf0, speak = 0xf4, reset = 0xff;

private:
    struct Data : Register<0, Access::read_write, std::uint8_t> {};
    struct Status : Register<0, Access::read_only, std::uint8_t> {
        using OutputFull = Register::Field<0>;
        using InputFull = Register::Field<1>;
        using MouseOutput = Register::Field<5>;
        using TimeOut = Register::Field<6>;
        using ParityError = Register::Field<7>;
    };
    struct Command : Register<0, Access::write_only, std::uint8_t> {};
    /// "Command byte" in the reference: what is written behind the command write_mode.
    struct Mode : Register<0, Access::write_only, std::uint8_t> {
        using KeyboardInterrupt = Register::Field<0>;
        using SystemFlag = Register::Field<2>; ///< the machine has been tested
        using DisableMouse = Register::Field<5>;
        using Translate = Register::Field<6>;
    };

    static constexpr std::uint8_t write_mode = 0x60, disable_mouse = 0xa7, test_controller = 0xaa,
                                  test_keyboard_line = 0xab, disable_keyboard = 0xad, enable_keyboard = 0xae;
    /// The keyboard's answers.
    static constexpr std::uint8_t acknowledged = 0xfa, send_again = 0xfe, passed_its_test = 0xaa;
    /// Set 2, which every keyboard has and the controller makes set 1 of.
    static constexpr std::uint8_t codes_that_are_translated = 2;

    /// In milliseconds, and longer than the reference allows.
    static constexpr unsigned command_time = 50, answer_time = 100, test_time = 500, reset_time = 1000;
    static constexpr unsigned buffered_bytes = 32;

    bool input_full() const { return Status::InputFull::get(control_.template read<Status>()) != 0; }

    /// Most answers come at once: only then the time begins.
    bool wait_until(auto condition, unsigned milliseconds) const {
        constexpr unsigned quick_looks = 50;
        for (unsigned i = 0; i < quick_looks + milliseconds; ++i) {
            if (condition()) {
                return true;
            }
            if (i >= quick_looks) {
                pause_();
            }
        }
        return condition();
    }

    std::optional<std::uint8_t> wait_for_byte(unsigned milliseconds) const {
        std::optional<std::uint8_t> byte;
        wait_until([&] { return (byte = read()).has_value(); }, milliseconds);
        return byte;
    }

    bool command(std::uint8_t number) const {
        const bool ready = wait_until([&] { return !input_full(); }, command_time);
        if (ready) {
            control_.template write<Command>(number);
        }
        return ready;
    }

    bool set_mode(std::uint8_t interrupts) const {
        return command(write_mode) &&
               send(interrupts | Mode::SystemFlag::mask | Mode::DisableMouse::mask | Mode::Translate::mask);
    }

    void drop_output() const {
        for (unsigned i = 0; i < buffered_bytes && read(); ++i) {
        }
    }

    /// A keyboard that heard a damaged byte asks for it again.
    bool order(std::uint8_t byte) const {
        constexpr unsigned most_attempts = 3;
        for (unsigned attempt = 0; attempt < most_attempts; ++attempt) {
            if (!send(byte)) {
                return false;
            }
            // A key's code may be on its way.
            auto answer = wait_for_byte(answer_time);
            for (unsigned i = 0;
                 i < buffered_bytes && answer && *answer != acknowledged && *answer != send_again; ++i) {
                answer = wait_for_byte(answer_time);
            }
            if (answer == acknowledged) {
                return true;
            }
        }
        return false;
    }

    Device<B> data_;
    Device<B> control_;
    Pause pause_;
};

} // namespace nacre::user
