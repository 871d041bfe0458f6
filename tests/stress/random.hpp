// SPDX-License-Identifier: MIT
// Random numbers that depend on the seed only: each thread has its own.
#pragma once

#include <base/word.hpp>

#include <cstdint>

namespace nacre::stress {

/// SplitMix64.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_{seed} {}

    Word operator()() { return static_cast<Word>(next()); }
    unsigned below(unsigned limit) { return static_cast<unsigned>(next() >> 33) % limit; }
    bool one_in(unsigned count) { return below(count) == 0; }

private:
    std::uint64_t next() {
        state_ += 0x9e37'79b9'7f4a'7c15;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ mixed >> 30) * 0xbf58'476d'1ce4'e5b9;
        mixed = (mixed ^ mixed >> 27) * 0x94d0'49bb'1331'11eb;
        return mixed ^ mixed >> 31;
    }

    std::uint64_t state_;
};

} // namespace nacre::stress
