// SPDX-License-Identifier: MIT
// Stands in for the instructions of an architecture where the checks are only listed, not run.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstdlib>

namespace nacre::conformance::machine {

using Values = std::array<Word, 8>;

struct Frame {
    Values values;
    Word stack_before, stack_after, flags;
};

inline constexpr std::array<Word, 8> value_words{0, 1, 2, 3};
inline constexpr Word free_flags = 0;
inline constexpr Word some_flags = 0;
inline constexpr Word unknown_flags_word = 0;
inline constexpr Word exception_flags_word = 0;
inline constexpr Word system_call_size = 0;
inline constexpr Word breakpoint_number = 0;
inline constexpr Word breakpoint_size = 0;
inline constexpr Word undefined_number = 0;
inline constexpr Word undefined_size = 0;

inline Frame call_with(const Values&) { std::abort(); }
inline Frame break_with(const Values&) { std::abort(); }
inline bool is_system_call(Word) { std::abort(); }
inline bool may_be_spoilt(Word) { std::abort(); }
inline void undefined_instruction() { std::abort(); }
inline Word read_thread_pointer() { std::abort(); }
inline double add(double, double) { std::abort(); }

} // namespace nacre::conformance::machine
