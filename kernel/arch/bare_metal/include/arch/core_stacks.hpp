// SPDX-License-Identifier: MIT
// Each core's two stacks, with unmapped pages below them.
#pragma once

#include <arch/core_block.hpp>
#include <arch/offsets.hpp>
#include <core/kernel.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

inline constexpr std::size_t page_size = 4096;
using Page = std::array<std::byte, page_size>;

/// The emergency stack serves exceptions from kernel mode: the usual one may have overflowed.
struct alignas(page_size) CoreStacks {
    Page guard;
    std::array<std::byte, 2 * page_size - sizeof(CoreBlock)> stack;
    CoreBlock block;
    Page emergency_guard;
    Page emergency_stack;
};

static_assert(sizeof(CoreStacks) == CORE_STACKS_SIZE);
static_assert(offsetof(CoreStacks, block) == CORE_STACKS_BLOCK);
static_assert(sizeof(CoreStacks) - EXCEPTION_FRAME_SIZE - offsetof(CoreStacks, block) ==
              EXCEPTION_FRAME_FROM_BLOCK);

extern "C" std::array<CoreStacks, maximum_processors> core_stacks;

/// Has this core's stack overflowed, if it could not reach the address?
bool in_guard_page(Word address);

} // namespace nacre::kernel::arch
