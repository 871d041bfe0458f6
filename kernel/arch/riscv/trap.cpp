// SPDX-License-Identifier: MIT
// Turns what a program did into one of the core's faults. System calls and interrupts do not come by here.
#include <arch/exception_class.hpp>
#include <arch/machine.hpp>
#include <arch/system_register.hpp>
#include <core/entry/doors.hpp>
#include <core/memory/page_table.hpp>

namespace nacre::kernel::arch {

using system_register::SATP;
using system_register::SSTATUS;
using system_register::SupervisorCause;
using system_register::SupervisorTrapValue;

extern "C" NACRE_DOOR void trap_synchronous(Processor& processor);

namespace {

bool permits(PagePermissions permissions, ExceptionClass exception) {
    return exception == ExceptionClass::instruction_page ? permissions.execute
           : exception == ExceptionClass::store_page     ? permissions.write
                                                         : permissions.read;
}

/// A core may remember that nothing was mapped at an address, until it is told to look again (volume
/// II, 4.2.1); nobody tells it when something is mapped there.
bool is_permitted_by_now(ExceptionClass exception, VirtualAddress address) {
    if (!is_page_fault(exception) || address >= Machine::user_top) {
        return false;
    }
    const PhysicalAddress root{SATP::PPN::get(SATP::read()) << PageTableFormat::page_bits};
    const auto found = PageTables{Machine::pointer(root)}.find(address);
    return PageTableFormat::is_leaf(found.level, *found.entry) &&
           permits(PageTableFormat::permissions(*found.entry), exception);
}

} // namespace

/// Called by vector.S: a synchronous exception of a program other than the system call. As on seL4, a
/// user exception carries the cause, and a memory fault that of the access fault of its kind.
NACRE_DOOR void trap_synchronous(Processor& processor) {
    const Word cause = SupervisorCause::read();
    const ExceptionClass exception = exception_class(cause);
    if (is_memory_fault(exception)) {
        const Word address = SupervisorTrapValue::read();
        if (is_permitted_by_now(exception, {address})) {
            asm volatile("sfence.vma" : : : "memory");
            return;
        }
        return entry::fault(processor, Fault::memory(address, static_cast<Word>(access_fault(exception)),
                                                     is_fetch(exception)));
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
