// SPDX-License-Identifier: MIT
// The PS/2 keyboard's driver: codes become text, and a controller that answers, answers late, wrongly or
// never.
#include <drivers/ps2_keyboard/i8042.hpp>
#include <drivers/ps2_keyboard/keyboard.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <initializer_list>
#include <string>
#include <vector>

namespace nacre::user {
namespace {

using Kind = KeyboardWord::Kind;

class Codes : public testing::Test {
protected:
    std::string type(std::initializer_list<int> bytes) {
        std::string text;
        for (const int byte : bytes) {
            text += codes.take(static_cast<std::uint8_t>(byte)).text;
        }
        return text;
    }

    ScanCodes codes;
};

TEST_F(Codes, KeysWriteWhenTheyArePressedAndNothingWhenTheyAreLetGo) {
    EXPECT_EQ(type({0x23, 0xa3, 0x17, 0x97}), "hi");
    EXPECT_EQ(type({0x0e, 0x8e, 0x0f, 0x8f, 0x1c, 0x9c, 0x01, 0x81}), "\x7f\t\r\x1b");
}

TEST_F(Codes, AHeldKeyRepeats) { EXPECT_EQ(type({0x1e, 0x1e, 0x1e, 0x9e}), "aaa"); }

TEST_F(Codes, EitherShiftWritesCapitalsAndTheUpperSigns) {
    EXPECT_EQ(type({0x2a, 0x1e, 0x02, 0x56, 0xaa, 0x1e}), "A!>a");
    EXPECT_EQ(type({0x36, 0x1e, 0x2b, 0xb6, 0x2b, 0x56}), "A|\\<");
    EXPECT_EQ(type({0x2a, 0x36, 0xaa, 0x1e, 0xb6, 0x1e}), "Aa") << "the second is still held";
}

TEST_F(Codes, CapsLockTurnsLettersOnlyAndShiftTurnsThemBack) {
    EXPECT_EQ(type({0x3a, 0xba, 0x1e, 0x02, 0x2a, 0x1e, 0x02, 0xaa, 0x3a, 0xba, 0x1e}), "A1a!a");
}

TEST_F(Codes, CapsLockDoesNotFlickerWhileItIsHeld) {
    EXPECT_EQ(codes.take(0x3a).kind, Kind::lights_changed);
    EXPECT_EQ(codes.take(0x3a).kind, Kind::typed);
    EXPECT_EQ(codes.lights(), 6);
    codes.take(0xba);
    EXPECT_EQ(codes.take(0x3a).kind, Kind::lights_changed);
    EXPECT_EQ(codes.lights(), 2);
}

TEST_F(Codes, EitherControlWritesControlCharacters) {
    EXPECT_EQ(type({0x1d, 0x2e, 0x20, 0x9d, 0x2e}), "\x03\x04"
                                                    "c");
    EXPECT_EQ(type({0xe0, 0x1d, 0x2e, 0xe0, 0x9d, 0x2e}), "\x03"
                                                          "c");
    EXPECT_EQ(type({0x1d, 0x02, 0x39, 0x1c, 0x1a, 0x9d}), "\r\x1b")
        << "1 and blank have none, Enter and [ do";
    EXPECT_EQ(type({0x3a, 0xba, 0x1d, 0x2e, 0x9d}), "\x03") << "Caps Lock is no part of it";
}

TEST_F(Codes, KeysWithAPrefixMoveTheCursor) {
    EXPECT_EQ(type({0xe0, 0x48, 0xe0, 0xc8, 0xe0, 0x50, 0xe0, 0x4d, 0xe0, 0x4b}), "\x1b[A\x1b[B\x1b[C\x1b[D");
    EXPECT_EQ(type({0xe0, 0x47, 0xe0, 0x4f, 0xe0, 0x53}), "\x1b[H\x1b[F\x1b[3~");
    EXPECT_EQ(type({0xe0, 0x35, 0xe0, 0x1c}), "/\r");
}

TEST_F(Codes, TheShiftsThatTheKeyboardItselfAddsAreNone) {
    EXPECT_EQ(type({0xe0, 0x2a, 0xe0, 0x48, 0xe0, 0xc8, 0xe0, 0xaa, 0x1e}), "\x1b[Aa");
    EXPECT_EQ(type({0x2a, 0xe0, 0xaa, 0xe0, 0x48, 0xe0, 0xc8, 0xe0, 0x2a, 0x1e, 0xaa}), "\x1b[AA")
        << "a held shift stays held";
}

TEST_F(Codes, NumLockChoosesBetweenDigitsAndTheCursor) {
    EXPECT_EQ(type({0x47, 0x4a, 0x53, 0x37}), "7-.*");
    EXPECT_EQ(type({0x45, 0xc5, 0x47, 0x4a, 0x53, 0x4c}), "\x1b[H-\x1b[3~") << "the middle key has no arrow";
    EXPECT_EQ(type({0x2a, 0x47, 0xaa}), "7");
}

TEST_F(Codes, PauseAndUnknownKeysWriteNothing) {
    EXPECT_EQ(type({0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5}), "");
    EXPECT_EQ(codes.lights(), 2) << "half of Pause is the code of Num Lock";
    EXPECT_EQ(type({0x2e}), "c") << "and another of control";
    EXPECT_EQ(type({0x3b, 0xbb, 0x57, 0x58, 0x46, 0x38, 0xb8, 0x7f, 0xe0, 0x5b, 0xe0, 0x6f}), "");
}

TEST_F(Codes, WhatIsLostLetsAllKeysGo) {
    EXPECT_EQ(type({0x2a, 0x1d, 0xff, 0x1e}), "a");
    EXPECT_EQ(type({0x36, 0xe0, 0x00, 0x48}), "8") << "half a code is forgotten, too";
    EXPECT_EQ(type({0xe1, 0xff, 0x1e}), "a");
}

TEST_F(Codes, AnswersAreNoKeys) {
    EXPECT_EQ(codes.take(0xfa).kind, Kind::acknowledged);
    EXPECT_EQ(codes.take(0xfe).kind, Kind::send_again);
    EXPECT_EQ(codes.take(0xaa).kind, Kind::plugged_in);
    codes.take(0x2a);
    EXPECT_EQ(codes.take(0xaa).kind, Kind::typed) << "left shift was let go";
}

TEST_F(Codes, NoSequenceOfBytesWritesMoreThanAKeyCan) {
    unsigned random = 1;
    for (int i = 0; i < 100'000; ++i) {
        random = random * 1103515245 + 12345;
        EXPECT_LE(codes.take(static_cast<std::uint8_t>(random >> 16)).text.size(), 4U);
    }
}

/// A controller with a keyboard, as far as the driver can see them.
struct Machine {
    bool has_controller = true;
    bool has_keyboard = true;
    std::uint8_t self_test = 0x55;
    std::uint8_t line_test = 0;
    bool input_stays_full = false;
    unsigned refusals = 0; ///< orders that the keyboard asks for again, first

