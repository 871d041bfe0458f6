// SPDX-License-Identifier: MIT
// What debug_capability_identify answers: numbers that seL4's libraries compare with.
#pragma once

#include <api/object_kind.hpp>
#include <base/word.hpp>

namespace nacre::api {

/// 0 for an empty slot. The even numbers are the same everywhere; the odd ones are the architecture's, here
/// AArch64's in seL4's order.
constexpr Word debug_identity(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::null: return 0;
    case ObjectKind::frame: return 1;
    case ObjectKind::untyped: return 2;
    case ObjectKind::page_table: return 3;
    case ObjectKind::endpoint: return 4;
    case ObjectKind::notification: return 6;
    case ObjectKind::reply: return 8;
    case ObjectKind::address_space: return 9;
    case ObjectKind::cnode: return 10;
    case ObjectKind::asid_control: return 11;
    case ObjectKind::thread: return 12;
    case ObjectKind::asid_pool: return 13;
    case ObjectKind::interrupt_control: return 14;
    case ObjectKind::interrupt_handler: return 16;
    case ObjectKind::domain: return 20;
    case ObjectKind::scheduling_context: return 22;
    case ObjectKind::scheduling_control: return 24;
    case ObjectKind::secure_monitor: return 25;
    case ObjectKind::software_interrupt: return 27;
    }
    return 0;
}

/// Of a slot whose object is being deleted: not empty, but nothing that can be used.
inline constexpr Word debug_identity_of_zombie = 18;

} // namespace nacre::api
