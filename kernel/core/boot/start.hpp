// SPDX-License-Identifier: MIT
// From a described machine to a kernel with a root task ready to run.
#pragma once

#include <base/result.hpp>
#include <core/boot/machine_description.hpp>

namespace nacre::kernel {

struct Kernel;

namespace boot {

/// Initialises `kernel` (which must be zero-initialised static memory), loads the archive's entry `root`, and
/// makes its world: capabilities, address space, boot info, untyped memory. Fails with a sentence that names
/// what is wrong with the archive or the machine; the caller panics with it. Afterwards call entry::first_run
/// on each processor (kernel.processors[i]).
Result<void, const char*> start(Kernel& kernel, const MachineDescription& machine);

} // namespace boot
} // namespace nacre::kernel
