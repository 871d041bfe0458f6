// SPDX-License-Identifier: MIT
// Turns what a program did into one of the core's faults. System calls and interrupts do not come by here.
#include <arch/control_register.hpp>
#include <arch/exception.hpp>
#include <core/entry/doors.hpp>

namespace nacre::kernel::arch {

extern "C" NACRE_DOOR void trap_exception(Processor& processor, Word vector, Word error);

/// Called by vector.S: an exception of a program. The numbers are those that seL4 reports.
NACRE_DOOR void trap_exception(Processor& processor, Word vector, Word error) {
    const auto exception = static_cast<Exception>(vector);
    if (exception == Exception::page_fault) {
        return entry::fault(processor,
                            Fault::memory(CR2::read(), error, PageFaultError::FETCH::get(error) != 0));
    }
    const Fault other = Fault::user_exception(vector, error);
    if (exception == Exception::fpu_not_available) {
        return entry::fpu_access(processor, other);
    }
    entry::fault(processor, other);
}

} // namespace nacre::kernel::arch
