// SPDX-License-Identifier: MIT
// What a thread did that it may not do, as a value: it becomes a message to the thread's fault handler.
#pragma once

#include <api/error.hpp>
#include <base/word.hpp>

#include <cstdint>

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
    capability,          ///< address: the capability address; flag: in the receive phase; lookup()
    unknown_system_call, ///< code: the number
    user_exception,      ///< number and code, as the architecture counts them
    memory,              ///< address; code: the hardware's fault status; flag: was an instruction fetch
    timeout,             ///< code: the scheduling context's badge
};

/// Four words, for every fault is carried into its thread and cleared there.
struct Fault {
    FaultKind kind = FaultKind::none;
    bool flag = false;
    std::uint8_t lookup_failure = 0; ///< this and the next two: see lookup()
    std::uint8_t bits_left = 0;
    std::uint8_t bits_found = 0;
    Word address = 0;
    Word number = 0;
    Word code = 0; ///< of a capability fault: the guard found

    static constexpr Fault capability_fault(Word address, bool receiving, const LookupFault& why) {
        return {.kind = FaultKind::capability,
                .flag = receiving,
                .lookup_failure = static_cast<std::uint8_t>(why.type),
                .bits_left = static_cast<std::uint8_t>(why.bits_left),
                .bits_found = static_cast<std::uint8_t>(why.bits_found),
                .address = address,
                .code = why.guard_found};
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

    /// Why the address of a capability fault led nowhere.
    constexpr LookupFault lookup() const {
        return {.type = static_cast<api::LookupFailure>(lookup_failure),
                .bits_left = bits_left,
                .bits_found = bits_found,
                .guard_found = code};
    }
};

} // namespace nacre::kernel
