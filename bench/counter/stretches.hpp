// SPDX-License-Identifier: MIT
// The longest stretches of the kernel's instructions in which an interrupt has to wait.
//
// A stretch begins where interrupts go off (the exception vector) or where the kernel has just looked for one
// (a read of ISR_EL1, or WFI in the idle loop). It ends with the next look or with the return to a program. A
// look that finds an interrupt ends nothing: the interrupt is served only once the kernel has left, so the
// stretch goes on from the look before it to the return. Such a look is known by what follows: the interrupt
// is taken before the program executes a single instruction.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>

namespace nacre::counter {

/// The longest stretch seen, with where it began, was when half of it was over, and ended.
struct Stretch {
    std::uint64_t length = 0;
    std::uint64_t begin = 0;
    std::uint64_t middle = 0;
    std::uint64_t end = 0;
};

class Stretches {
public:
    static constexpr unsigned case_count = 256;

    /// The program names the case that it is about to take; the longest is kept for each.
    void set_case(unsigned number) { case_ = number; }

    void enter(std::uint64_t executed, std::uint64_t address) {
        if (left_) {
            finish_departure(true);
        }
        inside_ = true;
        looked_ = false;
        begin(executed, address);
    }
    /// Before each instruction of the kernel.
    void step(std::uint64_t executed, std::uint64_t address) {
        if (inside_ && (executed - latest_.executed) % sample_distance == 0) {
            const std::uint64_t index = (executed - latest_.executed) / sample_distance;
            latest_.samples[index < sample_count ? index : sample_count - 1] = address;
        }
    }
    void look(std::uint64_t executed, std::uint64_t address) {
        if (inside_) {
            keep(latest_, executed, address);
            before_look_ = latest_;
            looked_ = true;
            begin(executed, address);
        }
    }
    /// Waiting for interrupts is a look whose interrupt is served behind it.
    void sleep(std::uint64_t executed, std::uint64_t address) {
        if (inside_) {
            keep(latest_, executed, address);
            looked_ = false;
            begin(executed, address);
        }
    }
    void depart(std::uint64_t executed, std::uint64_t address) {
        if (inside_) {
            inside_ = false;
            left_ = true;
            departed_ = executed;
            departed_at_ = address;
        }
    }
    /// Before each instruction of a program.
    void user_step() {
        if (left_) {
            finish_departure(false);
        }
    }

    void print(std::FILE* file) const {
        const auto number = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
        for (unsigned i = 0; i < case_count; ++i) {
            const Stretch& stretch = longest_[i];
            if (stretch.length != 0) {
                std::fprintf(file, "stretch %u %llu %llu %llu %llu\n", i, number(stretch.length),
                             number(stretch.begin), number(stretch.middle), number(stretch.end));
            }
        }
        std::fprintf(file, "tail %llu %llu %llu %llu\n", number(tail_.length), number(tail_.begin),
                     number(tail_.middle), number(tail_.end));
    }

private:
    static constexpr std::uint64_t sample_distance = 64;
    static constexpr std::uint64_t sample_count = 4096;

    struct Open {
        std::uint64_t executed = 0;
        std::uint64_t address = 0;
        std::array<std::uint64_t, sample_count> samples{};
    };

    void begin(std::uint64_t executed, std::uint64_t address) {
        latest_.executed = executed;
        latest_.address = address;
        latest_.samples[0] = address;
    }

    static Stretch closed(const Open& open, std::uint64_t executed, std::uint64_t address) {
        const std::uint64_t length = executed - open.executed;
        const std::uint64_t half = length / 2 / sample_distance;
        return {length, open.address, open.samples[half < sample_count ? half : sample_count - 1], address};
    }
    static void keep_longer(Stretch& longest, const Stretch& stretch) {
        if (stretch.length > longest.length) {
            longest = stretch;
        }
    }
    void keep(const Open& open, std::uint64_t executed, std::uint64_t address) {
        keep_longer(longest_[case_], closed(open, executed, address));
    }

    void finish_departure(bool interrupt_was_pending) {
        left_ = false;
        if (interrupt_was_pending && looked_) {
            keep(before_look_, departed_, departed_at_);
            keep_longer(tail_, closed(latest_, departed_, departed_at_));
        } else {
            keep(latest_, departed_, departed_at_);
        }
    }

    std::array<Stretch, case_count> longest_{};
    Stretch tail_{};
    unsigned case_ = 0;
    bool inside_ = false;
    bool looked_ = false; ///< since the kernel was entered
    bool left_ = false;   ///< the return has been executed, and nothing after it
    Open latest_;
    Open before_look_;
    std::uint64_t departed_ = 0;
    std::uint64_t departed_at_ = 0;
};

} // namespace nacre::counter
