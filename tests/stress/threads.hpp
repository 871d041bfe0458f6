// SPDX-License-Identifier: MIT
// Starting threads.
#pragma once

#include <stress/world.hpp>

namespace nacre::stress {

/// Places in the program's memory: a stack, an IPC buffer and a thread area each.
inline constexpr unsigned thread_places = 72;

struct Start {
    Capability control;
    Capability time; ///< null: without
    void (*entry)(Word argument);
    Word argument = 0;
    unsigned place;
    unsigned core = 0;
    Word priority = usual_priority;
    std::uint64_t budget = 1'000;
    std::uint64_t period = 1'000; ///< microseconds
    Capability fault_endpoint{};
    Capability space{initial::vspace};
    Capability buffer_frame{}; ///< null: the program's own
};

/// False if something is missing by now.
bool start_thread(const Start& start);

/// Behind those of servers and workers.
constexpr unsigned first_victim_place() { return thread_places - arena_count; }

/// Where the program begins.
Word image_start();
/// The capability to the frame of this program at the address.
Capability frame_at(Word address);
Word buffer_of(unsigned place);
Word stack_of(unsigned place);

} // namespace nacre::stress
