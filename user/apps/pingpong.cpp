// SPDX-License-Identifier: MIT
// Calls another program over and over, and measures how long a round trip through the kernel takes. The
// system description starts `pong` with it, and gives the two an endpoint that nobody else has.
#include <runtime/counter.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view /*arguments*/) {
    constexpr Word rounds = 10'000;
    constexpr Capability pong{slot::partner};
    const auto start = architecture::counter();
    for (Word round = 0; round < rounds; ++round) {
        if (const Word answer = call(pong, Message::of(0, round))[0]; answer != round + 1) {
            print("pong answered {} to {}\n", answer, round);
            return 1;
        }
    }
    const auto ticks = architecture::counter() - start;
    print("{} round trips in {} ticks of a {} kHz counter\n", rounds, ticks,
          architecture::counter_frequency() / 1000);
    return 0;
}
