// SPDX-License-Identifier: MIT
// Deleting capabilities, and with the last one the object: any size of object, in steps that can be
// interrupted.
//
// A CNode inside a CNode inside a CNode … must be deleted without recursion. The slot that the deletion was
// asked for always holds the zombie of the object being emptied. When a last capability to another CNode
// turns up inside, the two change places: the slot now holds the inner object's zombie, and the outer
// object's zombie waits in the inner object's first slot, which is emptied last; then it comes back.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/relation.hpp>
#include <core/memory/address_space.hpp>
#include <core/object/deletion.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/interrupt.hpp>
#include <core/object/io_port.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>

namespace nacre::kernel {

Slot* ZombieView::slots() const {
    if (is_thread()) {
        return object_as<Thread>().slots.data();
    }
    return &object_as<Slot>();
}

namespace deletion {

namespace {

/// Restarts one of those who wait on the object, if this is its last capability. False when nobody waits.
bool send_one_waiter_away(Processor& processor, const Slot& slot) {
    if (slot.is<EndpointView>() && is_last_reference(slot)) {
        return endpoint::send_one_away(processor, slot.as<EndpointView>().object());
    }
    if (slot.is<NotificationView>() && is_last_reference(slot)) {
        return notification::send_one_away(processor, slot.as<NotificationView>().object());
    }
    if (slot.is<InterruptHandlerView>() && is_last_reference(slot)) {
        // The line holds a capability of its own, which ends with it.
        const InterruptNumber number = slot.as<InterruptHandlerView>().number();
        const Slot& held = processor.kernel->interrupts.notifications[number];
        return held.is<NotificationView>() && is_last_reference(held) &&
               notification::send_one_away(processor, held.as<NotificationView>().object());
    }
    return false;
}

/// The object of this last capability ends. Returns what stays in the slot: nothing, or a zombie.
Capability finalise_object(Processor& processor, Capability capability) {
    Kernel& kernel = *processor.kernel;
    switch (capability.kind()) {
    case Kind::endpoint: return {}; // it was its waiters, and they are gone
    case Kind::notification: notification::destroy(NotificationView{capability}.object()); return {};
    case Kind::reply: reply::destroy(processor, ReplyView{capability}.object()); return {};
    case Kind::scheduling_context:
        scheduling_context::destroy(processor, SchedulingContextView{capability}.object());
        return {};
    case Kind::interrupt_handler:
        interrupt::release(processor, InterruptHandlerView{capability}.number());
        return {};
    case Kind::io_port: io_port::release(kernel, IoPortView{capability}); return {};
    case Kind::page_table: address_space::unmap_table(kernel, PageTableView{capability}); return {};
    case Kind::address_space:
        address_space::release_identifier(processor, AddressSpaceView{capability}.asid(),
                                          AddressSpaceView{capability}.root());
        return {};
    case Kind::asid_pool:
        address_space::delete_pool(processor, AsidPoolView{capability}.base(),
                                   AsidPoolView{capability}.object());
        return {};
    case Kind::cnode:
        return ZombieView::of_cnode(CNodeView{capability}.slots(), CNodeView{capability}.radix());
    case Kind::thread:
        thread::destroy(processor, ThreadView{capability}.object());
        return ZombieView::of_thread(ThreadView{capability}.object(), thread_slot_count);
    case Kind::null:
    case Kind::zombie:
    case Kind::frame:
    case Kind::untyped:
    case Kind::domain:
    case Kind::asid_control:
    case Kind::interrupt_control:
    case Kind::scheduling_control:
    case Kind::software_interrupt:
    case Kind::io_port_control:
        return {}; // they end with the capability: there is no object that did anything
    }
    return {};
}

/// Ends what this capability does (a mapping) and, if it is the last, its object. Returns what stays in the
/// slot.
Capability finalise(Processor& processor, Capability capability, bool is_last) {
    if (capability.kind() == Kind::zombie) {
        return capability;
    }
    if (capability.kind() == Kind::frame) {
        address_space::unmap_frame(*processor.kernel, FrameView{capability});
    } else if (capability.kind() == Kind::address_space) {
        address_space::forget_known_spaces(*processor.kernel);
    }
    return is_last ? finalise_object(processor, capability) : Capability{};
}

bool lies_in(const Slot& slot, Capability zombie) {
    const PhysicalRange memory = memory_of(zombie);
    return memory.contains(arch::Machine::physical(const_cast<Slot*>(&slot))); // NOLINT: address only
}

/// The slot's capability gives way to its zombie, or to nothing.
void finalise_slot(Processor& processor, Slot& slot) {
    const Capability rest = finalise(processor, slot.capability, is_last_reference(slot));
    if (rest.is_null()) {
        derivation_tree::remove(slot);
    } else {
        slot.capability = rest;
    }
}

/// `end`, inside the object whose zombie `top` holds, holds the zombie of another object: that one is emptied
/// first. Whoever was emptying it need not go on.
void descend(Kernel& kernel, Slot& top, Slot& end) {
    moved(kernel, end, nullptr);
    Slot& inner_first = *end.as<ZombieView>().slots();
    if (lies_in(top, end.capability)) {
        // A circle that nothing can reach any more. The inner zombie keeps itself; it goes with its untyped
        // memory.
        derivation_tree::swap(inner_first, end.capability, end, inner_first.capability);
        return;
    }
    moved(kernel, inner_first, nullptr);
    derivation_tree::swap(top, end.capability, end, top.capability);
    derivation_tree::swap(end, inner_first.capability, inner_first, end.capability);
}

/// The zombie in `top` has only its first slot left, and that holds the zombie of the object it came from.
void ascend(Kernel& kernel, Slot& top, Slot& first) {
    moved(kernel, first, nullptr);
    derivation_tree::remove(top);
    derivation_tree::move(first, top, first.capability);
}

/// One step towards emptying the object whose zombie `top` holds.
void reduce(Processor& processor, Slot& top) {
    const ZombieView zombie = top.as<ZombieView>();
    const Word remaining = zombie.remaining();
    if (remaining == 0) {
        moved(*processor.kernel, top, nullptr);
        derivation_tree::remove(top);
        return;
    }
    Slot& end = zombie.slots()[remaining - 1];
    if (end.empty() || &end == &top) {
        top.capability = ZombieView::with_remaining(zombie.raw, remaining - 1);
        return;
    }
    if (send_one_waiter_away(processor, end)) {
        return;
    }
    if (!end.is<ZombieView>()) {
        finalise_slot(processor, end);
    } else if (remaining == 1 && !lies_in(top, zombie.raw)) {
        ascend(*processor.kernel, top, end);
    } else {
        descend(*processor.kernel, top, end);
    }
}

} // namespace

void moved(Kernel& kernel, const Slot& from, Slot* to) {
    if (kernel.unfinished_nest == &from) [[unlikely]] {
        kernel.unfinished_nest = to;
    }
}

Progress send_waiters_away(Processor& processor, const Slot& slot) {
    while (send_one_waiter_away(processor, slot)) {
        if (should_stop(processor)) {
            return Progress::preempted;
        }
    }
    return Progress::done;
}

Progress delete_slot(Processor& processor, Slot& slot) {
    if (send_waiters_away(processor, slot) == Progress::preempted) {
        return Progress::preempted;
    }
    if (!slot.empty()) {
        finalise_slot(processor, slot);
    }
    while (slot.is<ZombieView>()) {
        reduce(processor, slot);
        if (!slot.empty() && should_stop(processor)) {
            return Progress::preempted;
        }
    }
    return Progress::done;
}

Progress revoke(Processor& processor, Slot& slot) {
    Slot*& nest = processor.kernel->unfinished_nest;
    if (nest != nullptr && delete_slot(processor, *nest) == Progress::preempted) {
        return Progress::preempted;
    }
    while (derivation_tree::has_child(slot)) {
        Slot& child = *slot.next();
        if (delete_slot(processor, child) == Progress::preempted) {
            // Inside a nest the slot has taken another place in the tree: the next Revoke begins with it.
            nest = slot.next() != &child && child.is<ZombieView>() ? &child : nullptr;
            return Progress::preempted;
        }
        if (should_stop(processor) && derivation_tree::has_child(slot)) {
            return Progress::preempted;
        }
    }
    return Progress::done;
}

void delete_simple(Processor& processor, Slot& slot) {
    if (!slot.empty()) {
        finalise_slot(processor, slot);
        NACRE_ASSERT(slot.empty());
    }
}

} // namespace deletion
} // namespace nacre::kernel