    struct Byte {
        std::uint8_t value;
        std::uint8_t status = 1;
    };
    std::deque<Byte> output;
    std::vector<int> orders; ///< that the keyboard got
    int mode = -1;
    std::uint8_t command = 0;
    unsigned pauses = 0;

    void answer(std::initializer_list<std::uint8_t> bytes) {
        for (const auto byte : bytes) {
            output.push_back({byte});
        }
    }
    std::uint8_t status() const {
        if (!has_controller) {
            return 0xff;
        }
        return static_cast<std::uint8_t>((output.empty() ? 0 : output.front().status) |
                                         (input_stays_full ? 2 : 0));
    }
    std::uint8_t take() {
        const std::uint8_t byte = output.empty() ? 0 : output.front().value;
        if (!output.empty()) {
            output.pop_front();
        }
        return byte;
    }
    void obey(std::uint8_t number) {
        command = number;
        if (number == 0xaa) {
            answer({self_test});
        } else if (number == 0xab) {
            answer({line_test});
        }
    }
    void write(std::uint8_t byte) {
        if (command == 0x60) {
            mode = byte;
        } else if (has_keyboard) {
            orders.push_back(byte);
            if (refusals > 0) {
                --refusals;
                return answer({0xfe});
            }
            answer({0xfa});
            if (byte == 0xff) {
                answer({0xaa});
            }
        }
        command = 0;
    }
};

/// One of the two ports.
struct Port {
    Machine* machine;
    bool is_control;

    template<typename T>
    T load(std::size_t /*offset*/) const {
        return is_control ? machine->status() : machine->take();
    }
    template<typename T>
    void store(std::size_t /*offset*/, T value) const {
        const auto byte = static_cast<std::uint8_t>(value);
        is_control ? machine->obey(byte) : machine->write(byte);
    }
};

class Controller : public testing::Test {
protected:
    auto controller() {
        return I8042{Port{&machine, false}, Port{&machine, true}, [this] { ++machine.pauses; }};
    }
    KeyboardTrouble begin() { return controller().begin(2); }

