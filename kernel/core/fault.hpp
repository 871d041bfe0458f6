// SPDX-License-Identifier: MIT
// What a thread did that it may not do, as a value: it becomes a message to the thread's fault handler.
#pragma once

#include <api/error.hpp>
#include <base/word.hpp>

namespace nacre::kernel {

/// Why a capability address led nowhere, with the details that the interface reports (manual, "Lookup
/// failures").
struct LookupFault {
    api::LookupFailure type = api::LookupFailure::no_failure;
    Word bits_left = 0;
    Word bits_found =
        0; ///< depth mismatch: what the CNode found resolves; guard mismatch: size of the guard found
    Word guard_found = 0; ///< guard mismatch only
};

/// One kind of trouble each; the comment says which of the words below mean what.
enum class FaultKind : unsigned char {
    none,
    capability,          ///< address: the capability address; flag: in the receive phase; lookup
    unknown_system_call, ///< code: the number
    user_exception,      ///< number and code, as the architecture counts them
    memory,              ///< address; code: the hardware's fault status; flag: was an instruction fetch
    timeout,             ///< code: the scheduling context's badge
};

struct Fault {
    FaultKind kind = FaultKind::none;
    bool flag = false;
    Word address = 0;
    Word number = 0;
    Word code = 0;
    LookupFault lookup{};

    static constexpr Fault capability_fault(Word address, bool receiving, const LookupFault& why) {
        return {.kind = FaultKind::capability, .flag = receiving, .address = address, .lookup = why};
    }
    static constexpr Fault unknown_system_call(Word number) {
        return {.kind = FaultKind::unknown_system_call, .code = number};
    }
    static constexpr Fault user_exception(Word number, Word code) {
        return {.kind = FaultKind::user_exception, .number = number, .code = code};
    }
    static constexpr Fault memory(Word address, Word status, bool instruction) {
        return {.kind = FaultKind::memory, .flag = instruction, .address = address, .code = status};
    }
    static constexpr Fault timeout(Word badge) { return {.kind = FaultKind::timeout, .code = badge}; }
};

} // namespace nacre::kernel
