// SPDX-License-Identifier: MIT
// The paths through the kernel that are counted. bench.py reads their names and order here.
#pragma once

namespace nacre::bench {

enum class Path : unsigned char {
    none,
    call,
    reply_receive,
    long_call,
    long_reply_receive,
    signal,
    yield_alone,
    yield_to_peer,
    fault,
    fault_reply,
    interrupt,
    timer_interrupt,
    map,
    retype_page,
    thread_retype,
    thread_configure,
    thread_set_scheduling,
    thread_write_registers,
    thread_delete,
};

} // namespace nacre::bench
