// SPDX-License-Identifier: MIT
// --explain: why an invocation was refused, in words on the console.
#include <api/print_call.hpp>
#include <core/entry/explain.hpp>
#include <core/entry/explain_text.hpp>
#include <core/log.hpp>

#include <algorithm>

namespace nacre::kernel::explain {

void begin_line(const Thread& thread) {
    print("explain: thread \"");
    // A program chooses its name: what could steer a terminal is not printed.
    for (const char character : thread.display_name()) {
        ConsoleSink::put(character >= ' ' && character <= '~' ? character : '?');
    }
    print("\" (at {:#x}): ", thread.registers.trapped_instruction());
}

void print_lookup(const LookupFault& fault) {
    switch (fault.type) {
    case api::LookupFailure::no_failure: return;
    case api::LookupFailure::invalid_root: print(" (the walk begins at no CNode or address space)"); return;
    case api::LookupFailure::missing_capability: print(" ({} bits left)", fault.bits_left); return;
    case api::LookupFailure::depth_mismatch:
        print(" ({} bits left, the CNode found resolves {})", fault.bits_left, fault.bits_found);
        return;
    case api::LookupFailure::guard_mismatch:
        print(" ({} bits left, and they do not begin with the CNode's guard {:#x} of {} bits)",
              fault.bits_left, fault.guard_found, fault.bits_found);
        return;
    }
}

namespace {

/// Enough for the fixed arguments of every method; what follows them is only counted.
constexpr std::size_t most_words = 16;

void print_details(api::Error error, const RefusalDetails& refusal) {
    switch (error) {
    case api::Error::range_error: print(" (allowed: {:#x} to {:#x})", refusal.first, refusal.second); return;
    case api::Error::not_enough_memory: print(" ({:#x} bytes left)", refusal.first); return;
    case api::Error::failed_lookup: print_lookup(refusal.lookup); return;
    case api::Error::no_error:
    case api::Error::invalid_capability:
    case api::Error::invalid_argument:
    case api::Error::illegal_operation:
    case api::Error::alignment_error:
    case api::Error::truncated_message:
    case api::Error::delete_first:
    case api::Error::revoke_first: return;
    }
}

bool has_methods(api::ObjectKind kind) {
    return kind != api::ObjectKind::null && kind != api::ObjectKind::endpoint &&
           kind != api::ObjectKind::notification && kind != api::ObjectKind::reply;
}

void print_message(const Invocation& invocation) {
    std::array<Word, most_words> words{};
    const std::size_t length = std::min<std::size_t>(invocation.info.length(), most_words);
    for (std::size_t index = 0; index < length; index++) {
        words[index] = invocation.word(index);
    }
    std::array<Word, api::maximum_extra_capabilities> capabilities{};
    for (unsigned index = 0; index < invocation.extra.count; index++) {
        capabilities[index] = invocation.buffer->capabilities_or_badges[index];
    }
    ConsoleSink console;
    api::print_call(console,
                    {invocation.info, {words.data(), length}, {capabilities.data(), invocation.extra.count}});
}

} // namespace

void refusal(const Invocation& invocation, Word address, const RefusalCase& which,
             const RefusalDetails& details) {
    if (!invocation.kernel().explains) {
        return;
    }
    const api::ObjectKind kind = interface_kind(invocation.slot.capability);
    begin_line(invocation.caller);
    if (has_methods(kind)) {
        print_message(invocation);
    } else {
        print("a send");
    }
    print(" on {} {:#x}: {}: {}", kind, address, which.error, which.why);
    if (details.argument != nullptr) {
        print(" (`{}`)", details.argument);
    }
    print_details(which.error, details);
    print("{}\n", invocation.is_call ? "" : "; the caller is not told");
}

} // namespace nacre::kernel::explain
