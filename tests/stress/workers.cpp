// SPDX-License-Identifier: MIT
// The threads that count: each does its share of operations, and nobody may keep it from it for long.
#include <stress/fail.hpp>
#include <stress/operations.hpp>
#include <stress/registers.hpp>
#include <stress/servers.hpp>
#include <stress/settings.hpp>
#include <stress/threads.hpp>
#include <stress/workers.hpp>

#include <algorithm>

namespace nacre::stress {

namespace {

Immortal& some_immortal(Random& random) {
    switch (random.below(3)) {
    case 0: return world.echo_servers[random.below(world.cores)];
    case 1: return world.fault_servers[random.below(world.cores)];
    default: return world.workers[random.below(world.worker_count)];
    }
}

/// Moves a thread to another core, or gives it time in other portions.
void move(Random& random, const Immortal& one) {
    const std::uint64_t budget = 300 + random.below(1'500);
    user::invoke(time_of_core(random.below(world.cores)),
                 api::scheduling_control::ConfigureFlags{
                     .scheduling_context = one.time,
                     .budget = budget,
                     .period = random.one_in(2) ? budget : budget + random.below(1'000),
                     .extra_refills = random.below(4)})
        .good();
}

void change_priority(Random& random) {
    const Immortal& one = some_immortal(random);
    const bool is_worker =
        std::ranges::any_of(world.workers, [&](const Worker& worker) { return &worker == &one; });
    user::invoke(one.control,
                 api::thread::SetPriority{own_thread(),
                                          (is_worker ? usual_priority : server_priority) + random.below(2)})
        .good();
}

/// Stops a thread for a moment.
void interrupt(Random& random, const Worker& self, Immortal& one) {
    if (&one == &self || one.guarded.exchange(true)) {
        return;
    }
    user::invoke(one.control, api::thread::Suspend{}).good();
    if (random.one_in(3)) {
        move(random, one);
    }
    if (random.one_in(8)) {
        check_kernel(); // before its core has gone on
    }
    user::invoke(one.control, api::thread::Resume{}).good();
    one.guarded = false;
}

void call_passive_server(Random& random, Worker& self) {
    // Stopped in the middle of it, its time would stay with the server.
    if (self.guarded.exchange(true)) {
        return;
    }
    const Word word = random();
    const user::Message answer = user::call(world.passive, user::Message::of(echo_label, word, ~word));
    self.guarded = false;
    if (answer.label() != answer_label || answer[0] != answer_to(word) || answer[1] != word) {
        fail("the passive server answered {:#x} to {:#x}", answer[0], word);
    }
}

void make_unknown_call(Random& random) {
    machine::CallRegisters given{};
    for (Word& word : given) {
        word = random();
    }
    given.back() = unknown_call_number;
    machine::CallRegisters found = given;
    machine::stress_system_call(&found);
    for (std::size_t index = 0; index < machine::call_words.size(); ++index) {
        if (found[index] != given[index] + unknown_call_sum) {
            fail("behind a fault register {} of a call is {:#x} instead of {:#x}", index, found[index],
                 given[index] + unknown_call_sum);
        }
    }
}

void change_fault_handler(Random& random, Worker& self) {
    user::invoke(self.control,
                 api::thread::SetSpace{.fault_endpoint = self.fault_endpoints[random.below(world.cores)],
                                       .cspace_root = cnode(),
                                       .vspace_root = vspace()})
        .good();
}

void check_something(Random& random, Worker& self, Word index) {
    const auto says = [&](const char* what) { self.doing = what; };
    switch (random.below(12)) {
    case 0:
        says("echo");
        check_echo(random, 0, 0);
        return;
    case 1:
        says("bell");
        check_echo(random, ring_label, index);
        user::wait(self.bell);
        return;
    case 2:
        says("passive server");
        call_passive_server(random, self);
        return;
    case 3:
        says("unknown call");
        make_unknown_call(random);
        return;
    case 4:
        says("undefined instruction");
        machine::undefined_instruction();
        return;
    case 5:
        says("refused access");
        machine::stress_read(window_start - sizeof(Word));
        return;
    case 6:
    case 7:
        says("vectors");
        check_vectors(random);
        return;
    case 8:
        says("move");
        move(random, some_immortal(random));
        return;
    case 9:
        says("stop");
        interrupt(random, self, some_immortal(random));
        return;
    case 10:
        says("priority");
        change_priority(random);
        return;
    default:
        says("fault handler");
        change_fault_handler(random, self);
        return;
    }
}

void work(Word index) {
    Worker& self = world.workers[index];
    Random random{stress_settings.seed * 7'919 + index};
    const Word share = stress_settings.operations / world.worker_count + 1;
    while (self.operations < share) {
        switch (random.below(16)) {
        case 0:
            self.doing = "birth";
            bear(random, random.below(arena_count));
            break;
        case 1:
        case 2:
        case 3:
        case 4:
        case 5: check_something(random, self, index); break;
        default: do_something(random, self.doing); break;
        }
        ++self.operations;
        if (random.one_in(40)) {
            self.doing = "check";
            check_kernel();
        }
    }
    self.done = true;
    while (true) {
        user::wait(world.finish);
    }
}

} // namespace

void check_kernel() {
    user::architecture::Registers registers{};
    user::architecture::system_call(api::SystemCall::debug_snapshot, registers);
    ++world.checks;
}

void start_workers(unsigned& place) {
    constexpr Word context_bits = 8;
    for (Worker& worker : world.workers) {
        worker.guarded = true; // resumed by another before it has registers, it would begin at address 0
    }
    for (unsigned index = 0; index < world.worker_count; ++index) {
        Worker& worker = world.workers[index];
        worker.control = make(api::ObjectType::thread);
        worker.time = make(api::ObjectType::scheduling_context, context_bits);
        worker.bell = make(api::ObjectType::notification);
        for (unsigned core = 0; core < world.cores; ++core) {
            worker.fault_endpoints[core] = minted(world.faults[core], first_worker_badge + index);
        }
        worker.doing = "start";
        const unsigned core = index % world.cores;
        if (!start_thread({.control = worker.control,
                           .time = worker.time,
                           .entry = &work,
                           .argument = index,
                           .place = place++,
                           .core = core,
                           .fault_endpoint = worker.fault_endpoints[(core + 1) % world.cores]})) {
            fail("a worker could not be started");
        }
        worker.guarded = false;
    }
}

} // namespace nacre::stress
