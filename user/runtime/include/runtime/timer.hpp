// SPDX-License-Identifier: MIT
// Time: the counter that every program can read, and the timer service that lets a program sleep.
#pragma once

#include <api/codec.hpp>
#include <runtime/counter.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user::timer {

/// Labels of requests.
enum class Request : Word {
    sleep = 1, ///< SleepTime -> 0, or 1 if too many programs sleep already
    tick,      ///< the ticker's: answered when it should tick again
    forget,    ///< the loader's: number of a program that ended
};

constexpr Word label_of(Request request) { return static_cast<Word>(request); }

struct SleepTime {
    std::uint64_t microseconds{};
    static constexpr auto arguments =
        std::tuple{api::argument("microseconds", &SleepTime::microseconds, "at least so long")};
};

inline constexpr std::uint64_t microseconds_per_second = 1'000'000;

/// Counter ticks as microseconds, without overflow for a few hundred thousand years.
inline std::uint64_t to_microseconds(std::uint64_t ticks) {
    const std::uint64_t frequency = architecture::counter_frequency();
    return ticks / frequency * microseconds_per_second +
           ticks % frequency * microseconds_per_second / frequency;
}

/// Microseconds since the machine started. Never goes back.
inline std::uint64_t now() { return to_microseconds(architecture::counter()); }

/// Sleeps at least so long. False, at once, if the timer has no room for another sleeper.
inline bool sleep(std::uint64_t microseconds) {
    Message request = Message::of(label_of(Request::sleep));
    for (const Word word : api::encode(SleepTime{microseconds})) {
        request.append(word);
    }
    return call({slot::timer}, request)[0] == 0;
}

inline void forget(Word program) { call({slot::timer}, Message::of(label_of(Request::forget), program)); }

} // namespace nacre::user::timer
