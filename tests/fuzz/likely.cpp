// SPDX-License-Identifier: MIT
// Arguments that fit: what makes a method succeed in the arena as it is now, one overload for each method
// that random arguments seldom suit.
#include <core/capability/derivation_tree.hpp>
#include <core/memory/page_table.hpp>
#include <fuzz/likely.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;
using Format = arch::PageTableFormat;

api::CapabilityArgument Likely::arena_node() {
    return find<CNodeView>([&](const CNodeView& node) { return node.slots() == &arena_.slot(0); });
}

void Likely::invoke_arena_node() {
    invoked_ = pick([&](const Slot& slot) {
        return slot.is<CNodeView>() && slot.as<CNodeView>().slots() == &arena_.slot(0);
    });
}

bool Likely::is_usable(const AddressSpaceView& space) {
    return space.asid() != 0 && kernel().asids.root(space.asid()) == space.root();
}

api::CapabilityArgument Likely::usable_space() {
    return find<AddressSpaceView>([&](const AddressSpaceView& space) { return is_usable(space); });
}

api::CapabilityArgument Likely::handler() {
    return find<EndpointView>([](const EndpointView& endpoint) {
        return endpoint.rights().has(EndpointRight::send) && endpoint.rights().has(EndpointRight::grant);
    });
}

api::CapabilityArgument Likely::powerful_thread() {
    return find<ThreadView>([](const ThreadView& thread) {
        return thread.object().maximum_controlled_priority >= Arena::highest_priority / 2;
    });
}

Priority Likely::priority() { return static_cast<Priority>(1 + below(Arena::highest_priority / 2)); }

/// Where things are mapped, and places near them where they could be.
std::vector<Word> Likely::candidate_addresses() {
    std::vector<Word> found{World::buffer_address, World::buffer_address + 0x1000};
    for (Word number = 0; number < 4; number++) {
        found.push_back(number * power_of_two(api::architecture::large_frame_bits));
        found.push_back(found.back() + 0x1000);
    }
    std::ranges::shuffle(found, random_);
    return found;
}

void Likely::fit(api::frame::Map& method) {
    invoked_ =
        pick([](const Slot& slot) { return slot.is<FrameView>() && !slot.as<FrameView>().is_mapped(); });
    method.vspace = usable_space();
    const Slot& frame = arena_.slot(invoked_);
    const Word index = pick([&](const Slot& slot) {
        return slot.is<AddressSpaceView>() && is_usable(slot.as<AddressSpaceView>());
    });
    const Slot& space = arena_.slot(index);
    if (!frame.is<FrameView>() || !space.is<AddressSpaceView>()) {
        return;
    }
    method.vspace = argument(index);
    const unsigned size_bits = frame.as<FrameView>().size_bits();
    for (const Word place : candidate_addresses()) {
        const auto position = PageTables{space.as<AddressSpaceView>().root()}.find({place});
        if (is_aligned(place, size_bits) && position.level == PageTables::level_of_frame(size_bits)) {
            method.virtual_address = place;
        }
    }
}

void Likely::fit(api::page_table::Map& method) {
    invoked_ = pick(
        [](const Slot& slot) { return slot.is<PageTableView>() && !slot.as<PageTableView>().is_mapped(); });
    const Word index = pick([&](const Slot& slot) {
        return slot.is<AddressSpaceView>() && is_usable(slot.as<AddressSpaceView>());
    });
    const Slot& space = arena_.slot(index);
    method.vspace = argument(index);
    if (!space.is<AddressSpaceView>()) {
        return;
    }
    for (const Word place : candidate_addresses()) {
        const auto position = PageTables{space.as<AddressSpaceView>().root()}.find({place});
        if (position.level < Format::levels - 1 && *position.entry == 0) {
            method.virtual_address = place;
        }
    }
}

