// SPDX-License-Identifier: MIT
// The kinds of object that a capability can name: what decides which methods it answers to.
#pragma once

namespace nacre::api {

/// Not a number of the wire: kinds are told apart by the kernel alone.
enum class ObjectKind : unsigned char {
    null,
    untyped,
    thread,
    endpoint,
    notification,
    cnode,
    scheduling_context,
    scheduling_control,
    reply,
    interrupt_control,
    interrupt_handler,
    domain,
    frame,
    page_table,
    address_space,
    asid_control,
    asid_pool,
    software_interrupt,
    secure_monitor,
    page_directory_pointer_table,
    page_directory,
    io_port_control,
    io_port,
};

constexpr const char* name_of(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::null: return "nothing";
    case ObjectKind::untyped: return "untyped memory";
    case ObjectKind::thread: return "thread";
    case ObjectKind::endpoint: return "endpoint";
    case ObjectKind::notification: return "notification";
    case ObjectKind::cnode: return "cnode";
    case ObjectKind::scheduling_context: return "scheduling context";
    case ObjectKind::scheduling_control: return "scheduling control";
    case ObjectKind::reply: return "reply";
    case ObjectKind::interrupt_control: return "interrupt control";
    case ObjectKind::interrupt_handler: return "interrupt handler";
    case ObjectKind::domain: return "domain control";
    case ObjectKind::frame: return "frame";
    case ObjectKind::page_table: return "page table";
    case ObjectKind::address_space: return "address space";
    case ObjectKind::asid_control: return "address-space identifier control";
    case ObjectKind::asid_pool: return "address-space identifier pool";
    case ObjectKind::software_interrupt: return "software interrupt";
    case ObjectKind::secure_monitor: return "secure monitor";
    case ObjectKind::page_directory_pointer_table: return "page-directory-pointer table";
    case ObjectKind::page_directory: return "page directory";
    case ObjectKind::io_port_control: return "IO-port control";
    case ObjectKind::io_port: return "IO ports";
    }
    return "unknown";
}

} // namespace nacre::api
