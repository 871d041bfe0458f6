// SPDX-License-Identifier: MIT
// The threads that anybody may stop, move and end: they wait for one another without any hope, fault, and do
// what everybody does.
#include <stress/operations.hpp>
#include <stress/registers.hpp>
#include <stress/servers.hpp>
#include <stress/settings.hpp>
#include <stress/victims.hpp>

namespace nacre::stress {

namespace {

using api::ObjectKind;

void talk(Random& random) {
    user::set_receive_slot(cnode(), find(random, ObjectKind::null).address, whole_word);
    const Capability endpoint = find(random, ObjectKind::endpoint);
    const Capability reply = find(random, ObjectKind::reply);
    switch (random.below(9)) {
    case 0: user::call(endpoint, some_message(random)); return;
    case 1: user::send(endpoint, some_message(random)); return;
    case 2: user::receive(endpoint, reply); return;
    case 3: user::reply_receive(endpoint, reply, some_message(random)); return;
    case 4:
        user::send_receive(find(random, ObjectKind::endpoint), some_message(random), endpoint, reply);
        return;
    case 5: user::send_wait(endpoint, some_message(random), find(random, ObjectKind::notification)); return;
    case 6: user::wait(find(random, ObjectKind::notification)); return;
    case 7: user::non_blocking_receive(endpoint, reply); return;
    default: user::yield(); return;
    }
}

void fault(Random& random) {
    switch (random.below(3)) {
    case 0: {
        machine::CallRegisters registers{};
        registers.back() = unknown_call_number;
        machine::stress_system_call(&registers);
        return;
    }
    case 1: machine::undefined_instruction(); return;
    default: machine::stress_read(window_start - random.below(64) * sizeof(Word) - sizeof(Word)); return;
    }
}

} // namespace

void be_victim(Word index) {
    Arena& arena = world.arenas[index];
    Random random{stress_settings.seed * 1'000'003 + index * 4'099 + arena.births};
    while (true) {
        switch (random.below(8)) {
        case 0: fault(random); break;
        case 1:
        case 2:
        case 3: talk(random); break;
        default: do_something(random, arena.doing); break;
        }
        ++arena.steps;
    }
}

} // namespace nacre::stress
