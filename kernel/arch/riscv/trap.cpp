// SPDX-License-Identifier: MIT
// Turns what a program did into one of the core's faults. System calls and interrupts do not come by here.
#include <arch/exception_class.hpp>
#include <arch/machine.hpp>
#include <arch/system_register.hpp>
#include <core/entry/doors.hpp>

namespace nacre::kernel::arch {

using system_register::SSTATUS;
using system_register::SupervisorCause;
using system_register::SupervisorTrapValue;

extern "C" NACRE_DOOR void trap_synchronous(Processor& processor);

/// Called by vector.S: a synchronous exception of a program other than the system call. As on seL4, a
/// user exception carries the cause, and a memory fault that of the access fault of its kind.
NACRE_DOOR void trap_synchronous(Processor& processor) {
    const Word cause = SupervisorCause::read();
    const ExceptionClass exception = exception_class(cause);
    if (is_memory_fault(exception)) {
        return entry::fault(processor,
                            Fault::memory(SupervisorTrapValue::read(),
                                          static_cast<Word>(access_fault(exception)), is_fetch(exception)));
    }
    const Fault other = Fault::user_exception(cause, 0);
    // An instruction of the FPU cannot be told from one that does not exist, as long as the FPU is off: given
    // the FPU, the program tries it again.
    const bool fpu_is_off = SSTATUS::FS::get(SSTATUS::read()) == 0;
    if (exception == ExceptionClass::illegal_instruction && fpu_is_off && Machine::has_fpu()) {
        return entry::fpu_access(processor, other);
    }
    entry::fault(processor, other);
}

} // namespace nacre::kernel::arch
