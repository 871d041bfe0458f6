// SPDX-License-Identifier: MIT
// A window that all cores taking part enter together and leave together.
#pragma once

#include "../program/mark.hpp"
#include "windows.hpp"

#include <runtime/counter.hpp>
#include <runtime/debug.hpp>

#include <atomic>

namespace nacre::bench {

/// Waits as a loop that the counter knows: one turn ends with each look.
inline void wait_until(const std::atomic<unsigned>& value, unsigned wanted) {
    while (value.load() < wanted) {
        end_turn();
    }
}

/// Long enough for a core that is on its way into sleep.
inline void let_others_settle() {
    constexpr unsigned turns = 1000;
    for (unsigned turn = 0; turn < turns; ++turn) {
        end_turn();
    }
}

/// Says what this machine's own counter counted, beside what the counter outside will say.
inline void tell_ticks(Window window, std::uint64_t ticks) {
    user::debug_print("ticks {} {} {}\n", static_cast<unsigned>(window), ticks,
                      user::architecture::counter_frequency());
}

/// What several cores do in a window, or one. While it is open nobody is on the way to it or from it.
class Stretch {
public:
    /// No core is still in the last one.
    void prepare(unsigned participants) {
        participants_ = participants;
        arrived_ = 0;
        step_ = 0;
        done_ = 0;
    }
    /// For one of them.
    template<Window window, typename Work>
    void lead(Work work) {
        wait_until(arrived_, participants_ - 1);
        open_window<window>();
        const std::uint64_t start = user::architecture::counter();
        step_ = begun;
        work();
        wait_until(done_, participants_ - 1);
        const std::uint64_t ticks = user::architecture::counter() - start;
        close_window();
        step_ = over;
        tell_ticks(window, ticks);
    }
    /// For the others.
    template<typename Work>
    void take_part(Work work) {
        ++arrived_;
        wait_until(step_, begun);
        work();
        ++done_;
        wait_until(step_, over);
    }

private:
    static constexpr unsigned begun = 1;
    static constexpr unsigned over = 2;

    unsigned participants_ = 1;
    std::atomic<unsigned> arrived_{0};
    std::atomic<unsigned> step_{0};
    std::atomic<unsigned> done_{0};
};

} // namespace nacre::bench
