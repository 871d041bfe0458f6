// SPDX-License-Identifier: MIT
// The messages that the kernel sends to a fault or timeout endpoint in a thread's name.
#pragma once

#include <api/error.hpp>

#include <array>

namespace nacre::api {

/// Label of a fault message. The message of each kind is laid out by the struct that is named beside it;
/// those of the architecture are in <api/architecture.hpp>.
enum class FaultType : Word {
    null_fault = 0,
    capability_fault = 1,    ///< CapabilityFaultMessage
    unknown_system_call = 2, ///< architecture::UnknownSystemCallMessage
    user_exception = 3,      ///< architecture::UserExceptionMessage
    debug_exception = 4,     ///< never sent: the hardware-debug interface is not served
    timeout = 5,             ///< TimeoutMessage
    vm_fault = 6,            ///< architecture::VmFaultMessage
};

constexpr const char* name_of(FaultType type) {
    switch (type) {
    case FaultType::null_fault: return "no fault";
    case FaultType::capability_fault: return "capability fault";
    case FaultType::unknown_system_call: return "unknown system call";
    case FaultType::user_exception: return "user exception";
    case FaultType::debug_exception: return "debug exception";
    case FaultType::timeout: return "timeout";
    case FaultType::vm_fault: return "memory fault";
    }
    return "unknown fault";
}

/// Words of a capability fault. Which of those after `lookup_failure` are there is told by
/// lookup_failure_words.
struct CapabilityFaultMessage {
    enum Index : Word {
        instruction_pointer,
        address,
        in_receive_phase,
        lookup_failure,
        bits_left,
        depth_mismatch_bits_found,
        guard_mismatch_guard_found = depth_mismatch_bits_found,
        guard_mismatch_bits_found,
    };
    static constexpr std::array words{
        "instruction pointer",
        "capability address that was looked up",
        "1 in the receiving half of a system call, 0 in the sending one",
        "kind of lookup failure; 0 for none",
        "bits left (missing_capability, depth_mismatch, guard_mismatch)",
        "bits found (depth_mismatch) or the guard (guard_mismatch)",
        "bits of the guard (guard_mismatch)",
    };
    static constexpr std::size_t length(LookupFailure failure) {
        return bits_left + lookup_failure_words(failure);
    }
};

/// Words of a timeout message: the scheduling context's badge and the microseconds it consumed (64 bits: two
/// words where a word has 32).
struct TimeoutMessage {
    enum Index : Word { data, consumed, length = word_bits == 64 ? 2 : 3 };
    static constexpr std::array words{"badge of the scheduling context", "microseconds consumed (64 bits)"};
};

/// The label of a reply that resumes the thread after an unknown system call, a user exception or a timeout;
/// the message's words become its registers, as the fault's message laid them out. With another label they
/// do too, but the thread stays stopped. After a capability fault or a memory fault any reply resumes it, and
/// its words mean nothing.
inline constexpr Word fault_reply_resume = 0;

} // namespace nacre::api
