// SPDX-License-Identifier: MIT
// Where the calling thread's IPC buffer is, and the memory that tells it: one block for each thread.
#pragma once

#include <api/message.hpp>
#include <runtime/architecture.hpp>

#include <cstddef>
#include <span>

namespace nacre::user {

inline api::IpcBuffer& ipc_buffer() { return *architecture::thread_block().ipc_buffer; }

/// Bytes that initialise_thread_area needs for this program.
std::size_t thread_area_size();

/// Fills `area` with a ThreadBlock and the program's thread_local variables, and returns the value that the
/// thread's pointer register must have; 0 if the area is too small. `area` must be aligned to 64 bytes.
Word initialise_thread_area(std::span<std::byte> area, api::IpcBuffer* buffer);

/// Gives the calling thread its thread area, from memory set aside for the program's first thread. Before
/// this runs, no system call that takes a message may be made.
void initialise_main_thread(api::IpcBuffer* buffer);

} // namespace nacre::user
