// SPDX-License-Identifier: MIT
// No method of the kernel maintains caches here. The processor keeps its caches coherent by itself.
#include <worst_cases/groups.hpp>

namespace nacre::bench {

void worst_of_caches(Scene& /*scene*/) {}

} // namespace nacre::bench
