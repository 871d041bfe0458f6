// SPDX-License-Identifier: MIT
// Which core goes on at each point where several can: all sequences of choices, one after the other, or
// random ones.
#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace nacre::test {

/// Choice 0 is always the one that needs no switch to another core where there is such a one.
class Schedule {
public:
    /// Every sequence in which a core is stopped at most `switches` times where it could have gone on.
    static Schedule exhaustive(unsigned switches) { return Schedule{switches, std::nullopt}; }
    static Schedule random(std::uint64_t seed) { return Schedule{unlimited, seed}; }
    /// As `text` wrote it.
    static Schedule of_text(const std::string& text);

    /// One of `options`; `can_stay` says that option 0 is the core that goes on as it was.
    unsigned choose(unsigned options, bool can_stay);
    /// Goes to the next sequence; false: that was the last one.
    bool advance();
    /// The choices made so far, for a report.
    std::string text() const;

private:
    static constexpr unsigned unlimited = ~0U;
    struct Choice {
        unsigned taken;
        unsigned options;
    };

    Schedule(unsigned switches, std::optional<std::uint64_t> seed)
        : allowed_switches_{switches}, seed_{seed}, random_{seed.value_or(0)} {}

    unsigned allowed_switches_;
    std::optional<std::uint64_t> seed_;
    std::mt19937_64 random_;
    std::vector<Choice> choices_;
    std::size_t position_ = 0;
    unsigned switches_ = 0;
};

} // namespace nacre::test