template<typename M>
void Likely::fit_offsets(M& method, bool writes) {
    invoked_ = pick([&](const Slot& slot) {
        return slot.is<FrameView>() && slot.as<FrameView>().is_mapped() &&
               (!writes || slot.as<FrameView>().rights().has(FrameRight::write));
    });
    method.start_offset = below(2) * 0x400;
    method.end_offset = method.start_offset + 1 + below(0x800);
}

template void Likely::fit_offsets(api::frame::CleanData&, bool);
template void Likely::fit_offsets(api::frame::InvalidateData&, bool);
template void Likely::fit_offsets(api::frame::CleanInvalidateData&, bool);
template void Likely::fit_offsets(api::frame::UnifyInstruction&, bool);

/// A piece of a page that is mapped in the invoked address space.
template<typename M>
void Likely::fit_range(M& method, bool writes) {
    const Word index = pick([&](const Slot& slot) {
        return slot.is<FrameView>() && slot.as<FrameView>().is_mapped() &&
               (!writes || slot.as<FrameView>().rights().has(FrameRight::write));
    });
    if (!arena_.slot(index).is<FrameView>()) {
        return;
    }
    const auto frame = arena_.slot(index).as<FrameView>();
    invoked_ = pick([&](const Slot& slot) {
        return slot.is<AddressSpaceView>() && slot.as<AddressSpaceView>().asid() == frame.mapped_asid();
    });
    method.start = frame.mapped_at().value + below(0x800);
    method.end = method.start + 1 + below(0x800);
}

template void Likely::fit_range(api::address_space::CleanData&, bool);
template void Likely::fit_range(api::address_space::InvalidateData&, bool);
template void Likely::fit_range(api::address_space::CleanInvalidateData&, bool);
template void Likely::fit_range(api::address_space::UnifyInstruction&, bool);

void Likely::fit(api::asid_control::MakePool& method) {
    method.untyped = argument(pick([](const Slot& slot) {
        return slot.is<UntypedView>() &&
               slot.as<UntypedView>().size_bits() == api::architecture::asid_pool_bits &&
               !slot.as<UntypedView>().is_device() && !derivation_tree::has_child(slot);
    }));
    method.root = arena_node();
    method.index = empty();
    method.depth = Arena::radix;
}

void Likely::fit(api::asid_pool::Assign& method) {
    invoked_ = pick([&](const Slot& slot) {
        return slot.is<AsidPoolView>() &&
               kernel().asids.pool_of(slot.as<AsidPoolView>().base()) == &slot.as<AsidPoolView>().object();
    });
    method.vspace = find<AddressSpaceView>([](const AddressSpaceView& space) { return space.asid() == 0; });
}

template<typename M>
void Likely::fit_transfer(M& method) {
    invoke_arena_node();
    method.destination_index = empty();
    method.destination_depth = Arena::radix;
    method.source_root = arena_node();
    method.source_depth = Arena::radix;
}

template void Likely::fit_transfer(api::cnode::Copy&);
template void Likely::fit_transfer(api::cnode::Move&);

void Likely::fit(api::cnode::Mint& method) {
    fit_transfer(method);
    method.badge = 1 + below(3);
    method.source_index = pick([](const Slot& slot) {
        return (slot.is<EndpointView>() && slot.as<EndpointView>().badge() == 0) ||
               (slot.is<NotificationView>() && slot.as<NotificationView>().badge() == 0);
    });
}

void Likely::fit(api::cnode::Mutate& method) {
    fit_transfer(method);
    const Word index =
        pick([](const Slot& slot) { return !slot.is<EndpointView>() && !slot.is<NotificationView>(); });
    method.source_index = index;
    method.badge = api::CNodeData::root(Arena::radix).bits;
}

void Likely::fit(api::cnode::Rotate& method) {
    const auto fits = [](const Slot& slot) {
        return !slot.empty() && !slot.is<EndpointView>() && !slot.is<NotificationView>();
    };
    invoke_arena_node();
    method.pivot_root = arena_node();
    method.source_root = arena_node();
    method.destination_depth = method.pivot_depth = method.source_depth = Arena::radix;
    method.destination_badge = method.pivot_badge = api::CNodeData::root(Arena::radix).bits;
    method.source_index = pick(fits);
    method.pivot_index = pick(fits);
    method.destination_index = below(2) == 0 ? method.source_index : empty();
}

