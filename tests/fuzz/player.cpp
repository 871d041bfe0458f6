// SPDX-License-Identifier: MIT
// Lets steps happen in an arena; whoever is current does them.
#include <fuzz/player.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

namespace {

/// Does the step invoke a method of a kernel object that lies in the thread's CNode itself?
bool invokes_object(const Thread& thread, const Step& step) {
    const Slot& root = thread.slots[static_cast<std::size_t>(ThreadSlot::capability_space)];
    const Word label = api::MessageInfo{static_cast<Word>(step.info)}.label();
    if (static_cast<std::int64_t>(step.number) != static_cast<std::int64_t>(SystemCall::call) ||
        !root.is<CNodeView>()) {
        return false;
    }
    const unsigned resolved = root.as<CNodeView>().guard_size() + root.as<CNodeView>().radix();
    const Word index = resolved <= word_bits
                           ? (static_cast<Word>(step.capability) >> (word_bits - resolved)) &
                                 low_mask(root.as<CNodeView>().radix())
                           : 0;
    bool fits = false;
    api::visit_method(label, [&]<api::Method M>() {
        fits = interface_kind(root.as<CNodeView>().slots()[index].kind()) == M::object;
    });
    return fits;
}

} // namespace

void Player::play(const Step& step) {
    answer_.reset();
    World& world = arena_.world();
    if (world.runs(world.root()) != (step.kind == StepKind::revive)) {
        return;
    }
    auto& machine = arch::fake_machine();
    machine.looks_until_interrupt = static_cast<unsigned>(step.looks);
    machine.raised_later = Arena::first_line;
    machine.pass_microseconds(step.late);
    Actor actor{.thread = &world.current()};
    switch (step.kind) {
    case StepKind::call: make_call(step); break;
    case StepKind::fault: fault(step); break;
    case StepKind::fpu: world.use_fpu(actor, step.first); break;
    case StepKind::time: world.pass_microseconds(step.first); break;
    case StepKind::line: world.interrupt(static_cast<InterruptNumber>(step.number)); break;
    case StepKind::revive:
        arena_.revive(step.first);
        world.let_others_run();
        break;
    }
    if (after_step) {
        after_step(world, step);
        world.check();
    }
    world.console().clear();
    machine.flushed_pages.clear();
    machine.flushed_spaces.clear();
    machine.cache_work.clear();
    machine.software_interrupts.clear();
}

void Player::make_call(const Step& step) {
    World& world = arena_.world();
    Actor actor{.thread = &world.current()};
    Thread& thread = *actor.thread;
    thread.registers.set_message_info(static_cast<Word>(step.info));
    api::IpcBuffer* buffer = thread.ipc_buffer(true);
    const std::size_t length = std::min(step.words.size(), api::message_maximum_length);
    for (unsigned index = 0; index < length; index++) {
        if (index < api::architecture::message_register_count) {
            thread.registers.set_message(index, step.words[index]);
        } else if (buffer != nullptr) {
            buffer->message[index] = step.words[index];
        }
    }
    if (buffer != nullptr) {
        const std::size_t count = std::min(step.capabilities.size(), api::maximum_extra_capabilities);
        std::copy_n(step.capabilities.begin(), count, buffer->capabilities_or_badges);
        buffer->receive_cnode = static_cast<Word>(step.receive_cnode);
        buffer->receive_index = static_cast<Word>(step.receive_index);
        buffer->receive_depth = static_cast<Word>(step.receive_depth);
    }
    const bool is_invocation = invokes_object(thread, step);
    world.perform(actor, static_cast<SystemCall>(static_cast<std::int64_t>(step.number)),
                  {static_cast<Word>(step.capability), static_cast<Word>(step.reply),
                   static_cast<Word>(step.destination)});
    const Word label = api::MessageInfo{thread.registers.message_info()}.label();
    if (is_invocation && world.runs(actor) && label <= static_cast<Word>(Error::not_enough_memory)) {
        answer_ = {api::MessageInfo{static_cast<Word>(step.info)}.label(), static_cast<Error>(label)};
    }
}

void Player::fault(const Step& step) {
    World& world = arena_.world();
    Actor actor{.thread = &world.current()};
    const auto first = static_cast<Word>(step.first);
    const auto second = static_cast<Word>(step.second);
    switch (step.number % 4) {
    case 0: world.fault(actor, Fault::memory(first, second, false)); break;
    case 1: world.fault(actor, Fault::memory(first, second, true)); break;
    case 2: world.fault(actor, Fault::user_exception(first, second)); break;
    default: world.fault(actor, Fault::unknown_system_call(first)); break;
    }
}

} // namespace nacre::test
