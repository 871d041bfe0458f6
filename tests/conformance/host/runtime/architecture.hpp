// SPDX-License-Identifier: MIT
// Stands in for the system-call instruction where the checks are only listed, not run.
#pragma once

#include <api/architecture.hpp>
#include <api/system_call.hpp>
#include <runtime/thread_layout.hpp>

#include <array>
#include <cstdlib>

namespace nacre::user::architecture {

inline ThreadLayout thread_layout(std::size_t, std::size_t) { std::abort(); }

struct Registers {
    Word capability = 0;
    Word info = 0;
    std::array<Word, api::architecture::message_register_count> words{};
    Word reply = 0;
    Word destination = 0;
};

inline void system_call(api::SystemCall, Registers&) { std::abort(); }
inline Word thread_pointer() { std::abort(); }
inline const ThreadBlock& thread_block() { std::abort(); }
inline void set_thread_pointer(Word) { std::abort(); }
[[noreturn]] inline void trap_instruction() { std::abort(); }

} // namespace nacre::user::architecture