void Likely::fit(api::cnode::CancelBadgedSends& method) {
    invoke_arena_node();
    method.depth = Arena::radix;
    method.index = pick([](const Slot& slot) {
        const auto all = [](const EndpointView& endpoint) {
            return endpoint.rights().has(EndpointRight::send) &&
                   endpoint.rights().has(EndpointRight::receive) &&
                   endpoint.rights().has(EndpointRight::grant) &&
                   endpoint.rights().has(EndpointRight::grant_reply);
        };
        return slot.is<EndpointView>() && slot.as<EndpointView>().badge() != 0 &&
               all(slot.as<EndpointView>());
    });
}

void Likely::fit(api::domain::Set& method) {
    method.domain = 0;
    method.thread = find<ThreadView>([](const ThreadView&) { return true; });
}

void Likely::fit(api::domain::ScheduleConfigure& method) {
    method.index = 0;
    method.domain = 0;
    method.duration = 1 + below(1000);
}

template<typename M>
void Likely::fit_line(M& method) {
    for (unsigned tries = 0; tries < 8; tries++) {
        method.interrupt = Arena::first_line + below(10);
        if (kernel().interrupts.uses[method.interrupt] == InterruptUse::inactive) {
            break;
        }
    }
    method.root = arena_node();
    method.index = empty();
    method.depth = Arena::radix;
}

template void Likely::fit_line(api::interrupt_control::Get&);
template void Likely::fit_line(api::interrupt_control::GetTrigger&);

void Likely::fit(api::interrupt_control::GetTriggerCore& method) {
    fit_line(method);
    method.target = 0;
}

void Likely::fit(api::interrupt_control::IssueSgiSignal& method) {
    method.interrupt = below(arch::Machine::software_interrupt_count);
    method.target = 0;
    method.root = arena_node();
    method.index = empty();
    method.depth = Arena::radix;
}

void Likely::fit(api::scheduling_context::Bind& method) {
    invoked_ = pick([](const Slot& slot) {
        return slot.is<SchedulingContextView>() &&
               slot.as<SchedulingContextView>().object().thread == nullptr &&
               slot.as<SchedulingContextView>().object().notification == nullptr;
    });
    if (below(3) == 0) {
        method.target = find<NotificationView>(
            [](const NotificationView& view) { return view.object().scheduling_context == nullptr; });
    } else {
        method.target = find<ThreadView>(
            [](const ThreadView& view) { return view.object().scheduling_context == nullptr; });
    }
}

/// Best of all the context of a thread that waits for messages: that makes it a passive server.
void Likely::fit(api::scheduling_context::Unbind&) {
    const bool wants_server = below(4) != 0;
    invoked_ = pick([&](const Slot& slot) {
        if (!slot.is<SchedulingContextView>()) {
            return false;
        }
        const Thread* thread = slot.as<SchedulingContextView>().object().thread;
        return thread != nullptr && thread != &caller() &&
               (!wants_server || (thread->is_blocked() && thread->reply != nullptr));
    });
}

void Likely::fit(api::scheduling_context::UnbindObject& method) {
    invoked_ = pick([&](const Slot& slot) {
        if (!slot.is<SchedulingContextView>()) {
            return false;
        }
        const SchedulingContext& context = slot.as<SchedulingContextView>().object();
        return context.notification != nullptr || (context.thread != nullptr && context.thread != &caller());
    });
    if (!arena_.slot(invoked_).is<SchedulingContextView>()) {
        return;
    }
    const SchedulingContext& context = arena_.slot(invoked_).as<SchedulingContextView>().object();
    method.target = argument(pick([&](const Slot& slot) {
        return (slot.is<ThreadView>() && &slot.as<ThreadView>().object() == context.thread) ||
               (slot.is<NotificationView>() && &slot.as<NotificationView>().object() == context.notification);
    }));
}

