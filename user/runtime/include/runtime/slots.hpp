// SPDX-License-Identifier: MIT
// Where a program finds its capabilities: the same slot means the same thing in every program. An empty slot
// means that the program's line in the system description does not give it.
#pragma once

#include <base/word.hpp>

namespace nacre::user::slot {

// What most programs get: endpoints of the services.
inline constexpr Word process = 1; ///< the loader: end this program, start others
inline constexpr Word console = 2;
inline constexpr Word timer = 3;
inline constexpr Word power = 4;   ///< the root task: halt and reboot
inline constexpr Word partner = 5; ///< endpoint shared by a program and its partners

// What services get: their own objects, and the ways to wake each other.
inline constexpr Word own_endpoint = 6;
inline constexpr Word own_notification = 7;
inline constexpr Word signal_driver = 8;
inline constexpr Word signal_console = 9;
inline constexpr Word signal_shell = 10;
inline constexpr Word interrupt = 11;
inline constexpr Word io_ports = 17; ///< of a driver's device, on machines that have ports
inline constexpr Word signal_screen = 18;
inline constexpr Word signal_second_driver = 19;
inline constexpr Word more_io_ports = 20; ///< of a device that has them in two places

// What only programs get that manage others.
inline constexpr Word own_cnode = 12;
inline constexpr Word own_vspace = 13;
inline constexpr Word own_thread = 14;
inline constexpr Word asid_pool = 15;

inline constexpr Word memory = 16; ///< one untyped block for the program's own objects

/// Threads of the program on other cores, by number of the core (runtime/worker.hpp).
inline constexpr Word first_worker = 22;
inline constexpr Word core_limit = 8;

inline constexpr Word first_reply = 21;
inline constexpr Word reply_limit = 64;
inline constexpr Word first_service_time =
    64; ///< scheduling contexts of the services, to tell what they used
inline constexpr Word first_memory_block = 80; ///< untyped blocks of the loader
inline constexpr Word memory_block_limit = 64;
/// The authority over each core's time, in the loader.
inline constexpr Word first_scheduling_control = first_memory_block + memory_block_limit;

/// Programs have 2^5 slots, services 2^6, the loader enough to hold every object of every program.
inline constexpr unsigned program_cnode_bits = 5;
inline constexpr unsigned service_cnode_bits = 6;
inline constexpr unsigned loader_cnode_bits = 15;

} // namespace nacre::user::slot
