// SPDX-License-Identifier: MIT
// The doors through which a machine enters the portable kernel.
#pragma once

#include <arch/door.hpp>
#include <core/fault.hpp>

#include <cstdint>

namespace nacre::kernel {

struct Processor;
struct Thread;

/// Each door is called with interrupts off on the processor's kernel stack, the trapped thread's registers
/// saved in `processor.current->registers`. When it returns, `processor.current` is the thread to run: its
/// address space is active, the FPU is enabled or disabled for it, and the architecture has nothing left to
/// do but to restore `processor.current->registers` and to drop to user mode. An idle processor waits inside
/// the door.
namespace entry {

/// The thread executed the system-call instruction; `number` is the system-call register, signed. Returns
/// processor.current. The vectors may enter Call and ReplyRecv directly (core/entry/fast_path.hpp).
NACRE_DOOR Thread& system_call(Processor& processor, std::intptr_t number);

/// The thread did something that it may not do.
NACRE_DOOR void fault(Processor& processor, const Fault& fault);

/// The interrupt controller has something pending.
NACRE_DOOR void interrupt(Processor& processor);

/// The thread used the FPU while it was disabled: gives it the FPU, or makes a fault of `refusal` where its
/// flags forbid it.
NACRE_DOOR void fpu_access(Processor& processor, const Fault& refusal);

/// Once per processor, after boot: picks the first thread and leaves as every door does.
void first_run(Processor& processor);

} // namespace entry
} // namespace nacre::kernel
