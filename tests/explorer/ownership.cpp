// SPDX-License-Identifier: MIT
// One core changes, moves, stops or deletes what another one uses.
#include <api/fault.hpp>
#include <explorer/scenarios.hpp>

namespace nacre::test {
namespace {

using enum SystemCall;

Stage::Step move(Stage& stage, const Actor& actor, unsigned core) {
    return invoke(stage.control_of(core),
                  api::scheduling_control::ConfigureFlags{{actor.context_cap}, 10'000, 10'000, 0, 0, 0});
}

Stage::Step remove(Cap cap) { return invoke(World::cnode_cap, api::cnode::Delete{cap, World::whole}); }
Stage::Step revoke(Cap cap) { return invoke(World::cnode_cap, api::cnode::Revoke{cap, World::whole}); }

Stage::Step mint(Cap to, Cap from) {
    return invoke(World::cnode_cap,
                  api::cnode::Mint{
                      to, World::whole, {World::cnode_cap}, from, World::whole, CapabilityRights::all(), 1});
}

/// To another core and back, while it runs.
void move_running(Stage& stage) {
    Actor& mover = stage.make_thread(0, 120);
    Actor& moved = stage.make_thread(1);
    stage.script(mover, {move(stage, moved, 0), move(stage, moved, 1)});
    stage.script(moved, {use_fpu(1), use_fpu(2), perform(yield, {}), use_fpu(3), use_fpu(4)});
    stage.must_finish(mover);
    stage.must_finish(moved);
}

/// While it waits for a signal, or is about to, or has got it.
void move_waiting(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    Actor& mover = stage.make_thread(0, 120);
    Actor& moved = stage.make_thread(1);
    stage.script(mover, {move(stage, moved, 0), perform(send, {notification}), move(stage, moved, 1)});
    stage.script(moved, {use_fpu(1), perform(wait, {notification}), use_fpu(2)});
    stage.must_finish(mover);
    stage.must_finish(moved);
}

/// A context that was lent to a server moves, with the server.
void move_lent(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& server = stage.make_passive_server(endpoint);
    Actor& client = stage.make_thread(1);
    Actor& mover = stage.make_thread(0, 110);
    stage.script(server, {use_fpu(1), use_fpu(2), perform(reply_receive, {endpoint, server.reply_cap})});
    stage.script(client, {use_fpu(3), perform(call, {endpoint}), use_fpu(4)});
    stage.script(mover, {move(stage, client, 0), move(stage, client, 1)});
    stage.must_finish(client);
    stage.must_finish(mover);
}

/// The endpoint at which a call from another core waits, or comes too late.
void delete_endpoint(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& deleter = stage.make_thread(0);
    Actor& caller = stage.make_thread(1);
    stage.script(deleter, {revoke(endpoint), remove(endpoint)});
    stage.script(caller, {use_fpu(1), perform(call, {endpoint})});
    stage.must_finish(deleter);
}

/// A thread that runs, waits for its ticket, or waits for a signal.
void delete_thread(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Cap copy = world.free_slot();
    Actor& deleter = stage.make_thread(0);
    Actor& victim = stage.make_thread(1);
    stage.script(deleter, {perform(send, {notification}), remove(victim.thread_cap)});
    stage.script(victim, {use_fpu(1), mint(copy, notification), perform(wait, {notification}), use_fpu(2)});
    stage.must_finish(deleter);
}

/// Its context goes, while it runs.
void delete_context(Stage& stage) {
    Actor& deleter = stage.make_thread(0);
    Actor& victim = stage.make_thread(1);
    stage.script(deleter, {remove(victim.context_cap)});
    stage.script(victim, {use_fpu(1), perform(yield, {}), use_fpu(2), perform(yield, {})});
    stage.must_finish(deleter);
}

/// A server that answers a call of another core, and the reply object.
void delete_reply(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& server = stage.make_thread(1, 120);
    Actor& client = stage.make_thread(0);
    Actor& deleter = stage.make_thread(2);
    stage.script(server, {perform(receive, {endpoint, server.reply_cap}),
                          perform(reply_receive, {endpoint, server.reply_cap})});
    stage.script(client, {perform(call, {endpoint})});
    stage.script(deleter, {remove(server.reply_cap)});
    stage.must_finish(deleter);
}

/// Each call that it makes happens once, wherever it was stopped.
void suspend_and_resume(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Cap first = world.free_slot();
    const Cap second = world.free_slot();
    Actor& master = stage.make_thread(0);
    Actor& worker = stage.make_thread(1);
    stage.script(master, {invoke(worker.thread_cap, api::thread::Suspend{}), received_label(0),
                          invoke(worker.thread_cap, api::thread::Resume{}), received_label(0)});
    stage.script(worker, {use_fpu(1), mint(first, notification), received_label(0), use_fpu(2),
                          mint(second, notification), received_label(0), use_fpu(3)});
    stage.must_finish(master);
    stage.must_finish(worker);
}

/// Once it is suspended it does nothing more, not even the call for which it waited.
void suspend_for_good(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Cap first = world.free_slot();
    const Cap second = world.free_slot();
    Actor& master = stage.make_thread(0);
    Actor& worker = stage.make_thread(1);
    stage.script(master, {invoke(worker.thread_cap, api::thread::Suspend{})});
    stage.script(worker, {mint(first, notification), mint(second, notification)});
    stage.must_finish(master);
    stage.finally([&worker] { return worker.thread->state == ThreadState::inactive; },
                  "a suspended thread runs");
}

/// Only the highest may stop the machine. For others it is a number that is no call, of which a handler
/// hears.
void halt_without_right(Stage& stage) {
    World& world = stage.world();
    const Cap endpoint = world.make_endpoint();
    Actor& handler = stage.make_thread(0);
    Actor& caller = stage.make_thread(1, 100, {.fault_handler = endpoint});
    stage.script(handler, {perform(receive, {endpoint, handler.reply_cap}),
                           received_label(static_cast<Word>(api::FaultType::unknown_system_call))});
    stage.script(caller, {perform(debug_halt, {})});
    stage.must_finish(handler);
}

/// Two cores suspend one another.
void suspend_each_other(Stage& stage) {
    Actor& first = stage.make_thread(0);
    Actor& second = stage.make_thread(1);
    stage.script(first, {use_fpu(1), invoke(second.thread_cap, api::thread::Suspend{}), use_fpu(2)});
    stage.script(second, {use_fpu(3), invoke(first.thread_cap, api::thread::Suspend{}), use_fpu(4)});
    stage.finally(
        [&first, &second] {
            return first.thread->state != ThreadState::inactive ||
                   second.thread->state != ThreadState::inactive;
        },
        "each has suspended the other, after it was suspended itself");
}

/// The address space in which another core's thread runs.
void delete_space(Stage& stage) {
    World& world = stage.world();
    const Cap pool = world.free_slot();
    world.must(
        api::initial_capability::asid_control,
        api::asid_control::MakePool{
            {world.make_untyped(api::architecture::asid_pool_bits)}, {World::cnode_cap}, pool, World::whole});
    const Cap space = world.make(api::architecture::ObjectType::vspace);
    world.must(pool, api::asid_pool::Assign{{space}});
    const Cap notification = world.make_notification();
    Actor& deleter = stage.make_thread(0);
    Actor& lodger = stage.make_thread(1);
    world.must(lodger.thread_cap, api::thread::SetSpace{{nothing},
                                                        {World::cnode_cap},
                                                        api::CNodeData::root(api::root_cnode_slots_bits).bits,
                                                        {space},
                                                        0});
    stage.script(deleter, {revoke(space), remove(space), remove(pool)});
    stage.script(lodger,
                 {use_fpu(1), perform(send, {notification}), use_fpu(2), perform(send, {notification})});
    stage.must_finish(deleter);
}

/// Long operations on two cores, each of which gives way to the other.
void two_revokes(Stage& stage) {
    World& world = stage.world();
    for (unsigned core = 0; core < 2; core++) {
        const Cap parent = world.make_notification();
        Actor& actor = stage.make_thread(core);
        const Cap first = world.copy(parent);
        const Cap second = world.copy(parent);
        stage.script(actor, {revoke(parent), received_label(0), mint(first, parent), mint(second, parent),
                             revoke(parent), received_label(0)});
        stage.must_finish(actor);
    }
}

/// The slot through which another core sends.
void change_slot(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    const Cap slot = world.copy(notification);
    Actor& changer = stage.make_thread(0);
    Actor& sender = stage.make_thread(1);
    stage.script(changer, {remove(slot), mint(slot, notification), received_label(0), remove(slot)});
    stage.script(sender, {perform(non_blocking_send, {slot}), perform(non_blocking_send, {slot}),
                          perform(non_blocking_send, {slot})});
    stage.must_finish(changer);
    stage.must_finish(sender);
}

/// Priorities of another core's threads, and a turn given to one of them.
void priorities(Stage& stage) {
    Actor& changer = stage.make_thread(0);
    Actor& low = stage.make_thread(1, 50);
    Actor& high = stage.make_thread(1, 60);
    stage.script(changer, {invoke(low.thread_cap, api::thread::SetPriority{{World::thread_cap}, 70}),
                           invoke(high.context_cap, api::scheduling_context::YieldTo{}),
                           invoke(high.thread_cap, api::thread::SetPriority{{World::thread_cap}, 80})});
    stage.script(low, {use_fpu(1), perform(yield, {}), use_fpu(2)});
    stage.script(high, {use_fpu(3), perform(yield, {}), use_fpu(4)});
    stage.must_finish(changer);
}

/// Calls with capabilities on two cores: each looks them up, and might give way to the other before it has
/// done anything.
void two_configurations(Stage& stage) {
    for (unsigned core = 0; core < 2; core++) {
        Actor& actor = stage.make_thread(core);
        stage.script(actor, {move(stage, actor, core), received_label(0)});
        stage.must_finish(actor);
    }
}

/// The other core's turn to a thread that is in the middle of a call there, or waits for its ticket.
void yield_to_caller(Stage& stage) {
    World& world = stage.world();
    const Cap notification = world.make_notification();
    Actor& yielder = stage.make_thread(0);
    Actor& waiter = stage.make_thread(1);
    stage.script(yielder, {invoke(waiter.context_cap, api::scheduling_context::YieldTo{})});
    stage.script(waiter, {perform(wait, {notification})});
    stage.must_finish(yielder);
    stage.finally([&waiter] { return waiter.thread->state == ThreadState::blocked_on_notification; },
                  "a thread does not wait");
}

const Scenario all[] = {
    {"move_running", 2, move_running},
    {"move_waiting", 2, move_waiting},
    {"move_lent", 2, move_lent},
    {"delete_endpoint", 2, delete_endpoint},
    {"delete_thread", 2, delete_thread},
    {"delete_context", 2, delete_context},
    {"delete_reply", 3, delete_reply},
    {"suspend_and_resume", 2, suspend_and_resume},
    {"suspend_for_good", 2, suspend_for_good},
    {"suspend_each_other", 2, suspend_each_other},
    {"halt_without_right", 2, halt_without_right},
    {"delete_space", 2, delete_space},
    {"two_revokes", 2, two_revokes},
    {"change_slot", 2, change_slot},
    {"priorities", 2, priorities},
    {"two_configurations", 2, two_configurations},
    {"yield_to_caller", 2, yield_to_caller},
};

} // namespace

std::span<const Scenario> ownership_scenarios() { return all; }

} // namespace nacre::test
