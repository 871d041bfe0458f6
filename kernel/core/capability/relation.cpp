// SPDX-License-Identifier: MIT
// How two capabilities relate: same object, contained memory, derived one from the other.
#include <arch/machine.hpp>
#include <core/capability/relation.hpp>
#include <core/object/thread.hpp>

namespace nacre::kernel {

namespace {

PhysicalRange object_memory(Capability capability, Word size) {
    void* object = reinterpret_cast<void*>(capability.address()); // NOLINT(performance-no-int-to-ptr)
    const PhysicalAddress start = arch::Machine::physical(object);
    return {start, start + size};
}

PhysicalRange range_of_bits(PhysicalAddress start, unsigned size_bits) {
    return {start, start + power_of_two(size_bits)};
}

} // namespace

PhysicalRange memory_of(Capability capability) {
    switch (capability.kind()) {
    case Kind::untyped:
        return range_of_bits(UntypedView{capability}.start(), UntypedView{capability}.size_bits());
    case Kind::frame:
        return range_of_bits(FrameView{capability}.physical(), FrameView{capability}.size_bits());
    case Kind::endpoint: return object_memory(capability, power_of_two(api::endpoint_bits));
    case Kind::notification: return object_memory(capability, power_of_two(api::notification_bits));
    case Kind::reply: return object_memory(capability, power_of_two(api::reply_bits));
    case Kind::cnode:
        return object_memory(capability, power_of_two(CNodeView{capability}.radix() + api::slot_bits));
    case Kind::thread: return object_memory(capability, power_of_two(api::thread_bits));
    case Kind::scheduling_context:
        return object_memory(capability, power_of_two(SchedulingContextView{capability}.size_bits()));
    case Kind::page_table:
    case Kind::address_space:
    case Kind::asid_pool: return object_memory(capability, power_of_two(12));
    case Kind::zombie: {
        const ZombieView zombie{capability};
        return object_memory(capability, zombie.is_thread() ? power_of_two(api::thread_bits)
                                                            : power_of_two(zombie.radix() + api::slot_bits));
    }
    case Kind::null:
    case Kind::interrupt_handler:
    case Kind::software_interrupt:
    case Kind::interrupt_control:
    case Kind::scheduling_control:
    case Kind::domain:
    case Kind::asid_control:
    case Kind::io_port_control:
    case Kind::io_port: return {};
    }
    return {};
}

bool same_object(Capability one, Capability other) {
    const Kind kind = one.kind();
    if (kind != other.kind()) {
        return false;
    }
    switch (kind) {
    case Kind::null:
    case Kind::untyped:
    case Kind::zombie: return false;
    case Kind::endpoint:
    case Kind::notification:
    case Kind::reply:
    case Kind::cnode:
    case Kind::thread:
    case Kind::scheduling_context:
    case Kind::page_table:
    case Kind::address_space:
    case Kind::asid_pool: return one.address() == other.address();
    case Kind::frame: return memory_of(one) == memory_of(other);
    case Kind::interrupt_handler:
        return InterruptHandlerView{one}.number() == InterruptHandlerView{other}.number();
    case Kind::software_interrupt:
        return SoftwareInterruptView{one}.number() == SoftwareInterruptView{other}.number() &&
               SoftwareInterruptView{one}.target() == SoftwareInterruptView{other}.target();
    case Kind::scheduling_control:
        return SchedulingControlView{one}.processor() == SchedulingControlView{other}.processor();
    case Kind::io_port:
        return IoPortView{one}.first() == IoPortView{other}.first() &&
               IoPortView{one}.last() == IoPortView{other}.last();
    case Kind::interrupt_control:
    case Kind::domain:
    case Kind::asid_control:
    case Kind::io_port_control: return true;
    }
    return false;
}

bool covers(Capability outer, Capability inner) {
    if (outer.kind() == Kind::untyped) {
        const PhysicalRange whole = memory_of(outer);
        const PhysicalRange part = memory_of(inner);
        return !part.empty() && whole.start <= part.start && part.end <= whole.end;
    }
    if (outer.kind() == Kind::interrupt_control && inner.kind() == Kind::interrupt_handler) {
        return true;
    }
    if (outer.kind() == Kind::interrupt_control && inner.kind() == Kind::software_interrupt) {
        return true;
    }
    if (outer.kind() == Kind::io_port_control && inner.kind() == Kind::io_port) {
        return true;
    }
    return same_object(outer, inner);
}

bool is_parent_of(const Slot& parent, const Slot& child) {
    if (!parent.revocable() || !covers(parent.capability, child.capability)) {
        return false;
    }
    Word badge = 0;
    Word child_badge = 0;
    if (parent.is<EndpointView>()) {
        badge = parent.as<EndpointView>().badge();
        child_badge = child.as<EndpointView>().badge();
    } else if (parent.is<NotificationView>()) {
        badge = parent.as<NotificationView>().badge();
        child_badge = child.as<NotificationView>().badge();
    }
    // An unbadged capability is the parent of all; a badged one only of its own copies.
    return badge == 0 || (badge == child_badge && !child.first_badged());
}

bool is_last_reference(const Slot& slot) {
    const Slot* previous = slot.previous();
    const Slot* next = slot.next();
    const bool same_before = previous != nullptr && same_object(previous->capability, slot.capability);
    const bool same_after = next != nullptr && same_object(slot.capability, next->capability);
    return !same_before && !same_after;
}

} // namespace nacre::kernel
