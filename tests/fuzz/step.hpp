// SPDX-License-Identifier: MIT
// One thing that happens to the kernel, as a value: it can be repeated, left out, written down and read
// again.
#pragma once

#include <base/word.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::test {

enum class StepKind : unsigned char {
    call,   ///< the current thread makes a system call
    fault,  ///< the current thread faults
    fpu,    ///< the current thread uses the FPU
    time,   ///< time passes
    line,   ///< a device raises its interrupt
    revive, ///< nobody can run: the root task starts threads again
};

/// Which members count depends on the kind. All are zero unless they are needed.
struct Step {
    StepKind kind = StepKind::call;
    std::uint64_t number = 0;     ///< call: its number; fault: its kind; line: which
    std::uint64_t capability = 0; ///< the registers of a call
    std::uint64_t reply = 0;
    std::uint64_t destination = 0;
    std::uint64_t info = 0;
    std::uint64_t receive_cnode = 0; ///< where it wants capabilities
    std::uint64_t receive_index = 0;
    std::uint64_t receive_depth = 0;
    std::uint64_t looks = 0; ///< an interrupt comes when the kernel looks for one so many times; 0: none
    std::uint64_t late = 0;  ///< microseconds that passed before, unnoticed by the kernel
    std::uint64_t first = 0; ///< fault: its words; fpu: the value; time: microseconds; revive: a seed
    std::uint64_t second = 0;
    std::vector<Word> words{};
    std::vector<Word> capabilities{};

    bool operator==(const Step&) const = default;
};

/// One line: what `read_step` reads, and behind a `#` the same in readable words.
std::string write_step(const Step& step);
/// Nothing if the line is not a step.
std::optional<Step> read_step(std::string_view line);

/// What a call would be in words: its name, and the method with its arguments.
std::string explain(const Step& step);

} // namespace nacre::test
