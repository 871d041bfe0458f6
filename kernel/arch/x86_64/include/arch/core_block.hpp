// SPDX-License-Identifier: MIT
// What a core finds at the top of its kernel stack; in the kernel the GS base points there.
#pragma once

#include <arch/offsets.hpp>
#include <base/word.hpp>

#include <cstddef>
#include <cstdint>

namespace nacre::kernel {

struct Processor;
struct Thread;

namespace arch {

struct alignas(16) CoreBlock {
    Processor* processor;
    CoreBlock* self;
    Word scratch;           ///< a register of the program, for a moment at each entry
    const Thread* bases_of; ///< whose FS and GS bases the processor has
    unsigned index;
    std::uint8_t accepted_vector; ///< of an interrupt that the processor took and nobody claimed yet; 0: none
    bool panicking;
    bool fpu_enabled;
    bool translations_stale; ///< another core flushed something while this one was parked
    Word gs_base;            ///< the program's that the processor has, unless the program changed it
};

static_assert(offsetof(CoreBlock, processor) == BLOCK_PROCESSOR);
static_assert(offsetof(CoreBlock, self) == BLOCK_SELF);
static_assert(offsetof(CoreBlock, scratch) == BLOCK_SCRATCH);
static_assert(offsetof(CoreBlock, bases_of) == BLOCK_BASES_OF);
static_assert(offsetof(CoreBlock, index) == BLOCK_INDEX);
static_assert(offsetof(CoreBlock, accepted_vector) == BLOCK_ACCEPTED_VECTOR);
static_assert(offsetof(CoreBlock, fpu_enabled) == BLOCK_FPU_ENABLED);
static_assert(offsetof(CoreBlock, gs_base) == BLOCK_GS_BASE);
static_assert(sizeof(CoreBlock) == BLOCK_SIZE);

/// The calling core's.
inline CoreBlock& core_block() {
    CoreBlock* block = nullptr;
    asm("mov %%gs:%c1, %0" : "=r"(block) : "i"(BLOCK_SELF));
    return *block;
}

} // namespace arch
} // namespace nacre::kernel
