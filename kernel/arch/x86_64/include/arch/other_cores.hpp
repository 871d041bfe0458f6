// SPDX-License-Identifier: MIT
// What a core writes down for all others.
#pragma once

namespace nacre::kernel::arch {

/// The others, which are parked, forget all translations before they go on.
void mark_translations_stale(unsigned but_of_core);

} // namespace nacre::kernel::arch
