// SPDX-License-Identifier: MIT
// Whether a flattened device tree is whole. libfdt is built without checks of its own: it reads only what
// passed here, where each word is looked at once.
#pragma once

#include <base/result.hpp>

#include <cstddef>
#include <span>

namespace nacre::kernel::drivers {

/// Looks at the tree at the beginning of `memory`, which may be longer: header, reserved memory, structure
/// and names (Devicetree Specification 0.4, chapter 5). A sentence for people if anything would lead a reader
/// out of the tree.
Result<void, const char*> check_device_tree(std::span<const std::byte> memory);

} // namespace nacre::kernel::drivers
