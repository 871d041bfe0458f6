// SPDX-License-Identifier: MIT
// The two system calls that servers live on, for their usual case: a message to a passive server, and back.
#pragma once

#include <arch/door.hpp>
#include <core/kernel.hpp>

#include <cstdint>

namespace nacre::kernel {

namespace fast_path {

/// Each carries the call out whole, or changes nothing and takes the general way, which gives the same result
/// in every case. Returns the thread that runs next, processor.current.
NACRE_DOOR Thread& call(Processor& processor);
NACRE_DOOR Thread& reply_receive(Processor& processor);

} // namespace fast_path

namespace entry {

/// The general way of every system call.
void general_system_call(Processor& processor, std::intptr_t number);

} // namespace entry
} // namespace nacre::kernel
