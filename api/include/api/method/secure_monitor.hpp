// SPDX-License-Identifier: MIT
// Secure monitor: calls to the firmware. Its capability does not exist here; the label does.
#pragma once

#include <api/method.hpp>

namespace nacre::api::secure_monitor {

struct Call {
    static constexpr auto name = "SecureMonitor_Call";
    static constexpr auto sel4_name = "SMCCall";
    static constexpr auto summary =
        "Passes eight registers to the secure monitor and returns what it left in them.";
    static constexpr auto object = ObjectKind::secure_monitor;
    static constexpr auto never_held =
        "the configuration leaves calls to the secure monitor out: the slot that "
        "would hold the first capability is empty, and none can be made";

    Word argument_0{};
    Word argument_1{};
    Word argument_2{};
    Word argument_3{};
    Word argument_4{};
    Word argument_5{};
    Word argument_6{};
    Word argument_7{};

    static constexpr auto arguments = std::tuple{
        argument("argument_0", &Call::argument_0, "register 0"),
        argument("argument_1", &Call::argument_1, "register 1"),
        argument("argument_2", &Call::argument_2, "register 2"),
        argument("argument_3", &Call::argument_3, "register 3"),
        argument("argument_4", &Call::argument_4, "register 4"),
        argument("argument_5", &Call::argument_5, "register 5"),
        argument("argument_6", &Call::argument_6, "register 6"),
        argument("argument_7", &Call::argument_7, "register 7"),
    };
    static constexpr std::array<RefusedCase, 0> errors{};

    struct Output {
        Word result_0{};
        Word result_1{};
        Word result_2{};
        Word result_3{};
        Word result_4{};
        Word result_5{};
        Word result_6{};
        Word result_7{};
        static constexpr auto arguments = std::tuple{
            argument("result_0", &Output::result_0, "register 0"),
            argument("result_1", &Output::result_1, "register 1"),
            argument("result_2", &Output::result_2, "register 2"),
            argument("result_3", &Output::result_3, "register 3"),
            argument("result_4", &Output::result_4, "register 4"),
            argument("result_5", &Output::result_5, "register 5"),
            argument("result_6", &Output::result_6, "register 6"),
            argument("result_7", &Output::result_7, "register 7"),
        };
    };
};

} // namespace nacre::api::secure_monitor