void Likely::fit(api::scheduling_context::YieldTo&) {
    invoked_ = pick([&](const Slot& slot) {
        if (!slot.is<SchedulingContextView>()) {
            return false;
        }
        const Thread* thread = slot.as<SchedulingContextView>().object().thread;
        return thread != nullptr && thread != &caller() &&
               thread->priority <= caller().maximum_controlled_priority;
    });
}

void Likely::fit(api::scheduling_control::ConfigureFlags& method) {
    method.scheduling_context = find<SchedulingContextView>([](const auto&) { return true; });
    method.period = 400 + below(20'000);
    method.budget = below(3) == 0 ? method.period : 200 + below(static_cast<Word>(method.period) - 200);
    method.extra_refills = below(4);
    method.flags = below(2);
}

void Likely::fit(api::thread::BindNotification& method) {
    invoked_ = pick([](const Slot& slot) {
        return slot.is<ThreadView>() && slot.as<ThreadView>().object().bound_notification == nullptr;
    });
    method.notification = find<NotificationView>([](const NotificationView& view) {
        return view.rights().has(NotificationRight::wait) && view.object().first == nullptr &&
               view.object().bound_thread == nullptr;
    });
}

void Likely::fit(api::thread::UnbindNotification&) {
    invoked_ = pick([](const Slot& slot) {
        return slot.is<ThreadView>() && slot.as<ThreadView>().object().bound_notification != nullptr;
    });
}

void Likely::fit(api::thread::SetPriority& method) {
    method.authority = powerful_thread();
    method.priority = priority();
}

void Likely::fit(api::thread::SetMaximumControlledPriority& method) {
    method.authority = powerful_thread();
    method.maximum_controlled_priority = Arena::highest_priority / 2;
}

void Likely::fit(api::thread::SetSchedulingParameters& method) {
    method.authority = powerful_thread();
    method.maximum_controlled_priority = Arena::highest_priority / 2;
    method.priority = priority();
    method.fault_endpoint = below(2) == 0 ? handler() : argument(empty());
    const Slot& slot = arena_.slot(invoked_);
    if (!slot.is<ThreadView>()) {
        return;
    }
    const SchedulingContext* own = slot.as<ThreadView>().object().scheduling_context;
    method.scheduling_context = find<SchedulingContextView>([&](const SchedulingContextView& view) {
        return own != nullptr ? &view.object() == own : view.object().thread == nullptr;
    });
}

void Likely::fit(api::thread::SetTimeoutEndpoint& method) {
    method.timeout_fault_endpoint = below(2) == 0 ? handler() : argument(empty());
}

void Likely::fit(api::thread::SetIpcBuffer& method) {
    method.buffer = World::buffer_address;
    method.buffer_frame = find<FrameView>([](const FrameView& frame) { return !frame.is_device(); });
}

/// The arena's own CNode again, now and then with the bits left over that lead into further CNodes.
template<typename M>
void Likely::fit_roots(M& method) {
    invoked_ = pick([](const Slot& slot) { return slot.is<ThreadView>(); });
    method.cspace_root = arena_node();
    method.cspace_root_data = api::CNodeData::root(below(2) == 0 ? Arena::radix : Arena::radix + 4).bits;
    method.vspace_root = usable_space();
}

void Likely::fit(api::thread::Configure& method) {
    fit_roots(method);
    method.buffer = World::buffer_address;
    method.buffer_frame = find<FrameView>([](const FrameView& frame) { return !frame.is_device(); });
}

void Likely::fit(api::thread::SetSpace& method) {
    fit_roots(method);
    method.fault_endpoint = below(2) == 0 ? handler() : argument(empty());
}

void Likely::fit(api::untyped::Retype& method) {
    method.type = below(api::architecture::object_type_count);
    method.size_bits = 4 + below(6);
    method.root = arena_node();
    method.node_depth = 0;
    method.node_offset = empty();
    method.object_count = 1;
}

} // namespace nacre::test
