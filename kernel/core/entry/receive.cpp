// SPDX-License-Identifier: MIT
// The receiving half of a system call.
#include <core/capability/lookup.hpp>
#include <core/entry/explain.hpp>
#include <core/entry/fault_delivery.hpp>
#include <core/entry/receive.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>

namespace nacre::kernel::entry {

namespace {

using explain::CapabilityUse;

[[gnu::cold, gnu::noinline]] void fault_in_receive(Processor& processor, Word address, CapabilityUse use) {
    Thread& receiver = *processor.current;
    const Capability root = receiver.capability_space();
    // A slot that is there holds nothing that would do.
    const LookupFault why = find_slot(root, address) == nullptr
                                ? lookup_fault(root, address)
                                : LookupFault{.type = api::LookupFailure::missing_capability};
    const Fault fault = Fault::capability_fault(address, true, why);
    explain::capability_fault(processor, fault, use, false);
    fault_delivery::deliver(processor, receiver, fault);
}

bool is_endpoint_to_receive_from(const Slot& slot) {
    return slot.is<EndpointView>() && slot.as<EndpointView>().rights().has(EndpointRight::receive);
}

void receive_from_endpoint(Processor& processor, const Receiving& receiving) {
    Thread& receiver = *processor.current;
    Reply* reply = nullptr;
    if (receiving.with_reply) {
        if (receiving.reply == nullptr || !receiving.reply->is<ReplyView>()) [[unlikely]] {
            fault_in_receive(processor, receiver.registers.reply_capability(), CapabilityUse::reply);
            return;
        }
        reply = &receiving.reply->as<ReplyView>().object();
    }
    endpoint::receive(processor, receiver, receiving.source->as<EndpointView>(), receiving.blocking, reply);
}

} // namespace

void find_places(const Thread& receiver, Receiving& receiving) {
    const Capability root = receiver.capability_space();
    receiving.has_places = true;
    receiving.source = find_slot(root, receiver.registers.capability());
    if (receiving.with_reply && receiving.source != nullptr &&
        is_endpoint_to_receive_from(*receiving.source)) {
        receiving.reply = find_slot(root, receiver.registers.reply_capability());
    }
}

void receive(Processor& processor, const Receiving& receiving) {
    Thread& receiver = *processor.current;
    const Slot* const source = receiving.source;
    if (source != nullptr && is_endpoint_to_receive_from(*source)) {
        receive_from_endpoint(processor, receiving);
        return;
    }
    if (source != nullptr && source->is<NotificationView>() &&
        source->as<NotificationView>().rights().has(NotificationRight::wait)) {
        Notification& notification = source->as<NotificationView>().object();
        if (notification.bound_thread == nullptr || notification.bound_thread == &receiver) {
            notification::wait(processor, receiver, notification, receiving.blocking);
            return;
        }
    }
    fault_in_receive(processor, receiver.registers.capability(), CapabilityUse::source);
}

} // namespace nacre::kernel::entry
