// SPDX-License-Identifier: MIT
// Interrupts that come when the kernel looks for them.
#pragma once

#include "root_cnode.hpp"

namespace nacre::test {

/// At the next look of the kernel an interrupt is pending, which nobody handles: the stopped call goes on at
/// once.
inline void interrupt_at_next_look() {
    kernel::arch::fake_machine().raised_later = 45;
    kernel::arch::fake_machine().lines[45].masked = false;
    kernel::arch::fake_machine().looks_until_interrupt = 1;
}

/// A driver of the highest priority, woken by the interrupt that a test lets come at some look.
struct Driver {
    World& world;
    Actor thread = world.make_thread({.priority = 250});
    Cap notification = world.make_notification();
    Cap line = world.free_slot();

    explicit Driver(World& the_world) : world{the_world} {
        world.must(World::interrupts_cap, api::interrupt_control::Get{40, {node}, line, whole});
        world.must(line, api::interrupt_handler::SetNotification{{notification}});
        world.wait(thread, notification);
    }
    static void come_at_look(unsigned look) {
        kernel::arch::fake_machine().raised_later = 40;
        kernel::arch::fake_machine().looks_until_interrupt = look;
    }
};

} // namespace nacre::test
