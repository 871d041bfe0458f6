// SPDX-License-Identifier: MIT
// The two system calls that servers live on, for their usual case: a short message to a passive server, and
// back.
#pragma once

#include <core/kernel.hpp>

namespace nacre::kernel::fast_path {

/// Each carries the call out whole, or changes nothing and returns false: then the general way is taken,
/// which gives the same result in every case.
bool call(Processor& processor);
bool reply_receive(Processor& processor);

} // namespace nacre::kernel::fast_path
