// SPDX-License-Identifier: MIT
// New capabilities out of old ones: copies, fewer rights, badges and guards.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>

namespace nacre::kernel {

namespace {

/// A mapping can be read-write, read-only or unusable; the right to write alone is worth nothing.
Word frame_rights(Word held, api::CapabilityRights wanted) {
    constexpr Word read = api::CapabilityRights::read_bit;
    const Word kept = held & wanted.bits;
    return (kept & read) != 0 ? kept : 0;
}

template<typename V>
Capability with_badge(Capability capability, Word badge, bool is_move) {
    if (is_move || V{capability}.badge() != 0) {
        return {};
    }
    return capability.with<typename V::Badge>(badge);
}

Capability with_cnode_data(Capability capability, api::CNodeData data) {
    if (CNodeView{capability}.radix() + data.guard_size() > word_bits) {
        return {};
    }
    const Word guard = data.guard() & low_mask(static_cast<unsigned>(data.guard_size()));
    return CNodeView::with_guard(capability, guard, data.guard_size());
}

} // namespace

Decoded<Capability> derive(const Slot& slot, Capability capability) {
    switch (capability.kind()) {
    case Kind::null:
    case Kind::zombie:
    case Kind::interrupt_control:
    case Kind::io_port_control: return Capability{};
    case Kind::untyped:
        if (derivation_tree::has_child(slot)) {
            return refuse::with_argument<api::Error::revoke_first,
                                         "untyped memory that has children cannot be copied">();
        }
        return capability;
    case Kind::page_table:
        if (!PageTableView{capability}.is_mapped()) {
            return refuse::with_argument<api::Error::illegal_operation,
                                         "a page table that is not mapped cannot be copied">();
        }
        return capability;
    case Kind::address_space:
        if (AddressSpaceView{capability}.asid() == 0) {
            return refuse::with_argument<api::Error::illegal_operation,
                                         "an address space without an identifier cannot be copied">();
        }
        return capability;
    case Kind::frame: return FrameView::unmapped(capability);
    case Kind::endpoint:
    case Kind::notification:
    case Kind::reply:
    case Kind::cnode:
    case Kind::thread:
    case Kind::scheduling_context:
    case Kind::interrupt_handler:
    case Kind::asid_pool:
    case Kind::software_interrupt:
    case Kind::scheduling_control:
    case Kind::domain:
    case Kind::asid_control:
    case Kind::io_port: return capability;
    }
    return Capability{};
}

Capability with_rights(Capability capability, api::CapabilityRights rights) {
    const Kind kind = capability.kind();
    if (kind == Kind::endpoint) {
        using Held = EndpointView::RightBits;
        return capability.with<Held>(capability.get<Held>() & rights.bits);
    }
    if (kind == Kind::notification) {
        using Held = NotificationView::RightBits;
        return capability.with<Held>(capability.get<Held>() & rights.bits);
    }
    if (kind == Kind::reply) {
        const bool keeps_grant = ReplyView{capability}.can_grant() && rights.can_grant();
        return capability.with<ReplyView::CanGrant>(keeps_grant ? 1 : 0);
    }
    if (kind == Kind::frame) {
        using Held = FrameView::RightBits;
        return capability.with<Held>(frame_rights(capability.get<Held>(), rights));
    }
    return capability;
}

Capability with_data(Capability capability, Word data, bool is_move) {
    const Kind kind = capability.kind();
    if (kind == Kind::endpoint) {
        return with_badge<EndpointView>(capability, data, is_move);
    }
    if (kind == Kind::notification) {
        return with_badge<NotificationView>(capability, data, is_move);
    }
    if (kind == Kind::cnode) {
        return with_cnode_data(capability, api::CNodeData{data});
    }
    return capability;
}

} // namespace nacre::kernel
