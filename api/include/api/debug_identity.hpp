// SPDX-License-Identifier: MIT
// What debug_capability_identify answers: numbers that seL4's libraries compare with.
#pragma once

#include <api/architecture.hpp>
#include <api/object_kind.hpp>
#include <base/word.hpp>

namespace nacre::api {

/// 0 for an empty slot. The even numbers are the same everywhere, but that machines with 32-bit words have so
/// few bits for the first ones that the others are told apart by higher bits there; the odd ones are the
/// architecture's own in seL4's order: no architecture has all of them.
constexpr Word debug_identity(ObjectKind kind) {
    constexpr bool wide = word_bits == 64;
    switch (kind) {
    case ObjectKind::null: return 0;
    case ObjectKind::frame: return 1;
    case ObjectKind::untyped: return 2;
    case ObjectKind::page_table: return 3;
    case ObjectKind::endpoint: return 4;
    case ObjectKind::page_directory: return 5;
    case ObjectKind::notification: return 6;
    case ObjectKind::page_directory_pointer_table: return 7;
    case ObjectKind::reply: return 8;
    case ObjectKind::address_space: return architecture::identity_of_address_space;
    case ObjectKind::cnode: return 10;
    case ObjectKind::asid_control: return 11;
    case ObjectKind::thread: return 12;
    case ObjectKind::asid_pool: return 13;
    case ObjectKind::interrupt_control: return 14;
    case ObjectKind::interrupt_handler: return wide ? 16 : 0x1e;
    case ObjectKind::io_port: return 19;
    case ObjectKind::domain: return wide ? 20 : 0x3e;
    case ObjectKind::scheduling_context: return wide ? 22 : 0x4e;
    case ObjectKind::scheduling_control: return wide ? 24 : 0x5e;
    case ObjectKind::secure_monitor: return 25;
    case ObjectKind::software_interrupt: return 27;
    case ObjectKind::io_port_control: return 31;
    }
    return 0;
}

/// Of a slot whose object is being deleted: not empty, but nothing that can be used.
inline constexpr Word debug_identity_of_zombie = word_bits == 64 ? 18 : 0x2e;

} // namespace nacre::api
