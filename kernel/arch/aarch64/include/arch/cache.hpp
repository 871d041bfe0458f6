// SPDX-License-Identifier: MIT
// Cache maintenance by address.
#pragma once

#include <base/word.hpp>

namespace nacre::kernel::arch::cache {

/// To the point of coherency, where devices and uncached mappings see memory.
void clean(Word start, std::size_t size);
void invalidate(Word start, std::size_t size);
void clean_invalidate(Word start, std::size_t size);
/// What was stored there can be executed, by every core.
void unify(Word start, std::size_t size);

} // namespace nacre::kernel::arch::cache
