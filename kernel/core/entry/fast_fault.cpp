// SPDX-License-Identifier: MIT
// Faults to a handler that waits for them, and its answers.
#include <api/fault.hpp>
#include <core/entry/fast_fault.hpp>
#include <core/entry/fast_path_pieces.hpp>
#include <core/entry/fast_switch.hpp>
#include <core/message/fault_message.hpp>
#include <core/object/reply.hpp>

namespace nacre::kernel::fast_path {

NACRE_DOOR bool fault(Processor& processor, const Fault& fault) {
    Thread& thread = *processor.current;
    const Slot& slot = thread.slot(ThreadSlot::fault_handler);
    if (!slot.is<EndpointView>() || processor.kernel->explains) {
        return false;
    }
    const auto capability = slot.as<EndpointView>();
    const RightSet<EndpointRight> rights = capability.rights();
    const bool may_answer = rights.has(EndpointRight::grant) || rights.has(EndpointRight::grant_reply);
    Endpoint& endpoint = capability.object();
    if (!may_answer || !endpoint.is(EndpointState::receiving, processor.home)) {
        return false;
    }
    Thread& handler = *endpoint.first();
    Reply* reply = handler.reply;
    const Moment moment = look_at_clock(processor);
    if (reply == nullptr || !handler.wait_link.is_alone() ||
        !may_switch(processor, moment, handler, Current::waits)) {
        return false;
    }

    thread.fault = fault;
    thread.unfinished = {};
    endpoint.dequeue_alone(handler);
    fault_message::deliver(processor, thread, handler, handler.ipc_buffer(true));
    handler.registers.set_badge(capability.badge());
    handler.reply = nullptr;
    thread.reply = reply;
    reply->thread = &thread;
    thread.state = ThreadState::blocked_on_reply;
    switch_over(processor, moment, handler, Current::waits);
    return true;
}

namespace {

bool is_answerable(const Thread& faulter, api::MessageInfo info) {
    const FaultKind kind = faulter.fault.kind;
    // The others run on whatever the answer says.
    const bool runs_on =
        info.label() == api::fault_reply_resume || kind == FaultKind::memory || kind == FaultKind::capability;
    return runs_on && kind != FaultKind::none && kind != FaultKind::timeout;
}

} // namespace

NACRE_DOOR bool answer_fault(Processor& processor) {
    Thread& handler = *processor.current;
    const api::MessageInfo info{handler.registers.message_info()};
    const Capability cspace = handler.capability_space();
    const Slot* reply_slot = nullptr;
    const Slot* slot = nullptr;
    if (!find<Shape::usual>(cspace, handler.registers.reply_capability(), reply_slot) ||
        !find<Shape::usual>(cspace, handler.registers.capability(), slot) || !slot->is<EndpointView>() ||
        !reply_slot->is<ReplyView>() || info.extra_capabilities() != 0) {
        return false;
    }
    const auto capability = slot->as<EndpointView>();
    Endpoint& endpoint = capability.object();
    Reply& reply = reply_slot->as<ReplyView>().object();
    Thread* faulter = reply.thread;
    if (!capability.rights().has(EndpointRight::receive) ||
        !endpoint.is(EndpointState::idle, processor.home) || handler.bound_notification != nullptr ||
        reply.home != processor.home || faulter == nullptr ||
        faulter->state != ThreadState::blocked_on_reply || reply.in_stack() ||
        !is_answerable(*faulter, info)) {
        return false;
    }
    const Moment moment = look_at_clock(processor);
    if (!may_switch(processor, moment, *faulter, Current::waits)) {
        return false;
    }

    static_cast<void>(fault_message::apply_reply(handler, *faulter));
    faulter->fault = {};
    faulter->reply = nullptr;
    faulter->registers.restart();
    reply.thread = &handler;
    handler.reply = &reply;
    handler.received_can_grant = capability.rights().has(EndpointRight::grant);
    handler.state = ThreadState::blocked_on_receive;
    endpoint.enqueue_alone(handler, EndpointState::receiving);
    switch_over(processor, moment, *faulter, Current::waits);
    return true;
}

} // namespace nacre::kernel::fast_path
