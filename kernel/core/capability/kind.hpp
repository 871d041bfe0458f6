// SPDX-License-Identifier: MIT
// The kinds of capability that a slot can hold.
#pragma once

#include <api/object_kind.hpp>

namespace nacre::kernel {

/// The first fifteen share a nibble of the slot on 32-bit machines; the others carry so little data of their
/// own that their kind fits into the data word there (see Capability).
enum class Kind : unsigned char {
    null,
    untyped,
    endpoint,
    notification,
    reply,
    cnode,
    thread,
    zombie,
    scheduling_context,
    frame,
    page_table,
    address_space,
    interrupt_handler,
    asid_pool,
    software_interrupt,
    interrupt_control,
    scheduling_control,
    domain,
    asid_control,
    io_port_control,
    io_port,
};

inline constexpr unsigned kind_count = static_cast<unsigned>(Kind::io_port) + 1;
/// Kinds from here on have a long encoding on 32-bit machines.
inline constexpr unsigned first_long_kind = 15;
static_assert(static_cast<unsigned>(Kind::interrupt_control) == first_long_kind);

/// What the interface calls it; of a table that belongs to one level, interface_kind(Capability) knows more.
/// A zombie answers to nothing, like an empty slot.
constexpr api::ObjectKind interface_kind(Kind kind) {
    switch (kind) {
    case Kind::null:
    case Kind::zombie: return api::ObjectKind::null;
    case Kind::untyped: return api::ObjectKind::untyped;
    case Kind::endpoint: return api::ObjectKind::endpoint;
    case Kind::notification: return api::ObjectKind::notification;
    case Kind::reply: return api::ObjectKind::reply;
    case Kind::cnode: return api::ObjectKind::cnode;
    case Kind::thread: return api::ObjectKind::thread;
    case Kind::scheduling_context: return api::ObjectKind::scheduling_context;
    case Kind::frame: return api::ObjectKind::frame;
    case Kind::page_table: return api::ObjectKind::page_table;
    case Kind::address_space: return api::ObjectKind::address_space;
    case Kind::interrupt_handler: return api::ObjectKind::interrupt_handler;
    case Kind::asid_pool: return api::ObjectKind::asid_pool;
    case Kind::software_interrupt: return api::ObjectKind::software_interrupt;
    case Kind::interrupt_control: return api::ObjectKind::interrupt_control;
    case Kind::scheduling_control: return api::ObjectKind::scheduling_control;
    case Kind::domain: return api::ObjectKind::domain;
    case Kind::asid_control: return api::ObjectKind::asid_control;
    case Kind::io_port_control: return api::ObjectKind::io_port_control;
    case Kind::io_port: return api::ObjectKind::io_port;
    }
    return api::ObjectKind::null;
}

} // namespace nacre::kernel
