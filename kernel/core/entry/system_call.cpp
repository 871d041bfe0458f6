// SPDX-License-Identifier: MIT
// The door of system calls: number, capability look-up, and the sending half of each call.
#include <api/system_call.hpp>
#include <core/capability/lookup.hpp>
#include <core/entry/debug_call.hpp>
#include <core/entry/doors.hpp>
#include <core/entry/explain.hpp>
#include <core/entry/fast_path.hpp>
#include <core/entry/fast_wake.hpp>
#include <core/entry/fault_delivery.hpp>
#include <core/entry/invocation.hpp>
#include <core/entry/leave.hpp>
#include <core/entry/reach.hpp>
#include <core/entry/receive.hpp>
#include <core/message/fault_message.hpp>
#include <core/object/reply.hpp>
#include <core/schedule/scheduler.hpp>

#include <utility>

namespace nacre::kernel {

namespace {

using api::SystemCall;
using entry::Receiving;
using explain::CapabilityUse;

/// How the sending half of a system call sends.
struct Sending {
    Word destination;
    bool is_call = false;
    bool blocking = false;
    bool can_donate = false;
    Receiving* next = nullptr; ///< the half that follows
};

/// Whether the second half of the call follows.
enum class SendResult : unsigned char { sent, stopped };

void answer_refusal(Thread& caller, api::Error error, const RefusalDetails& details) {
    api::IpcBuffer* buffer = caller.ipc_buffer(true);
    unsigned length = 0;
    const auto add = [&](Word word) { transfer::write_word(caller, buffer, length++, word); };
    switch (error) {
    case api::Error::invalid_argument:
    case api::Error::invalid_capability:
    case api::Error::not_enough_memory: add(details.first); break;
    case api::Error::range_error:
        add(details.first);
        add(details.second);
        break;
    case api::Error::failed_lookup:
        add(details.first);
        length = fault_message::write_lookup_fault(caller, buffer, length, details.lookup);
        break;
    case api::Error::no_error:
    case api::Error::illegal_operation:
    case api::Error::alignment_error:
    case api::Error::truncated_message:
    case api::Error::delete_first:
    case api::Error::revoke_first: break;
    }
    const unsigned in_registers = api::architecture::message_register_count;
    if (buffer == nullptr && length > in_registers) {
        length = in_registers;
    }
    caller.registers.set_badge(0);
    caller.registers.set_message_info(api::MessageInfo::make(static_cast<Word>(error), 0, 0, length).bits);
}

/// The call is through: a thread that nothing else happened to goes on behind it.
void finish(Processor& processor, Thread& caller, bool is_call) {
    if (caller.state != ThreadState::restart) {
        return;
    }
    if (is_call) {
        caller.registers.set_badge(0);
        caller.registers.set_message_info(api::MessageInfo::make(0, 0, 0, 0).bits);
    }
    thread::set_state(processor, caller, ThreadState::running);
}

/// An address in a sending half leads nowhere. A non-blocking send to nowhere is dropped silently.
[[gnu::cold, gnu::noinline]] SendResult fault_in_send(Processor& processor, const Sending& sending,
                                                      Word address) {
    const Thread& caller = *processor.current;
    const Fault fault =
        Fault::capability_fault(address, false, lookup_fault(caller.capability_space(), address));
    const bool is_destination = address == sending.destination;
    explain::capability_fault(processor, fault,
                              is_destination ? CapabilityUse::destination : CapabilityUse::attached,
                              !sending.blocking);
    if (sending.blocking) {
        fault_delivery::deliver(processor, *processor.current, fault);
    }
    return SendResult::sent;
}

[[gnu::cold, gnu::noinline]] void tell_refusal(Invocation& invocation, Word address, Refusal refusal) {
    const RefusalDetails details = details_of(invocation.processor, refusal);
    explain::refusal(invocation, address, *refusal.which, details);
    if (invocation.is_call) {
        answer_refusal(invocation.caller, refusal.error(), details);
    }
}

/// Who receives what is sent to the slot's object, if they wait for it already.
const Thread* receiver_at(const Slot& slot) {
    if (slot.is<ReplyView>()) {
        return slot.as<ReplyView>().object().thread;
    }
    if (slot.is<EndpointView>() && slot.as<EndpointView>().object().state() == EndpointState::receiving) {
        return slot.as<EndpointView>().object().first();
    }
    return nullptr;
}

/// The thread makes its call anew once the interrupts are served that wait.
SendResult stop(Processor& processor, Thread& caller) {
    thread::set_state(processor, caller, ThreadState::restart);
    return SendResult::stopped;
}

/// Does an interrupt wait that a call gives way to before it has changed anything? A core that waits for the
/// exclusive section is no reason: two that give way to one another here would never come any further. Who
/// has stopped the others goes on.
bool gives_way(const Processor& processor) {
    return arch::Machine::interrupt_pending() && !processor.parking.holds;
}

/// Can the use of the capability, in the first half of a call, put others into slots that are in use?
bool changes_slots(const Slot& slot) {
    const Kind kind = slot.kind();
    return kind == Kind::untyped || kind == Kind::interrupt_control || kind == Kind::asid_control ||
           kind == Kind::io_port_control;
}

/// What can be looked up before anything is changed: with capabilities in the message there were four
/// look-ups and are two more, and the receiving half names two. Each goes through up to 64 CNodes. False: an
/// interrupt waits, and nothing has happened yet.
bool find_the_rest(Invocation& invocation, Receiving* next) {
    if (invocation.extra.count != 0) {
        if (const Thread* receiver = receiver_at(invocation.slot)) {
            transfer::find_destination(*receiver, invocation.extra);
        }
        if (arch::Machine::interrupt_pending()) {
            return false;
        }
    }
    if (next == nullptr || changes_slots(invocation.slot)) {
        return true;
    }
    entry::find_places(invocation.caller, *next);
    return !gives_way(invocation.processor);
}

/// How far a call came that was stopped between its halves, on the slot that it sent to.
constexpr Word first_half_is_through = ~Word{0};

Word address_of(const Slot& slot) { return reinterpret_cast<Word>(&slot); }

/// Between the halves of a call an interrupt stops its thread. It will not send again.
SendResult look_between(Invocation& invocation) {
    if (!arch::Machine::interrupt_pending()) {
        return SendResult::sent;
    }
    invocation.stop_at(first_half_is_through, address_of(invocation.slot));
    return stop(invocation.processor, invocation.caller);
}

/// What the receiving half names is looked up now, if the first half could have changed it.
SendResult find_places_between(Invocation& invocation, Receiving* next) {
    if (next == nullptr || next->has_places) {
        return SendResult::sent;
    }
    if (look_between(invocation) == SendResult::stopped) {
        return SendResult::stopped;
    }
    entry::find_places(invocation.caller, *next);
    return look_between(invocation);
}

SendResult send(Processor& processor, const Sending& sending) {
    Thread& caller = *processor.current;
    Slot* slot = find_slot(caller.capability_space(), sending.destination);
    if (slot == nullptr) [[unlikely]] {
        return fault_in_send(processor, sending, sending.destination);
    }
    Invocation invocation{.processor = processor,
                          .caller = caller,
                          .slot = *slot,
                          .info = transfer::info_of(caller),
                          .buffer = caller.ipc_buffer(false),
                          .extra = {},
                          .is_call = sending.is_call,
                          .is_first_phase = sending.next != nullptr,
                          .progress = std::exchange(caller.unfinished.progress, 0)};
    if (sending.next != nullptr && invocation.progress_on(address_of(*slot)) == first_half_is_through) {
        return find_places_between(invocation, sending.next);
    }
    transfer::ExtraCapabilities& extra = invocation.extra;
    if (!transfer::find_extra_capabilities(caller, invocation.info, invocation.buffer, extra)) [[unlikely]] {
        return fault_in_send(processor, sending, invocation.buffer->capabilities_or_badges[extra.count]);
    }
    if (!find_the_rest(invocation, sending.next)) [[unlikely]] {
        caller.unfinished.progress = invocation.progress;
        return stop(processor, caller);
    }
    const Outcome outcome = invoke(invocation, sending.blocking, sending.can_donate);
    if (!outcome) [[unlikely]] {
        tell_refusal(invocation, sending.destination, outcome.reason());
    } else if (*outcome == Progress::preempted) {
        return SendResult::stopped;
    } else {
        finish(processor, caller, sending.is_call);
    }
    return find_places_between(invocation, sending.next);
}

/// Nothing has been changed yet.
void receive_only(Processor& processor, Receiving receiving) {
    entry::find_places(*processor.current, receiving);
    if (gives_way(processor)) {
        stop(processor, *processor.current);
        return;
    }
    entry::receive(processor, receiving);
}

void send_then_receive(Processor& processor, Word destination, Receiving receiving) {
    const Sending sending{.destination = destination, .can_donate = true, .next = &receiving};
    if (send(processor, sending) == SendResult::stopped) {
        return;
    }
    if (receiving.has_places) {
        entry::receive(processor, receiving);
    } else {
        receive_only(processor, receiving); // what was to be sent, or where to, leads nowhere
    }
}

void perform(Processor& processor, SystemCall call) {
    const arch::Registers& registers = processor.current->registers;
    if (call == SystemCall::call) {
        send(processor,
             {.destination = registers.capability(), .is_call = true, .blocking = true, .can_donate = true});
    } else if (call == SystemCall::reply_receive) {
        send_then_receive(processor, registers.reply_capability(), {});
    } else if (call == SystemCall::non_blocking_send_receive) {
        send_then_receive(processor, registers.destination(), {});
    } else if (call == SystemCall::non_blocking_send_wait) {
        send_then_receive(processor, registers.reply_capability(), {.with_reply = false});
    } else if (call == SystemCall::send) {
        send(processor, {.destination = registers.capability(), .blocking = true});
    } else if (call == SystemCall::non_blocking_send) {
        send(processor, {.destination = registers.capability()});
    } else if (call == SystemCall::receive) {
        receive_only(processor, {});
    } else if (call == SystemCall::non_blocking_receive) {
        receive_only(processor, {.blocking = false});
    } else if (call == SystemCall::wait) {
        receive_only(processor, {.with_reply = false});
    } else if (call == SystemCall::non_blocking_wait) {
        receive_only(processor, {.blocking = false, .with_reply = false});
    } else {
        NACRE_ASSERT(call ==
                     SystemCall::yield); // debug_call and the fault of an unknown number took the rest
        scheduler::yield(processor);
    }
}

bool is_call_of_the_interface(std::intptr_t number) {
    return number <= static_cast<std::intptr_t>(SystemCall::call) &&
           number >= static_cast<std::intptr_t>(SystemCall::yield);
}

[[gnu::cold, gnu::noinline]] void fault_by_number(Processor& processor, Word number) {
    const Fault fault = Fault::unknown_system_call(number);
    explain::fault(*processor.kernel, *processor.current, fault);
    fault_delivery::deliver(processor, *processor.current, fault);
}

} // namespace

namespace entry {

void general_system_call(Processor& processor, std::intptr_t number) {
    if (!is_call_of_the_interface(number) && debug_call::perform(processor, number)) {
        return;
    }
    scheduler::account(processor);
    const bool goes_on =
        Reach::secure(processor, exclusive::Patience::until_interrupt, [number](Reach& reach) {
            const bool call = reach.system_call(static_cast<SystemCall>(number));
            return reach.budget() && call;
        });
    if (goes_on && scheduler::has_budget_or_restart(processor)) {
        if (is_call_of_the_interface(number)) {
            perform(processor, static_cast<SystemCall>(number));
        } else {
            fault_by_number(processor, static_cast<Word>(number));
        }
    }
    leave(processor);
}

NACRE_DOOR Thread& system_call(Processor& processor, std::intptr_t number) {
    if (number == static_cast<std::intptr_t>(SystemCall::call)) {
        return fast_path::call(processor);
    }
    if (number == static_cast<std::intptr_t>(SystemCall::reply_receive)) {
        return fast_path::reply_receive(processor);
    }
    if (number == static_cast<std::intptr_t>(SystemCall::send) ||
        number == static_cast<std::intptr_t>(SystemCall::non_blocking_send)) {
        return fast_path::send(processor, number);
    }
    general_system_call(processor, number);
    return *processor.current;
}

} // namespace entry
} // namespace nacre::kernel
