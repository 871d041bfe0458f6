// SPDX-License-Identifier: MIT
// System calls for development: print a character, name a thread, stop the machine. And SetTLSBase, which is
// none.
#include <api/debug_identity.hpp>
#include <api/system_call.hpp>
#include <core/capability/lookup.hpp>
#include <core/entry/debug_call.hpp>
#include <core/entry/leave.hpp>
#include <core/log.hpp>
#include <core/schedule/scheduler.hpp>

#include <algorithm>
#include <span>

namespace nacre::kernel::debug_call {

namespace {

using api::SystemCall;

Word identify(const Thread& thread, Word address) {
    const Slot* found = find_slot(thread.capability_space(), address);
    if (found == nullptr) {
        return 0;
    }
    const Kind kind = found->kind();
    return kind == Kind::zombie ? api::debug_identity_of_zombie
                                : api::debug_identity(interface_kind(found->capability));
}

/// The name is a terminated text in the message words of the IPC buffer.
void name_thread(const Thread& caller, Word address) {
    const Slot* found = find_slot(caller.capability_space(), address);
    const api::IpcBuffer* buffer = caller.ipc_buffer(false);
    if (found == nullptr || !found->is<ThreadView>() || buffer == nullptr) {
        return;
    }
    auto& name = found->as<ThreadView>().object().name;
    const auto* text = reinterpret_cast<const char*>(buffer->message); // NOLINT: bytes of the message words
    name.fill('\0');
    std::copy_n(text, std::find(text, text + name.size(), '\0') - text, name.begin());
}

void print_thread(const Thread& thread, std::string_view queue) {
    print("{:<24} {:>3} {:<16} {:#x} {}\n", thread.display_name(), static_cast<unsigned>(thread.priority),
          std::string_view{name_of(thread.state)}, thread.registers.program_counter(), queue);
}

/// Who may take the whole machine's time for ever may also stop it: nobody else can.
bool may_halt(const Thread& thread) { return thread.maximum_controlled_priority == priority_count - 1; }

/// What a foreign program leaves in the register means halt: only our own say that they want to start again.
void halt(Word argument) {
    if (argument == api::halt_to_reboot) {
        arch::Machine::reboot();
    }
    arch::Machine::halt();
}

/// The others' queues are theirs, unless they stand still.
void dump_all_cores(Processor& processor) {
    scheduler::account(processor);
    if (exclusive::enter(processor, exclusive::Patience::until_allowed) &&
        scheduler::has_budget_or_restart(processor)) {
        dump_scheduler(processor);
    }
    entry::leave(processor);
}

} // namespace

void dump_scheduler(const Processor& processor) {
    const Kernel& kernel = *processor.kernel;
    for (const Processor& each : std::span{kernel.processors}.first(kernel.processor_count)) {
        print("core {}\nthread                   pri state            instruction  queue\n", each.index);
        print_thread(*each.current, "current");
        each.ready.for_each([](const Thread& thread) { print_thread(thread, "ready"); });
        each.release.for_each([](const Thread& thread) { print_thread(thread, "release"); });
    }
}

bool perform(Processor& processor, std::intptr_t number) {
    Thread& caller = *processor.current;
    const Word argument = caller.registers.capability();
    const auto call = static_cast<SystemCall>(number);
    if (call == SystemCall::set_tls_base) {
        caller.registers.set_tls_base(argument);
    } else if (call == SystemCall::debug_put_char) {
        ConsoleSink::put_alone(static_cast<char>(argument));
    } else if (call == SystemCall::debug_dump_scheduler || call == SystemCall::debug_snapshot) {
        dump_all_cores(processor);
    } else if (call == SystemCall::debug_halt && may_halt(caller)) {
        halt(argument);
    } else if (call == SystemCall::debug_capability_identify) {
        caller.registers.set_badge(identify(caller, argument));
    } else if (call == SystemCall::debug_name_thread) {
        name_thread(caller, argument);
    } else {
        return false;
    }
    return true;
}

} // namespace nacre::kernel::debug_call
