// SPDX-License-Identifier: MIT
// The memory block of a thread: where its IPC buffer is, and its copy of the thread_local variables.
#pragma once

#include <base/word.hpp>

#include <cstddef>

namespace nacre::api {
struct IpcBuffer;
}

namespace nacre::user {

/// What the runtime finds by the thread pointer.
struct ThreadBlock {
    Word self; ///< the thread pointer, where the architecture's ABI wants to find it
    api::IpcBuffer* ipc_buffer;
};

/// Where in a thread's memory things lie that the compiler expects at places which the architecture's ABI
/// chose.
struct ThreadLayout {
    std::size_t size;
    std::size_t block;     ///< the ThreadBlock
    std::size_t variables; ///< the first thread_local variable
    std::size_t pointer;   ///< where the thread pointer points
};

/// `alignment` is a power of two.
constexpr std::size_t round_up(std::size_t value, std::size_t alignment) {
    return (value + alignment - 1) / alignment * alignment;
}

} // namespace nacre::user
