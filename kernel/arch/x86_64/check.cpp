// SPDX-License-Identifier: MIT
// That vector.S knows the layouts.
#include <arch/offsets.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel {

static_assert(offsetof(Processor, current) == PROCESSOR_CURRENT);

} // namespace nacre::kernel
