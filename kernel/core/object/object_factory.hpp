// SPDX-License-Identifier: MIT
// Making objects in zeroed memory.
#pragma once

#include <core/capability/slot.hpp>

namespace nacre::kernel {

struct Kernel;

/// Turns zeroed memory into objects of 2^`object_bits` bytes each and returns the capability to the first;
/// those to the others differ from it in the address only. `type` and `size_bits` are as in Untyped_Retype,
/// which has checked them.
Capability create_objects(Word type, unsigned size_bits, unsigned object_bits, PhysicalRange memory,
                          bool is_device);

} // namespace nacre::kernel
