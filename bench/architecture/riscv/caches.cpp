// SPDX-License-Identifier: MIT
// No method of the kernel maintains caches here. FENCE.I is all that programs need, and they may execute it
// themselves.
#include <worst_cases/groups.hpp>

namespace nacre::bench {

void worst_of_caches(Scene& /*scene*/) {}

} // namespace nacre::bench
