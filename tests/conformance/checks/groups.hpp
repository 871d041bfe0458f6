// SPDX-License-Identifier: MIT
// The groups of checks, one for each source in this folder.
#pragma once

#include <conformance/check.hpp>

namespace nacre::conformance {

std::span<const Check> truncated_checks();

} // namespace nacre::conformance
