// SPDX-License-Identifier: MIT
// Making objects in zeroed memory.
#pragma once

#include <core/capability/slot.hpp>

namespace nacre::kernel {

struct Kernel;

/// Turns 2^`object bits` zeroed bytes at `start` into an object and returns the first capability to it.
/// `type` and `size_bits` are as in Untyped_Retype, which has checked them.
Capability create_object(Word type, unsigned size_bits, PhysicalAddress start, bool is_device);

} // namespace nacre::kernel
