// SPDX-License-Identifier: MIT
// Where the calling thread's IPC buffer is, and the memory block that tells it: one for each thread.
#pragma once

#include <api/message.hpp>
#include <runtime/architecture.hpp>

#include <cstddef>
#include <span>

namespace nacre::user {

/// What the thread pointer points to. The compiler expects thread_local variables right behind it.
struct ThreadBlock {
    api::IpcBuffer* ipc_buffer;
    Word reserved;
};
static_assert(sizeof(ThreadBlock) == architecture::thread_block_size);

inline api::IpcBuffer& ipc_buffer() {
    return *reinterpret_cast<const ThreadBlock*>(architecture::thread_pointer())->ipc_buffer;
}

/// Bytes that initialise_thread_area needs for this program.
std::size_t thread_area_size();

/// Fills `area` with a ThreadBlock and the program's thread_local variables, and returns the value that the
/// thread's pointer register must have; 0 if the area is too small. `area` must be aligned to 64 bytes.
Word initialise_thread_area(std::span<std::byte> area, api::IpcBuffer* buffer);

/// Gives the calling thread its thread area, from memory set aside for the program's first thread. Before
/// this runs, no system call that takes a message may be made.
void initialise_main_thread(api::IpcBuffer* buffer);

} // namespace nacre::user
