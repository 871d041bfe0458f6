// SPDX-License-Identifier: MIT
// The worst cases whose longest stretches are measured, and how the counter outside of the machine and the
// table hear which one begins.
#pragma once

#include <base/word.hpp>
#include <bench/machine.hpp>
#include <runtime/debug.hpp>

#include <string_view>

namespace nacre::bench {

enum class Case : unsigned char {
    between, ///< what makes and clears away the others' objects
    revoke_copies,
    revoke_tree,
    revoke_nests,
    delete_nests,
    delete_wide_cnode,
    senders_wait,
    cancel_sends,
    receive_from_senders,
    change_priorities,
    delete_endpoint,
    receivers_wait,
    send_to_receivers,
    waiters_wait,
    signal_waiters,
    delete_notification,
    suspend_waiters,
    delete_threads,
    fill_release_queue,
    release_due,
    leave_release_queue,
    many_refills,
    clear_largest,
    make_many_objects,
    clean_large_frame,
    full_page_table,
    delete_full_space,
    assign_identifiers,
    delete_identifiers,
    lend_far,
    take_apart_calls,
    cut_stack_of_calls,
    longest_message,
    registers,
    tell_console,
};

inline constexpr unsigned case_magic = 0x4200;

template<Case number>
[[gnu::always_inline]] inline void mark_case() {
    tell_counter<case_magic | static_cast<unsigned>(number)>();
}

/// What the kernel does while this lives counts to the case. bench.py finds name and size on the console.
template<Case number>
class Measured {
public:
    Measured(std::string_view name, Word size) {
        user::debug_print("case {} {} {}\n", static_cast<unsigned>(number), size, name);
        mark_case<number>();
    }
    ~Measured() { mark_case<Case::between>(); }
    Measured(const Measured&) = delete;
    Measured& operator=(const Measured&) = delete;
};

} // namespace nacre::bench
