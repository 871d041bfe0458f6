// SPDX-License-Identifier: MIT
// Threads: the methods that say in which spaces a thread runs and who hears of its faults.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>
#include <core/capability/relation.hpp>
#include <core/memory/address_space.hpp>
#include <core/object/deletion.hpp>
#include <core/object/thread_methods.hpp>

namespace nacre::kernel::thread {

namespace {

/// Would replacing it start the deletion of a whole object?
bool takes_long_to_delete(const Slot& slot) {
    const bool is_large = slot.is<CNodeView>() || slot.is<ThreadView>() || slot.is<ZombieView>();
    return is_large && is_last_reference(slot);
}

Decoded<Installation> derive_for(Invocation& invocation, Slot& source, Capability capability,
                                 const char* argument) {
    const auto derived = derive(source, capability);
    if (!derived) {
        invocation.processor.refusal.argument = argument;
        return derived.passed_on();
    }
    return Installation{&source, *derived};
}

Decoded<Installation> check_capability_space(Invocation& invocation, Slot& source, Word data) {
    const Capability wanted = data == 0 ? source.capability : with_data(source.capability, data, false);
    NACRE_TRY(root, derive_for(invocation, source, wanted, "cspace_root"));
    if (root.capability.kind() != Kind::cnode) {
        return source.is<CNodeView>()
                   ? refuse::with<api::Error::illegal_operation,
                                  "the guard in `cspace_root_data` does not fit `cspace_root`">()
                   : refuse::with<api::Error::illegal_operation, "`cspace_root` is no CNode">();
    }
    return root;
}

Decoded<Installation> check_address_space(Invocation& invocation, Slot& source) {
    NACRE_TRY(root, derive_for(invocation, source, source.capability, "vspace_root"));
    if (root.capability.kind() != Kind::address_space) {
        return refuse::with<api::Error::illegal_operation, "`vspace_root` is no address space">();
    }
    return root;
}

Decoded<Installation> check_buffer(Invocation& invocation, api::CapabilityArgument argument, Word address) {
    if (address == 0) {
        return Installation{};
    }
    Slot& source = invocation.capability(argument);
    NACRE_TRY(frame, derive_for(invocation, source, source.capability, "buffer_frame"));
    if (frame.capability.kind() != Kind::frame) {
        return refuse::with<api::Error::illegal_operation, "`buffer_frame` is no frame">();
    }
    if (FrameView{frame.capability}.is_device()) {
        return refuse::with<api::Error::illegal_operation, "`buffer_frame` is device memory">();
    }
    if (!is_aligned(address, api::ipc_buffer_size_bits)) {
        return refuse::with<api::Error::alignment_error, "`buffer` is not aligned to the size of a buffer">();
    }
    return frame;
}

Decoded<Thread*> thread_with_short_roots(Invocation& invocation) {
    Thread& thread = invocation.slot.as<ThreadView>().object();
    if (takes_long_to_delete(thread.slot(ThreadSlot::capability_space)) ||
        takes_long_to_delete(thread.slot(ThreadSlot::address_space))) {
        return refuse::with<api::Error::illegal_operation,
                            "the thread holds the last capability to its CNode">();
    }
    return &thread;
}

Progress apply(Invocation& invocation, const SpacePlan& plan) {
    if (plan.sets_fault_handler) {
        const Slot& old = plan.thread->slot(ThreadSlot::fault_handler);
        if (deletion::send_waiters_away(invocation.processor, old) == Progress::preempted) {
            return Progress::preempted;
        }
        install(invocation, *plan.thread, ThreadSlot::fault_handler, plan.fault_handler);
    }
    if (plan.sets_spaces) {
        install(invocation, *plan.thread, ThreadSlot::capability_space, plan.capability_space);
        install(invocation, *plan.thread, ThreadSlot::address_space, plan.address_space);
        if (plan.thread == invocation.processor.current) {
            address_space::activate(invocation.processor, *plan.thread);
        }
    }
    if (plan.sets_buffer) {
        plan.thread->ipc_buffer_address = plan.buffer_address;
        install(invocation, *plan.thread, ThreadSlot::ipc_buffer, plan.buffer);
    }
    return Progress::done;
}

} // namespace

Decoded<Installation> check_fault_handler(Invocation& invocation, api::CapabilityArgument argument,
                                          Word position, const char* name) {
    Slot& slot = invocation.capability(argument);
    if (slot.empty()) {
        return Installation{};
    }
    if (!slot.is<EndpointView>()) {
        return refuse::invalid_capability<"the handler is no endpoint">(invocation.processor, position, name);
    }
    const RightSet<EndpointRight> rights = slot.as<EndpointView>().rights();
    if (!rights.has(EndpointRight::send)) {
        return refuse::invalid_capability<"the handler's endpoint lacks the right to send">(
            invocation.processor, position, name);
    }
    if (!rights.has(EndpointRight::grant) && !rights.has(EndpointRight::grant_reply)) {
        return refuse::invalid_capability<"the handler's endpoint lacks the right to be answered">(
            invocation.processor, position, name);
    }
    return derive_for(invocation, slot, slot.capability, name);
}

void install(Invocation& invocation, Thread& thread, ThreadSlot which, const Installation& installation) {
    Slot& slot = thread.slot(which);
    deletion::delete_simple(invocation.processor, slot);
    if (installation.source != nullptr) {
        derivation_tree::insert(*installation.source, slot, installation.capability);
    }
}

auto Configure::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    NACRE_TRY(buffer, check_buffer(invocation, arguments.buffer_frame, arguments.buffer));
    NACRE_TRY(thread, thread_with_short_roots(invocation));
    NACRE_TRY(cspace, check_capability_space(invocation, invocation.capability(arguments.cspace_root),
                                             arguments.cspace_root_data));
    NACRE_TRY(vspace, check_address_space(invocation, invocation.capability(arguments.vspace_root)));
    return Plan{.thread = thread,
                .sets_spaces = true,
                .capability_space = cspace,
                .address_space = vspace,
                .sets_buffer = true,
                .buffer = buffer,
                .buffer_address = arguments.buffer,
                .sets_fault_handler = false,
                .fault_handler = {}};
}

