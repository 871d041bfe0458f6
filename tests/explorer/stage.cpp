// SPDX-License-Identifier: MIT
// A kernel on several fake cores: setting up, and what threads do.
#include <explorer/stage.hpp>

#include <core/entry/doors.hpp>

#include <cstring>

namespace nacre::test {

using namespace kernel;

Stage::Stage(unsigned core_count) : world_{core_count}, core_count_{core_count} { world_.checks = false; }

Stage::~Stage() {
    arch::FakeMachine& machine = arch::fake_machine();
    machine.on_interleave = machine.on_relax = machine.on_pause = machine.on_work = nullptr;
}

Actor& Stage::make_thread(unsigned core, Priority priority, ThreadOptions options) {
    options.priority = priority;
    Actor& actor = *actors_.emplace_back(std::make_unique<Actor>(world_.make_thread(options)));
    world_.must(control_of(core), api::scheduling_control::ConfigureFlags{
                                      {actor.context_cap}, options.budget, options.period, 0, 0, 0});
    return actor;
}

Actor& Stage::make_passive_server(Cap endpoint, Priority priority) {
    Actor& actor = *actors_.emplace_back(std::make_unique<Actor>(world_.make_thread({.priority = priority})));
    world_.put_message(actor, {});
    world_.perform(actor, SystemCall::receive, {endpoint, actor.reply_cap});
    world_.must(actor.context_cap, api::scheduling_context::Unbind{});
    return actor;
}

void Stage::script(const Actor& actor, std::vector<Step> steps) {
    Script& script = scripts_[actor.thread];
    script.steps = std::move(steps);
    script.actor = actors_.emplace_back(std::make_unique<Actor>(actor)).get();
}

void Stage::must_finish(const Actor& actor) {
    const Thread* thread = actor.thread;
    finally(
        [this, thread] {
            const Script& script = scripts_[thread];
            return script.next == script.steps.size() && thread->state == ThreadState::running;
        },
        "a thread has not come to the end of its script");
}

void Stage::ready() {
    world_.wake_root();
    script(world_.root(), {invoke(World::thread_cap, api::thread::Suspend{})});
    remember();
    Violations ignored;
    watch_.follow(Census{world_.kernel(), world_.root_slots(), ignored});
}

/// RAM beyond what is written by now is free memory, of whose contents nothing is expected.
void Stage::remember() {
    constexpr std::size_t page_size = 4096;
    const arch::FakeMachine& machine = arch::fake_machine();
    const std::vector<std::byte> untouched(page_size, arch::FakeMachine::power_on_pattern);
    for (std::size_t offset = 0; offset < arch::FakeMachine::ram_size; offset += page_size) {
        const std::byte* page = machine.memory + offset;
        if (std::memcmp(page, untouched.data(), page_size) != 0) {
            pages_.push_back({offset, {page, page + page_size}});
        }
    }
    const auto* kernel = reinterpret_cast<const std::byte*>(&world_.kernel());
    kernel_bytes_.assign(kernel, kernel + sizeof(Kernel));
    machine_ = machine;
}

void Stage::restore() {
    arch::FakeMachine& machine = arch::fake_machine();
    for (const Page& page : pages_) {
        std::memcpy(machine.memory + page.offset, page.bytes.data(), page.bytes.size());
    }
    std::memcpy(static_cast<void*>(&world_.kernel()), kernel_bytes_.data(), kernel_bytes_.size());
    machine = machine_;
    for (auto& [thread, script] : scripts_) {
        script.next = 0;
        script.fpu = 0;
    }
}

void Stage::system_call(Actor& actor, SystemCall call, const Arguments& arguments, const Message& message) {
    tell(call, arguments, message);
    world_.put_message(actor, message);
    arch::Registers& registers = actor.thread->registers;
    registers.set_badge(arguments.capability);
    registers.write(arch::Registers::Name::x6, arguments.reply);
    registers.write(arch::Registers::Name::x8, arguments.destination);
    registers.write(arch::Registers::Name::x7, static_cast<Word>(call));
    registers.trap(World::call_site, true);
    entry::system_call(executing(), static_cast<std::intptr_t>(call));
}

void Stage::fault(Actor& actor) {
    actor.thread->registers.trap(World::program_start, false);
    entry::fault(executing(), Fault::user_exception(1, 2));
}

void Stage::use_fpu(Actor& actor, std::uint64_t value) {
    const arch::FakeMachine& machine = arch::fake_machine();
    if (!machine.fpu_enabled) {
        actor.thread->registers.trap(World::program_start, false);
        entry::fpu_access(executing(), Fault::user_exception(7, 0));
    }
    Script& script = scripts_[actor.thread];
    expect(machine.fpu.value == script.fpu, "a thread finds another's values in the FPU, or old ones");
    script.fpu = arch::fake_machine().fpu.value = value;
}

void Stage::expect(bool holds, const std::string& what) {
    if (!holds) {
        fail(what);
    }
}

Stage::Step perform(SystemCall call, Arguments arguments, Message message) {
    return [=](Stage& stage, Actor& actor) { stage.system_call(actor, call, arguments, message); };
}

Stage::Step fault() {
    return [](Stage& stage, Actor& actor) { stage.fault(actor); };
}

Stage::Step use_fpu(std::uint64_t value) {
    return [=](Stage& stage, Actor& actor) { stage.use_fpu(actor, value); };
}

Stage::Step pass_microseconds(std::uint64_t microseconds) {
    return [=](Stage&, Actor&) { arch::fake_machine().pass_microseconds(microseconds); };
}

Stage::Step raise(InterruptNumber number) {
    return [=](Stage&, Actor&) { arch::fake_machine().raise(number); };
}

Stage::Step received_badge(Word badge) {
    return [=](Stage& stage, Actor& actor) {
        stage.expect(stage.world().received(actor).badge == badge, "a message carries another badge");
    };
}

Stage::Step received_label(Word label) {
    return [=](Stage& stage, Actor& actor) {
        stage.expect(stage.world().received(actor).label == label, "a message carries another label");
    };
}

} // namespace nacre::test
