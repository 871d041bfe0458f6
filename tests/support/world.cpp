// SPDX-License-Identifier: MIT
// A kernel booted on the fake machine: the doors, and whose turn it is.
#include <core/boot/start.hpp>
#include <core/entry/doors.hpp>
#include <gtest/gtest.h>
#include <support/boot_machine.hpp>
#include <support/world.hpp>

#include <cstring>

namespace nacre::test {

using namespace kernel;

namespace {

/// Always at the same address, so that two runs can be compared byte for byte.
Kernel& fresh_kernel() {
    static Kernel kernel{};
    kernel.~Kernel();
    std::memset(static_cast<void*>(&kernel), 0, sizeof(kernel));
    return kernel;
}

} // namespace

World::World(unsigned core_count) : kernel_{fresh_kernel()} {
    arch::fake_machine().reset();
    boot(core_count);
    hang_bell();
}

World::~World() { arch::fake_machine().on_sleep = nullptr; }

void World::boot(unsigned core_count) {
    boot::MachineDescription machine = describe_machine(smallest_archive());
    machine.processors = core_count;
    const auto started = boot::start(kernel_, machine);
    if (!started) {
        fail(started.reason());
    }
    for (unsigned index = 1; index < core_count; index++) {
        exclusive::rest(kernel_.processors[index]);
    }
    entry::first_run(processor());
    root_ = {.thread_cap = thread_cap,
             .context_cap = api::initial_capability::scheduling_context,
             .buffer_cap = api::initial_capability::ipc_buffer,
             .thread = processor().current};
    root_.context = root_.thread->scheduling_context;
    slots_ = root_.thread->slot(ThreadSlot::capability_space).as<CNodeView>().slots();
    boot_info_ = static_cast<const api::BootInfo*>(
        arch::Machine::pointer(slots_[api::initial_capability::boot_info_frame].as<FrameView>().physical()));
    next_slot_ = boot_info_->empty.start;
    unsigned largest = 0;
    for (Word index = 0; index < boot_info_->untyped.size(); index++) {
        const auto& memory = boot_info_->untyped_list[index];
        if (memory.is_device == 0 && memory.size_bits > largest) {
            largest = memory.size_bits;
            untyped_ = boot_info_->untyped.start + index;
        }
    }
    check();
}

/// An interrupt wakes the root task whenever it is needed.
void World::hang_bell() {
    root_.reply_cap = make_reply();
    bell_ = make_notification();
    bell_handler_ = free_slot();
    must(interrupts_cap, api::interrupt_control::Get{bell_line, {cnode_cap}, bell_handler_, whole});
    must(bell_handler_, api::interrupt_handler::SetNotification{{bell_}});
    arch::fake_machine().on_sleep = [this] { on_idle(); };
}

void World::on_idle() {
    auto& machine = arch::fake_machine();
    if (time_passes_when_idle && !processor().release.empty() && machine.deadline) {
        machine.now = std::max(machine.now, *machine.deadline);
        return;
    }
    idle_count_++;
    machine.raise(bell_line);
}

void World::fail(const std::string& why) { throw WorldError{why + "\n" + console()}; }

void World::check() {
    if (!checks) {
        return;
    }
    const Violations violations = check_invariants(kernel_, root_slots(), &history);
    if (!violations.empty()) {
        std::string all = "the kernel's state is broken:";
        for (const std::string& violation : violations) {
            all += "\n  " + violation;
        }
        fail(all);
    }
}

void World::after_door() {
    check();
    answer_bell();
    continue_stopped_calls();
    answer_bell();
}

void World::answer_bell() {
    if (root_sleeps_ && processor().current == root_.thread) {
        root_sleeps_ = false;
        if (invoke_as(root_, bell_handler_, api::interrupt_handler::Acknowledge{}).error() !=
            Error::no_error) {
            fail("the bell's interrupt could not be acknowledged");
        }
    }
}

/// What the processor does by itself: pending interrupts come first, and whoever the kernel left at its
/// system-call instruction executes it (again).
void World::continue_stopped_calls() {
    for (unsigned times = 0;; times++) {
        arch::Registers& registers = current().registers;
        if (times > 100 && may_loop) {
            registers.set_program_counter(program_start);
        } else if (times > 10'000) {
            fail("a system call is restarted, or an interrupt comes, for ever");
        }
        if (arch::fake_machine().something_pending()) {
            registers.trap(registers.program_counter(), false);
            entry::interrupt(processor());
        } else if (registers.program_counter() == call_site) {
            restarts++;
            registers.trap(call_site, true);
            expect_changes(current());
            entry::system_call(processor(), static_cast<std::intptr_t>(registers.system_call()));
        } else {
            return;
        }
        check();
    }
}

void World::take_turn(Actor& actor) {
    if (actor.thread != root_.thread && !root_sleeps_) {
        sleep_root();
    }
    if (!runs(actor)) {
        fail("it is not this thread's turn but that of '" + std::string{current().display_name()} +
             "' (priority " + std::to_string(current().priority) + "); it is " +
             name_of(actor.thread->state));
    }
}

void World::sleep_root() {
    root_.thread->registers.set_badge(bell_);
    root_.thread->registers.write(arch::Registers::Name::x7, static_cast<Word>(SystemCall::wait));
    root_.thread->registers.trap(call_site, true);
    root_sleeps_ = true;
    entry::system_call(processor(), static_cast<std::intptr_t>(SystemCall::wait));
    after_door();
}

void World::let_others_run() {
    if (!root_sleeps_) {
        sleep_root();
    }
}

void World::wake_root() {
    if (root_sleeps_) {
        interrupt(bell_line);
    }
    if (!runs(root_)) {
        fail("the root task does not run when its bell rings");
    }
}

void World::interrupt(InterruptNumber number) {
    arch::fake_machine().raise(number);
    after_door();
}

void World::pass_microseconds(std::uint64_t microseconds) {
    arch::fake_machine().pass_microseconds(microseconds);
    if (arch::fake_machine().something_pending()) {
        after_door();
    }
}

void World::put_message(Actor& actor, const Message& message) {
    Thread& thread = *actor.thread;
    const auto info =
        api::MessageInfo::make(message.label, 0, message.capabilities.size(), message.words.size());
    thread.registers.set_message_info(info.bits);
    api::IpcBuffer* buffer = thread.ipc_buffer(true);
    for (unsigned index = 0; index < message.words.size(); index++) {
        transfer_word(thread, buffer, index, message.words[index]);
    }
    for (std::size_t index = 0; index < message.capabilities.size(); index++) {
        if (buffer == nullptr) {
            fail("a thread without a buffer sends capabilities");
        }
        buffer->capabilities_or_badges[index] = message.capabilities[index];
    }
}

void World::transfer_word(Thread& thread, api::IpcBuffer* buffer, unsigned index, Word word) {
    if (index < api::architecture::message_register_count) {
        thread.registers.set_message(index, word);
    } else if (buffer != nullptr) {
        buffer->message[index] = word;
    } else {
        fail("a thread without a buffer sends a long message");
    }
}

void World::perform(Actor& actor, SystemCall call, const Arguments& arguments) {
    take_turn(actor);
    arch::Registers& registers = actor.thread->registers;
    registers.set_badge(arguments.capability);
    registers.write(arch::Registers::Name::x6, arguments.reply);
    registers.write(arch::Registers::Name::x8, arguments.destination);
    registers.write(arch::Registers::Name::x7, static_cast<Word>(call));
    registers.trap(call_site, true);
    expect_changes(*actor.thread);
    entry::system_call(processor(), static_cast<std::intptr_t>(call));
    after_door();
}

/// Is the caller about to configure a budget, to make a scheduling context where another one was, or to
/// bind a notification?
void World::expect_changes(const Thread& caller) {
    const Word label = api::MessageInfo{caller.registers.message_info()}.label();
    if (label == api::label_of<api::scheduling_control::ConfigureFlags> ||
        label == api::label_of<api::untyped::Retype>) {
        history.budgets.clear();
    }
    if (label == api::label_of<api::thread::BindNotification>) {
        history.deaf.reset();
    }
}

Received World::received(Actor& actor) {
    const arch::Registers& registers = actor.thread->registers;
    const api::MessageInfo info{registers.message_info()};
    Received result{
        registers.capability(), info.label(), info.capabilities_unwrapped(), info.extra_capabilities(), {}};
    const api::IpcBuffer* buffer = actor.thread->ipc_buffer(false);
    for (unsigned index = 0; index < info.length(); index++) {
        if (index < api::architecture::message_register_count) {
            result.words.push_back(registers.message(index));
        } else if (buffer != nullptr) {
            result.words.push_back(buffer->message[index]);
        }
    }
    return result;
}

void World::fault(Actor& actor, const Fault& fault) {
    take_turn(actor);
    actor.thread->registers.trap(actor.thread->registers.program_counter(), false);
    entry::fault(processor(), fault);
    after_door();
}

void World::use_fpu(Actor& actor, std::uint64_t value) {
    take_turn(actor);
    if (!arch::fake_machine().fpu_enabled) {
        entry::fpu_access(processor(), Fault::user_exception(7, 0));
        after_door();
    }
    if (runs(actor)) {
        arch::fake_machine().fpu.value = value;
    }
}

} // namespace nacre::test
