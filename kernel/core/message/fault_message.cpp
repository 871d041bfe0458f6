// SPDX-License-Identifier: MIT
// Faults as messages, and what a reply to one changes in the thread that made it.
#include <api/fault.hpp>
#include <core/message/fault_message.hpp>
#include <core/message/transfer.hpp>
#include <core/object/scheduling_context.hpp>
#include <core/schedule/scheduler.hpp>

namespace nacre::kernel::fault_message {

namespace {

using arch::Registers;
using Layout = std::span<const Registers::Name>;

api::FaultType wire_type(FaultKind kind) {
    switch (kind) {
    case FaultKind::none: return api::FaultType::null_fault;
    case FaultKind::capability: return api::FaultType::capability_fault;
    case FaultKind::unknown_system_call: return api::FaultType::unknown_system_call;
    case FaultKind::user_exception: return api::FaultType::user_exception;
    case FaultKind::memory: return api::FaultType::vm_fault;
    case FaultKind::timeout: return api::FaultType::timeout;
    }
    return api::FaultType::null_fault;
}

/// Writes message words one after the other.
class Writer {
public:
    Writer(Thread& receiver, api::IpcBuffer* buffer) : receiver_{receiver}, buffer_{buffer} {}

    void add(Word value) { transfer::write_word(receiver_, buffer_, length_++, value); }
    void add_registers(const Registers& registers, Layout layout) {
        for (const Registers::Name name : layout) {
            add(registers.read(name));
        }
    }
    void add_lookup(const LookupFault& fault) {
        length_ = write_lookup_fault(receiver_, buffer_, length_, fault);
    }
    /// How many words the receiver finds: those beyond the registers only with a buffer.
    unsigned length() const {
        constexpr unsigned in_registers = api::architecture::message_register_count;
        return buffer_ == nullptr && length_ > in_registers ? in_registers : length_;
    }

private:
    Thread& receiver_;
    api::IpcBuffer* buffer_;
    unsigned length_ = 0;
};

/// The registers of a reply, in order; as many as it holds.
void take_registers(const Thread& handler, Thread& faulter, Layout layout) {
    constexpr unsigned in_registers = api::architecture::message_register_count;
    const unsigned length = static_cast<unsigned>(transfer::info_of(handler).length());
    const api::IpcBuffer* buffer = length > in_registers ? handler.ipc_buffer(false) : nullptr;
    for (unsigned index = 0; index < layout.size() && index < length; index++) {
        if (index < in_registers) {
            faulter.registers.write(layout[index], handler.registers.message(index));
        } else if (buffer != nullptr) {
            faulter.registers.write(layout[index], buffer->message[index]);
        }
    }
}

void write_timeout(Processor& processor, Thread& sender, Writer& writer) {
    writer.add(sender.fault.code);
    if (sender.scheduling_context == nullptr) {
        return; // taken away while the message waited
    }
    SchedulingContext& context = *sender.scheduling_context;
    // Whatever ran last has its time in the books only after it is committed.
    if (processor.current_context == &context) {
        scheduler::commit_time(processor);
    }
    std::uint64_t consumed = scheduling_context::take_consumed(context);
    for (unsigned bits = 0; bits < 64; bits += word_bits) {
        writer.add(static_cast<Word>(consumed >> bits));
    }
}

} // namespace

unsigned write_lookup_fault(Thread& receiver, api::IpcBuffer* buffer, unsigned first,
                            const LookupFault& fault) {
    unsigned index = first;
    const auto add = [&](Word value) { transfer::write_word(receiver, buffer, index++, value); };
    add(static_cast<Word>(fault.type));
    switch (fault.type) {
    case api::LookupFailure::no_failure:
    case api::LookupFailure::invalid_root: break;
    case api::LookupFailure::missing_capability: add(fault.bits_left); break;
    case api::LookupFailure::depth_mismatch:
        add(fault.bits_left);
        add(fault.bits_found);
        break;
    case api::LookupFailure::guard_mismatch:
        add(fault.bits_left);
        add(fault.guard_found);
        add(fault.bits_found);
        break;
    }
    return index;
}

void deliver(Processor& processor, Thread& sender, Thread& receiver, api::IpcBuffer* buffer) {
    const Fault& fault = sender.fault;
    const Registers& registers = sender.registers;
    Writer writer{receiver, buffer};
    switch (fault.kind) {
    case FaultKind::none: break;
    case FaultKind::capability:
        writer.add(registers.trapped_instruction());
        writer.add(fault.address);
        writer.add(fault.flag ? 1 : 0);
        writer.add_lookup(fault.lookup());
        break;
    case FaultKind::unknown_system_call:
        writer.add_registers(registers, Registers::unknown_system_call_layout);
        writer.add(fault.code);
        break;
    case FaultKind::user_exception:
        writer.add_registers(registers, Registers::user_exception_layout);
        writer.add(fault.number);
        writer.add(fault.code);
        break;
    case FaultKind::memory:
        writer.add(registers.trapped_instruction());
        writer.add(fault.address);
        writer.add(fault.flag ? 1 : 0);
        writer.add(fault.code);
        break;
    case FaultKind::timeout: write_timeout(processor, sender, writer); break;
    }
    const auto info = api::MessageInfo::make(static_cast<Word>(wire_type(fault.kind)), 0, 0, writer.length());
    receiver.registers.set_message_info(info.bits);
}

bool apply_reply(const Thread& handler, Thread& faulter) {
    const bool runs_on = transfer::info_of(handler).label() == api::fault_reply_resume;
    switch (faulter.fault.kind) {
    case FaultKind::none:
    case FaultKind::capability:
    case FaultKind::memory: return true;
    case FaultKind::unknown_system_call:
        take_registers(handler, faulter, Registers::unknown_system_call_layout);
        return runs_on;
    case FaultKind::user_exception:
        take_registers(handler, faulter, Registers::user_exception_layout);
        return runs_on;
    case FaultKind::timeout:
        take_registers(handler, faulter, Registers::timeout_reply_layout);
        return runs_on;
    }
    return false;
}

} // namespace nacre::kernel::fault_message