    Machine machine;
};

TEST_F(Controller, BeginsWithTestsAndEndsWithAnInterruptForEachByte) {
    machine.answer({0x1e, 0x9e}); // typed before
    EXPECT_EQ(begin(), KeyboardTrouble::none);
    EXPECT_EQ(machine.orders, (std::vector{0xff, 0xf0, 2, 0xed, 2, 0xf4}));
    EXPECT_EQ(machine.mode, 0x65) << "translated, no mouse, the keyboard's interrupt";
    EXPECT_EQ(machine.pauses, 0U) << "who answers at once is not waited for";
}

TEST_F(Controller, IsSaidNotToBeThere) {
    machine.has_controller = false;
    EXPECT_EQ(begin(), KeyboardTrouble::no_controller);
    EXPECT_EQ(machine.mode, -1);
}

TEST_F(Controller, ThatNeverTakesACommandIsNotThere) {
    machine.input_stays_full = true;
    EXPECT_EQ(begin(), KeyboardTrouble::no_controller);
    EXPECT_GT(machine.pauses, 10U);
    EXPECT_LT(machine.pauses, 200U);
}

TEST_F(Controller, ThatFailsItsTestsIsBroken) {
    machine.self_test = 0xfc;
    EXPECT_EQ(begin(), KeyboardTrouble::broken_controller);
    machine.self_test = 0x55;
    machine.line_test = 3;
    EXPECT_EQ(begin(), KeyboardTrouble::broken_controller);
}

TEST_F(Controller, WithoutAKeyboardListensAllTheSame) {
    machine.has_keyboard = false;
    EXPECT_EQ(begin(), KeyboardTrouble::no_keyboard);
    EXPECT_EQ(machine.mode, 0x65);
    EXPECT_LT(machine.pauses, 1000U) << "three attempts and no more";
}

TEST_F(Controller, AsksAgainButNotForEver) {
    machine.refusals = 2;
    EXPECT_EQ(begin(), KeyboardTrouble::none);
    machine.refusals = 1000;
    EXPECT_EQ(begin(), KeyboardTrouble::no_keyboard);
}

TEST_F(Controller, DropsTheMousesBytesAndTellsOfDamage) {
    machine.output = {{0x1e, 0x21}, {0x1e, 0x01}, {0x1e, 0x81}, {0x1e, 0x41}};
    EXPECT_EQ(controller().read(), 0x1e);
    EXPECT_EQ(controller().read(), 0xff);
    EXPECT_EQ(controller().read(), 0xff);
    EXPECT_EQ(controller().read(), std::nullopt);
}

class Typing : public Controller {
protected:
    void listen() {
        keyboard.listen([this](std::string_view text) { typed += text; });
    }

    Keyboard<I8042<Port, void (*)()>> keyboard{{Port{&machine, false}, Port{&machine, true}, [] {}}};
    std::string typed;
};

TEST_F(Typing, TextArrivesAndLightsFollowTheLocks) {
    machine.answer({0x3a, 0xba, 0x1e, 0x9e});
    listen();
    EXPECT_EQ(typed, "A");
    EXPECT_EQ(machine.orders, (std::vector{0xed, 6}));
}

TEST_F(Typing, AKeyboardThatIsPluggedInGetsItsLights) {
    machine.answer({0xaa});
    listen();
    EXPECT_EQ(machine.orders, (std::vector{0xed, 2}));
}

TEST_F(Typing, LightsAreSentAgainButNotForEver) {
    machine.refusals = 1;
    machine.answer({0x3a, 0xba});
    listen();
    EXPECT_EQ(machine.orders, (std::vector{0xed, 0xed, 6}));
    machine.orders.clear();
    machine.refusals = 1000;
    machine.answer({0x3a, 0xba, 0x1e});
    listen();
    EXPECT_EQ(machine.orders, (std::vector{0xed, 0xed, 0xed}));
    EXPECT_EQ(typed, "a");
}

TEST_F(Typing, AnAnswerThatNobodyAskedForChangesNothing) {
    machine.answer({0xfa, 0xfe, 0xfa, 0x1e});
    listen();
    EXPECT_TRUE(machine.orders.empty());
    EXPECT_EQ(typed, "a");
}

} // namespace
} // namespace nacre::user
