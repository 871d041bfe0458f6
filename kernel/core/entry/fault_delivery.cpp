// SPDX-License-Identifier: MIT
// Telling a thread's handlers of its faults.
#include <core/entry/explain.hpp>
#include <core/entry/fault_delivery.hpp>
#include <core/kernel.hpp>
#include <core/log.hpp>
#include <core/object/endpoint.hpp>

namespace nacre::kernel::fault_delivery {

namespace {

void send_to(Processor& processor, Thread& thread, const Fault& fault, ThreadSlot handler, bool can_donate) {
    const auto endpoint = thread.slot(handler).as<EndpointView>();
    const RightSet<EndpointRight> rights = endpoint.rights();
    thread.fault = fault;
    thread.unfinished = {}; // its handler may give it other registers
    endpoint::send(processor, thread, endpoint.object(),
                   {.blocking = true,
                    .is_call = true,
                    .badge = endpoint.badge(),
                    .can_grant = rights.has(EndpointRight::grant),
                    .can_grant_reply = rights.has(EndpointRight::grant_reply),
                    .can_donate = can_donate});
}

const char* name_of(FaultKind kind) {
    switch (kind) {
    case FaultKind::none: return "no fault";
    case FaultKind::capability: return "a capability address that leads nowhere";
    case FaultKind::unknown_system_call: return "an unknown system call";
    case FaultKind::user_exception: return "a user exception";
    case FaultKind::memory: return "an access to memory that it may not touch";
    case FaultKind::timeout: return "a timeout";
    }
    return "an unknown fault";
}

void report_unhandled(const Thread& thread, const Fault& fault) {
    print("kernel: thread '{}' stops: {} (address {:#x}, code {:#x}) at {:#x}, and it has no fault handler\n",
          thread.display_name(), name_of(fault.kind), fault.address, fault.code,
          thread.registers.trapped_instruction());
}

} // namespace

void deliver(Processor& processor, Thread& thread, const Fault& fault) {
    if (thread.slot(ThreadSlot::fault_handler).is<EndpointView>()) {
        send_to(processor, thread, fault, ThreadSlot::fault_handler, thread.scheduling_context != nullptr);
        return;
    }
    report_unhandled(thread, fault);
    thread::set_state(processor, thread, ThreadState::inactive);
}

bool has_timeout_handler(const Thread& thread) {
    return thread.slot(ThreadSlot::timeout_handler).is<EndpointView>();
}

void deliver_timeout(Processor& processor, Thread& thread, const Fault& fault) {
    explain::fault(*processor.kernel, thread, fault);
    send_to(processor, thread, fault, ThreadSlot::timeout_handler, false);
}

} // namespace nacre::kernel::fault_delivery
