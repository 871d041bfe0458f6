// SPDX-License-Identifier: MIT
// IO ports as objects: who may read and write which.
#pragma once

#include <core/capability/views.hpp>

namespace nacre::kernel {

struct Kernel;

namespace io_port {

/// The last capability of the range goes: its ports can be given out again.
void release(Kernel& kernel, const IoPortView& range);

} // namespace io_port
} // namespace nacre::kernel
