// SPDX-License-Identifier: MIT
// Words for exceptions.
#include <arch/exception.hpp>

namespace nacre::kernel::arch {

const char* name_of(Exception exception) {
    switch (exception) {
    case Exception::divide_error: return "division by zero";
    case Exception::debug: return "debug exception";
    case Exception::non_maskable_interrupt: return "non-maskable interrupt";
    case Exception::breakpoint: return "breakpoint";
    case Exception::overflow: return "overflow";
    case Exception::bound_range: return "bound range exceeded";
    case Exception::invalid_opcode: return "undefined instruction";
    case Exception::fpu_not_available: return "use of the FPU";
    case Exception::double_fault: return "double fault";
    case Exception::invalid_task: return "invalid task state";
    case Exception::segment_not_present: return "segment not present";
    case Exception::stack_segment: return "stack segment fault";
    case Exception::general_protection: return "general protection fault";
    case Exception::page_fault: return "page fault";
    case Exception::fpu_error: return "floating-point exception";
    case Exception::alignment_check: return "misaligned access";
    case Exception::machine_check: return "machine check";
    case Exception::simd_error: return "vector floating-point exception";
    case Exception::control_protection: return "control protection";
    }
    return "exception";
}

const char* name_of_page_fault(Word error) {
    if (PageFaultError::RESERVED::get(error) != 0) {
        return "the address is beyond what the processor can reach";
    }
    return PageFaultError::PRESENT::get(error) != 0 ? "not permitted" : "nothing is mapped there";
}

} // namespace nacre::kernel::arch
