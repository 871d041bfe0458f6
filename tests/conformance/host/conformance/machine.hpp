// SPDX-License-Identifier: MIT
// Stands in for the instructions of an architecture where the checks are only listed, not run.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstdlib>

namespace nacre::conformance::machine {

struct Frame {
    std::array<Word, 8> x;
    Word stack_before, stack_after, flags;
};

inline Frame call_with(const std::array<Word, 8>&) { std::abort(); }
inline Frame break_with(const std::array<Word, 8>&) { std::abort(); }
inline bool is_system_call(Word) { std::abort(); }
inline void undefined_instruction() { std::abort(); }
inline Word read_thread_pointer() { std::abort(); }

} // namespace nacre::conformance::machine