Progress Configure::commit(Invocation& invocation, const Plan& plan) { return apply(invocation, plan); }

auto SetIpcBuffer::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    NACRE_TRY(buffer, check_buffer(invocation, arguments.buffer_frame, arguments.buffer));
    return Plan{.thread = &invocation.slot.as<ThreadView>().object(),
                .sets_spaces = false,
                .capability_space = {},
                .address_space = {},
                .sets_buffer = true,
                .buffer = buffer,
                .buffer_address = arguments.buffer,
                .sets_fault_handler = false,
                .fault_handler = {}};
}

Progress SetIpcBuffer::commit(Invocation& invocation, const Plan& plan) { return apply(invocation, plan); }

auto SetSpace::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    NACRE_TRY(thread, thread_with_short_roots(invocation));
    NACRE_TRY(cspace, check_capability_space(invocation, invocation.capability(arguments.cspace_root),
                                             arguments.cspace_root_data));
    NACRE_TRY(vspace, check_address_space(invocation, invocation.capability(arguments.vspace_root)));
    NACRE_TRY(handler, check_fault_handler(invocation, arguments.fault_endpoint, 1, "fault_endpoint"));
    return Plan{.thread = thread,
                .sets_spaces = true,
                .capability_space = cspace,
                .address_space = vspace,
                .sets_buffer = false,
                .buffer = {},
                .buffer_address = 0,
                .sets_fault_handler = true,
                .fault_handler = handler};
}

Progress SetSpace::commit(Invocation& invocation, const Plan& plan) { return apply(invocation, plan); }

auto SetTimeoutEndpoint::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    NACRE_TRY(handler,
              check_fault_handler(invocation, arguments.timeout_fault_endpoint, 1, "timeout_fault_endpoint"));
    return Plan{&invocation.slot.as<ThreadView>().object(), handler};
}

Progress SetTimeoutEndpoint::commit(Invocation& invocation, const Plan& plan) {
    const Slot& old = plan.thread->slot(ThreadSlot::timeout_handler);
    if (deletion::send_waiters_away(invocation.processor, old) == Progress::preempted) {
        return Progress::preempted;
    }
    install(invocation, *plan.thread, ThreadSlot::timeout_handler, plan.handler);
    return Progress::done;
}

} // namespace nacre::kernel::thread
