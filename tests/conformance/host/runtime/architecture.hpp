// SPDX-License-Identifier: MIT
// Stands in for the system-call instruction where the checks are only listed, not run.
#pragma once

#include <api/architecture.hpp>
#include <api/system_call.hpp>

#include <array>
#include <cstdlib>

namespace nacre::user::architecture {

inline constexpr std::size_t thread_block_size = 2 * sizeof(Word);

struct Registers {
    Word capability = 0;
    Word info = 0;
    std::array<Word, api::architecture::message_register_count> words{};
    Word reply = 0;
    Word destination = 0;
};

inline void system_call(api::SystemCall, Registers&) { std::abort(); }
inline Word thread_pointer() { std::abort(); }
inline void set_thread_pointer(Word) { std::abort(); }
[[noreturn]] inline void trap_instruction() { std::abort(); }

} // namespace nacre::user::architecture
