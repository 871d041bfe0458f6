// SPDX-License-Identifier: MIT
// The longest stretches of the kernel's instructions in which an interrupt has to wait.
//
// A stretch begins where interrupts go off (the entry) or where the kernel has just looked for one and found
// none, or slept. It ends with the next such point or with the return to a program. A look that finds an
// interrupt ends nothing: the interrupt is served only once the kernel has left, so the stretch goes on to
// the return; the longest way from there is the tail. Where no branch tells what a look found (x86-64), each
// look ends a stretch, and there is no tail.
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
        inside_ = true;
        open_ = {executed, address};
        sample(0, address);
    }
    /// Before each instruction of the kernel.
    void step(std::uint64_t executed, std::uint64_t address) {
        if (!inside_) {
            return;
        }
        if (behind_branch_ != 0) {
            finish_look((address == behind_branch_) == falls_through_if_found_);
            behind_branch_ = 0;
        }
        const std::uint64_t distance = executed - open_.executed;
        if (distance % sample_distance == 0) {
            sample(distance / sample_distance, address);
        }
    }
    /// A look; the instruction behind it is a branch that tells what it found.
    void look(std::uint64_t executed, std::uint64_t address) {
        look_ = {executed, address};
        has_looked_ = inside_;
    }
    bool wants_branch() const { return has_looked_; }
    /// Before that branch; `behind` is the address of the instruction behind it.
    void test(std::uint64_t behind, bool falls_through_if_found) {
        behind_branch_ = behind;
        falls_through_if_found_ = falls_through_if_found;
        has_looked_ = false;
    }
    /// A point at which an interrupt may come in, or nobody knows whether one has.
    void pass(std::uint64_t executed, std::uint64_t address) {
        if (inside_) {
            close(executed, address);
            enter(executed, address);
        }
    }
    void depart(std::uint64_t executed, std::uint64_t address) {
        if (inside_) {
            close(executed, address);
            if (found_.executed != 0) {
                keep_longer(tail_, {executed - found_.executed, found_.address, found_.address, address});
                found_ = {};
            }
            inside_ = false;
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

    /// A point in time: instructions executed before it, and where.
    struct Point {
        std::uint64_t executed = 0;
        std::uint64_t address = 0;
    };

    void sample(std::uint64_t index, std::uint64_t address) {
        samples_[index < sample_count ? index : sample_count - 1] = address;
    }
    static void keep_longer(Stretch& longest, const Stretch& stretch) {
        if (stretch.length > longest.length) {
            longest = stretch;
        }
    }
    void close(std::uint64_t executed, std::uint64_t address) {
        const std::uint64_t length = executed - open_.executed;
        const std::uint64_t half = length / 2 / sample_distance;
        const std::uint64_t middle = samples_[half < sample_count ? half : sample_count - 1];
        keep_longer(longest_[case_], {length, open_.address, middle, address});
    }
    void finish_look(bool found) {
        if (found) {
            found_ = look_;
        } else {
            pass(look_.executed, look_.address);
        }
    }

    std::array<Stretch, case_count> longest_{};
    Stretch tail_{};
    std::array<std::uint64_t, sample_count> samples_{};
    unsigned case_ = 0;
    bool inside_ = false;
    bool has_looked_ = false; ///< and the branch is still to come
    Point open_;              ///< where the present stretch began
    Point look_;
    Point found_;                     ///< the look that found an interrupt
    std::uint64_t behind_branch_ = 0; ///< behind the branch that was executed last
    bool falls_through_if_found_ = false;
};

} // namespace nacre::counter
