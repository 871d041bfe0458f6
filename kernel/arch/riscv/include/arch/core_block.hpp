// SPDX-License-Identifier: MIT
// What a core finds at the top of its kernel stack; in the kernel, tp points there.
#pragma once

#include <arch/offsets.hpp>

#include <cstddef>

namespace nacre::kernel {

struct Processor;

namespace arch {

struct alignas(16) CoreBlock {
    Processor* processor;
    unsigned index;
    bool panicking;
};

static_assert(offsetof(CoreBlock, processor) == 0);
static_assert(offsetof(CoreBlock, index) == CORE_BLOCK_INDEX * WORD_BYTES);

/// The calling core's.
inline CoreBlock& core_block() {
    CoreBlock* block = nullptr;
    asm("mv %0, tp" : "=r"(block));
    return *block;
}

} // namespace arch
} // namespace nacre::kernel
