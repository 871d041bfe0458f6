// SPDX-License-Identifier: MIT
// A kernel on several fake cores: how they take turns, and what must be true whenever one stands still.
#include <core/entry/doors.hpp>
#include <explorer/stage.hpp>

namespace nacre::test {

using namespace kernel;

std::optional<std::string> Stage::run(Schedule& schedule) {
    restore();
    arch::FakeMachine& machine = arch::fake_machine();
    schedule_ = &schedule;
    failure_.clear();
    points_ = 0;
    curtain_is_up_ = false;
    changed_ = false;
    watch_.begin();
    for (unsigned core = 0; core < core_count_; core++) {
        doing_[core] = Doing::in_kernel;
        fibers_[core].begin([this, core] { live(core); });
        Parking& parking = world_.kernel().processors[core].parking;
        if (core != 0) {
            exclusive::rise(world_.kernel().processors[core]);
        }
        parking.was_changed = false;
    }
    hook(machine);
    for (next_core_ = 0; next_core_ != nobody;) {
        if (next_core_ != machine.core) {
            machine.switch_to(next_core_);
        }
        doing_[next_core_] = Doing::in_kernel;
        fibers_[next_core_].resume();
    }
    if (failure_.empty()) {
        return std::nullopt;
    }
    return failure_;
}

void Stage::hook(arch::FakeMachine& machine) {
    machine.on_interleave = [this] {
        if (!observes_) {
            point(Doing::in_kernel);
        }
    };
    machine.on_relax = [this] {
        arch::FakeMachine& own = arch::fake_machine();
        if (!own.has_event) {
            point(Doing::waits);
        }
        own.has_event = false;
    };
    machine.on_pause = [] { arch::fake_machine().pass_microseconds(100); };
    machine.on_sleep = [this] { point(Doing::sleeps); };
    machine.on_work = [this] {
        check_work();
        let_time_pass();
    };
}

/// A core's life: from its first look for a thread on.
void Stage::live(unsigned core) {
    Processor& processor = world_.kernel().processors[core];
    if (core != 0) {
        entry::first_run(processor);
    }
    while (true) {
        point(Doing::in_user_mode);
        tell(core);
        check_work();
        changed_ = true;
        if (arch::fake_machine().something_pending()) {
            arch::Registers& registers = processor.current->registers;
            registers.trap(registers.program_counter(), false);
            entry::interrupt(processor);
        } else if (has_step(core)) {
            step(core);
        }
    }
}

void Stage::step(unsigned core) {
    Script& script = *script_on(core);
    arch::Registers& registers = script.actor->thread->registers;
    if (registers.program_counter() == World::call_site) {
        registers.trap(World::call_site, true);
        entry::system_call(executing(), static_cast<std::intptr_t>(registers.system_call()));
    } else {
        script.steps[script.next++](*this, *script.actor);
    }
}

Stage::Script* Stage::script_on(unsigned core) {
    const auto found = scripts_.find(world_.kernel().processors[core].current);
    return found == scripts_.end() ? nullptr : &found->second;
}

bool Stage::has_step(unsigned core) {
    const Script* script = script_on(core);
    if (script == nullptr || (!curtain_is_up_ && script->actor->thread != world_.root().thread)) {
        return false;
    }
    return script->next < script->steps.size() ||
           script->actor->thread->registers.program_counter() == World::call_site;
}

bool Stage::can_go_on(unsigned core) {
    const arch::FakeMachine& machine = arch::fake_machine();
    switch (doing_[core]) {
    case Doing::in_kernel: return true;
    case Doing::in_user_mode: return machine.something_pending(core) || has_step(core);
    case Doing::sleeps: return machine.something_pending(core);
    case Doing::waits: return machine.of_core(core).has_event;
    }
    return false;
}

/// Nobody is inside the kernel or on the way there.
bool Stage::is_quiet() {
    for (unsigned core = 0; core < core_count_; core++) {
        const bool outside = doing_[core] == Doing::in_user_mode || doing_[core] == Doing::sleeps;
        if (!outside || arch::fake_machine().of_core(core).is_called) {
            return false;
        }
    }
    return true;
}

/// The core says what it does, and another one may go on.
void Stage::point(Doing doing) {
    const unsigned self = arch::fake_machine().core;
    doing_[self] = doing;
    if (++points_ > most_points) {
        fail("the cores go on for ever");
    }
    check_changes();
    if (changed_ && is_quiet()) {
        check();
    }
    std::array<unsigned, arch::fake_core_count> options{};
    unsigned count = 0;
    const bool can_stay = can_go_on(self);
    for (unsigned distance = 0; distance < core_count_; distance++) {
        const unsigned core = (self + distance) % core_count_;
        if (can_go_on(core)) {
            options[count++] = core;
        }
    }
    if (count == 0) {
        check_end();
        count = 1;
        options[0] = self;
    }
    next_core_ = options[curtain_is_up_ ? schedule_->choose(count, can_stay) : 0];
    if (next_core_ != self) {
        fibers_[self].pause();
    }
    doing_[self] = Doing::in_kernel;
}

/// Nobody can go on.
void Stage::check_end() {
    for (unsigned core = 0; core < core_count_; core++) {
        if (doing_[core] == Doing::waits) {
            fail("deadlock: core " + std::to_string(core) + " waits, and nobody will end that");
        }
    }
    check();
    if (!curtain_is_up_) {
        curtain_is_up_ = true;
        point(doing_[arch::fake_machine().core]);
        return;
    }
    for (const End& end : ends_) {
        expect(end.holds(), end.what);
    }
    stop();
}

void Stage::check() {
    changed_ = false;
    observes_ = true;
    Violations violations = check_invariants(world_.kernel(), world_.root_slots());
    for (unsigned core = 0; core < core_count_; core++) {
        // All calls have been answered.
        const Inbox& inbox = world_.kernel().processors[core].inbox;
        if (inbox.newest.load() != nullptr || inbox.oldest != nullptr) {
            violations.push_back("a thread is on its way to core " + std::to_string(core) + " for ever");
        }
    }
    observes_ = false;
    if (!violations.empty()) {
        std::string all = "the kernel's state is broken:";
        for (const std::string& violation : violations) {
            all += "\n  " + violation;
        }
        fail(all);
    }
}

void Stage::check_changes() {
    observes_ = true;
    const auto wrong = watch_.look(arch::fake_machine().core);
    observes_ = false;
    if (wrong) {
        fail(*wrong);
    }
}

/// Whoever does anything is not to be parked.
void Stage::check_work() {
    const unsigned self = arch::fake_machine().core;
    for (unsigned core = 0; core < core_count_; core++) {
        if (core != self && world_.kernel().processors[core].parking.holds) {
            fail("core " + std::to_string(self) + " works while core " + std::to_string(core) +
                 " has the exclusive section");
        }
    }
}

/// So that whoever waits for leave to stop the others gets it soon: sections themselves take no time.
void Stage::let_time_pass() {
    observes_ = true;
    if (!world_.kernel().exclusive_section.held.load()) {
        arch::fake_machine().pass_microseconds(4);
    }
    observes_ = false;
}

void Stage::fail(const std::string& what) {
    failure_ = what;
    stop();
}

void Stage::stop() {
    next_core_ = nobody;
    fibers_[arch::fake_machine().core].pause();
    std::abort(); // nobody resumes it
}

} // namespace nacre::test
