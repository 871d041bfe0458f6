// SPDX-License-Identifier: MIT
// The derivation tree: which capability was made from which. One list in depth-first order; see Slot.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/relation.hpp>

namespace nacre::kernel::derivation_tree {

namespace {

/// Does a copy start a family of its own, whose members revoking it deletes?
bool starts_family(Capability parent, Capability copy) {
    const Kind kind = copy.kind();
    if (kind == Kind::endpoint) {
        return EndpointView{copy}.badge() != EndpointView{parent}.badge();
    }
    if (kind == Kind::notification) {
        return NotificationView{copy}.badge() != NotificationView{parent}.badge();
    }
    return kind == Kind::untyped || parent.kind() == Kind::interrupt_control;
}

void link_after(Slot& position, Slot& slot) {
    Slot* next = position.next();
    slot.set_previous(&position);
    slot.set_next(next);
    position.set_next(&slot);
    if (next != nullptr) {
        next->set_previous(&slot);
    }
}

/// The neighbours of `slot` point to it where they pointed to another before.
void adopt_neighbours(Slot& slot) {
    if (slot.previous() != nullptr) {
        slot.previous()->set_next(&slot);
    }
    if (slot.next() != nullptr) {
        slot.next()->set_previous(&slot);
    }
}

/// Memory that has a copy derived from it counts as used up: it can be retyped again only after a revoke.
void exhaust_if_untyped(Slot& parent, Capability child) {
    if (parent.is<UntypedView>() && child.kind() == Kind::untyped) {
        // A copy: Retype links what it makes by itself.
        const PhysicalRange whole = memory_of(parent.capability);
        parent.capability = UntypedView::with_watermark(parent.capability, whole.size());
    }
}

} // namespace

void insert(Slot& parent, Slot& child, Capability capability) {
    NACRE_ASSERT(child.empty() && !parent.empty());
    const bool family = starts_family(parent.capability, capability);
    exhaust_if_untyped(parent, capability);
    child.capability = capability;
    link_after(parent, child);
    child.set_flags(family, family);
}

void insert_new(Slot& parent, std::span<Slot> children, Capability first, Word distance) {
    // The whole run is linked behind the parent in one go: 256 objects are made with interrupts off.
    Slot* previous = &parent;
    Slot* after = parent.next();
    for (Slot& child : children) {
        NACRE_ASSERT(child.empty());
        const bool is_last = &child == &children.back();
        child.fill(first, previous, is_last ? after : &child + 1, true, true);
        first = first.moved_by(distance);
        previous = &child;
    }
    parent.set_next(children.data());
    if (after != nullptr) {
        after->set_previous(previous);
    }
}

void move(Slot& from, Slot& to, Capability capability) {
    NACRE_ASSERT(to.empty() && !from.empty());
    to = from;
    to.capability = capability;
    from.clear();
    adopt_neighbours(to);
}

void swap(Slot& first, Capability for_first, Slot& second, Capability for_second) {
    NACRE_ASSERT(&first != &second);
    // Two neighbours point at one another: take the earlier one's links apart through a third place.
    Slot held = first;
    if (held.previous() != nullptr) {
        held.previous()->set_next(&held);
    }
    if (held.next() != nullptr) {
        held.next()->set_previous(&held);
    }
    first = second;
    adopt_neighbours(first);
    second = held;
    adopt_neighbours(second);
    first.capability = for_first;
    second.capability = for_second;
}

void remove(Slot& slot) {
    Slot* previous = slot.previous();
    Slot* next = slot.next();
    if (previous != nullptr) {
        previous->set_next(next);
    }
    if (next != nullptr) {
        next->set_previous(previous);
        // The first of a badge's family is gone: the next copy leads it now.
        next->set_flags(next->revocable(), next->first_badged() || slot.first_badged());
    }
    slot.clear();
}

bool has_child(const Slot& slot) { return slot.next() != nullptr && is_parent_of(slot, *slot.next()); }

} // namespace nacre::kernel::derivation_tree
