// SPDX-License-Identifier: MIT
// What all cores execute while a program keeps a window open: by user and kernel, and how long each core had
// its program run. Only with -icount, where cores take turns and an instruction is a nanosecond.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace nacre::counter {

inline constexpr unsigned core_limit = 8;

/// Tells the turns of a loop in which a core waits from work.
class Waiting {
public:
    void work() { ++since_pause_; }
    /// How many instructions the turn that ends here had; 0 if it was none.
    unsigned pause() {
        const unsigned turn = since_pause_ <= longest_turn ? since_pause_ : 0;
        since_pause_ = 0;
        return turn;
    }
    void interrupt() { since_pause_ = longest_turn + 1; }

private:
    static constexpr unsigned longest_turn = 160;
    unsigned since_pause_ = longest_turn + 1;
};

struct WindowCounts {
    std::uint64_t user = 0;
    std::uint64_t kernel = 0;
    std::uint64_t waiting = 0;  ///< of both, in loops around WFE or YIELD
    std::uint64_t sections = 0; ///< tickets for the exclusive section
    std::uint64_t atomics = 0;
    std::uint64_t barriers = 0;
    std::uint64_t calls = 0; ///< entries into the kernel
    std::uint64_t interrupts = 0;
    /// Instructions of all cores while this one was in user mode: the time that its program had.
    std::uint64_t in_user_mode = 0;
    /// The longest time without.
    std::uint64_t longest_stop = 0;
};

class Windows {
public:
    static constexpr unsigned count = 256;

    unsigned current() const { return open_; }

    /// 0 closes.
    void open(unsigned number) {
        for (unsigned core = 0; core < core_limit; ++core) {
            settle(core);
            stopped_[core] = now_;
        }
        open_ = number;
    }
    void set_user_mode(unsigned core, bool in_user_mode) {
        settle(core);
        in_user_mode_[core] = in_user_mode;
        if (!in_user_mode) {
            stopped_[core] = now_;
        } else if (WindowCounts* counts = of(core); counts != nullptr) {
            counts->longest_stop = std::max(counts->longest_stop, now_ - stopped_[core]);
        }
    }
    /// Each instruction, before it is executed.
    void step() {
        if (open_ != 0) {
            ++now_;
            ++totals_[open_];
        }
    }
    /// QEMU counted them, and their time passed, but no core executed them.
    void skip(std::uint64_t instructions) {
        if (open_ != 0) {
            now_ += instructions;
            totals_[open_] += instructions;
        }
    }
    /// What the core executes now counts here; nullptr while no window is open.
    WindowCounts* of(unsigned core) { return open_ == 0 ? nullptr : &counts_[open_][core]; }

    void print(std::FILE* file) const {
        const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
        for (unsigned window = 1; window < count; ++window) {
            if (totals_[window] == 0) {
                continue;
            }
            std::fprintf(file, "total %u %llu\n", window, number(totals_[window]));
            for (unsigned core = 0; core < core_limit; ++core) {
                const WindowCounts& counts = counts_[window][core];
                std::fprintf(file, "window %u %u %llu %llu %llu %llu %llu %llu %llu %llu %llu %llu\n", window,
                             core, number(counts.user), number(counts.kernel), number(counts.waiting),
                             number(counts.sections), number(counts.atomics), number(counts.barriers),
                             number(counts.calls), number(counts.interrupts), number(counts.in_user_mode),
                             number(counts.longest_stop));
            }
        }
    }

private:
    void settle(unsigned core) {
        if (WindowCounts* counts = of(core); counts != nullptr && in_user_mode_[core]) {
            counts->in_user_mode += now_ - settled_[core];
        }
        settled_[core] = now_;
    }

    unsigned open_ = 0;
    std::uint64_t now_ = 0;
    std::array<std::uint64_t, core_limit> settled_{};
    std::array<bool, core_limit> in_user_mode_{};
    std::array<std::uint64_t, core_limit> stopped_{};
    std::array<std::uint64_t, count> totals_{};
    std::array<std::array<WindowCounts, core_limit>, count> counts_{};
};

} // namespace nacre::counter
