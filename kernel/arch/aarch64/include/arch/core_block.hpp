// SPDX-License-Identifier: MIT
// What a core finds at the top of its kernel stack; TPIDR_EL1 points there.
#pragma once

#include <arch/system_register.hpp>
#include <core/kernel.hpp>

#include <cstddef>

namespace nacre::kernel::arch {

struct alignas(16) CoreBlock {
    Processor* processor;
    unsigned index;
    bool panicking;
};

static_assert(offsetof(CoreBlock, processor) == 0);

/// The calling core's.
inline CoreBlock& core_block() {
    return *reinterpret_cast<CoreBlock*>(system_register::KernelThread::read());
}

} // namespace nacre::kernel::arch
