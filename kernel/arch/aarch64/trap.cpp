// SPDX-License-Identifier: MIT
// Turns what a program did into one of the core's faults. System calls and interrupts do not come by here.
#include <arch/exception_class.hpp>
#include <arch/system_register.hpp>
#include <core/entry/doors.hpp>

namespace nacre::kernel::arch {

using system_register::ESR;
using system_register::FaultAddress;

extern "C" NACRE_DOOR void trap_synchronous(Processor& processor);

/// Called by vector.S: a synchronous exception of a program other than the system call. As on seL4, both
/// kinds of faults carry the whole syndrome register.
NACRE_DOOR void trap_synchronous(Processor& processor) {
    const Word syndrome = ESR::read();
    const ExceptionClass exception = exception_class(syndrome);
    const Fault other = Fault::user_exception(syndrome, 0);
    if (exception == ExceptionClass::fpu_access) {
        return entry::fpu_access(processor, other);
    }
    const bool is_fetch = exception == ExceptionClass::instruction_abort_of_program;
    const bool is_memory = is_fetch || exception == ExceptionClass::data_abort_of_program;
    entry::fault(processor, is_memory ? Fault::memory(FaultAddress::read(), syndrome, is_fetch) : other);
}

} // namespace nacre::kernel::arch
