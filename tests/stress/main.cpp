// SPDX-License-Identifier: MIT
// The root task `stress`: random threads on all cores, and the supervisor that sees whether all goes on.
#include <runtime/counter.hpp>
#include <runtime/root_task.hpp>
#include <stress/accounts.hpp>
#include <stress/fail.hpp>
#include <stress/servers.hpp>
#include <stress/settings.hpp>
#include <stress/threads.hpp>
#include <stress/victims.hpp>
#include <stress/workers.hpp>

#include <algorithm>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

extern "C" const volatile nacre::stress::Settings stress_settings{
    .magic = {'S', 'T', 'R', 'E', 'S', 'S', 'E', 'D'}, .seed = 1, .operations = 20'000};

namespace nacre::stress {

namespace {

void find_reserve() {
    const api::BootInfo& boot_info = *world.boot_info;
    for (Word index = 0; index < boot_info.untyped.size(); ++index) {
        const api::UntypedDescription& untyped = boot_info.untyped_list[index];
        if (untyped.is_device == 0 && untyped.size_bits > world.reserve_bits) {
            world.reserve = {boot_info.untyped.start + index};
            world.reserve_bits = untyped.size_bits;
        }
    }
}

void build_world() {
    constexpr Word lasting_memory_bits = 20;
    const api::BootInfo& boot_info = *world.boot_info;
    constexpr Word lasting_slots = 1'024;
    world.next_slot = boot_info.empty.start;
    world.first_shared_slot = world.next_slot + lasting_slots;
    const Word first_private_slot = world.first_shared_slot + shared_slots;
    world.first_frame_slot = first_private_slot + 2 * arena_count;
    if (world.first_frame_slot + arena_count * frame_slots > boot_info.empty.end) {
        fail("the root CNode is too small");
    }
    world.memory = new_slot();
    if (!retype(world.reserve, api::ObjectType::untyped, lasting_memory_bits, world.memory)) {
        fail("there is no memory");
    }
    for (unsigned core = 0; core < world.cores; ++core) {
        world.echo[core] = make(api::ObjectType::endpoint);
        world.faults[core] = make(api::ObjectType::endpoint);
    }
    world.passive = make(api::ObjectType::endpoint);
    world.finish = make(api::ObjectType::notification);
    world.authority = make(api::ObjectType::thread);
    const api::thread::SetMaximumControlledPriority set{own_thread(), supervisor_priority};
    if (!user::invoke(world.authority, set).good()) {
        fail("there is no authority");
    }
    for (unsigned index = 0; index < arena_count; ++index) {
        Arena& arena = world.arenas[index];
        arena.memory = new_slot();
        arena.control = {first_private_slot + 2 * index};
        arena.time = {first_private_slot + 2 * index + 1};
        if (!retype(world.reserve, api::ObjectType::untyped, arena_bits, arena.memory)) {
            fail("there is no memory");
        }
        for (unsigned core = 0; core < world.cores; ++core) {
            arena.fault_endpoints[core] = minted(world.faults[core], first_arena_badge + index);
        }
    }
}

struct Sums {
    Word operations = 0;
    Word births = 0;
    Word steps = 0;
    bool all_done = true;
};

Sums sums() {
    Sums sums;
    for (const Worker& worker : std::span{world.workers}.first(world.worker_count)) {
        sums.operations += worker.operations;
        sums.all_done = sums.all_done && worker.done;
    }
    for (const Arena& arena : world.arenas) {
        sums.births += arena.births;
        sums.steps += arena.steps;
    }
    return sums;
}

/// Looks whether each worker gets on.
class Watch {
public:
    Watch() { moved_at_.fill(now()); }

    static std::uint64_t now() {
        return user::architecture::counter() / user::architecture::counter_frequency();
    }

    void look() {
        ++looks_;
        for (unsigned index = 0; index < world.worker_count; ++index) {
            const Worker& worker = world.workers[index];
            if (worker.done || worker.operations != seen_[index]) {
                seen_[index] = worker.operations;
                moved_at_[index] = now();
                looks_at_[index] = looks_;
            } else if (now() - moved_at_[index] > patience && looks_ - looks_at_[index] > least_looks) {
                fail("worker {} stands still after {} operations: {}", index, Word{worker.operations},
                     std::string_view{worker.doing.load()});
            }
        }
    }

private:
    static constexpr std::uint64_t patience = 10; ///< seconds
    /// Where the host had no time for the machine, the supervisor did not run either.
    static constexpr Word least_looks = 50;

    std::array<Word, most_cores * workers_of_each_core> seen_{};
    std::array<std::uint64_t, most_cores * workers_of_each_core> moved_at_{};
    std::array<Word, most_cores * workers_of_each_core> looks_at_{};
    Word looks_ = 0;
};

/// A little time every 20 ms: giving the rest away is sleeping.
void take_time() {
    user::invoke(time_of_core(0),
                 api::scheduling_control::ConfigureFlags{
                     .scheduling_context = {initial::scheduling_context}, .budget = 5'000, .period = 20'000})
        .good();
}

void supervise() {
    constexpr Word checks_apart = 8;
    Watch watch;
    Word told_at = 0;
    for (Word looks = 1;; ++looks) {
        user::yield();
        if (has_failed()) {
            user::debug_halt();
        }
        watch.look();
        const Sums now = sums();
        if (now.all_done) {
            return;
        }
        if (looks % checks_apart == 0) {
            check_kernel();
        }
        const Word tenth = stress_settings.operations / 10 + 1;
        if (now.operations - told_at >= tenth) {
            told_at = now.operations;
            user::debug_print("stress: {} of {} operations, {} victims, {} steps of theirs\n", now.operations,
                              Word{stress_settings.operations}, now.births, now.steps);
        }
    }
}

void expect(bool holds, std::string_view what) {
    if (!holds) {
        fail("{}", what);
    }
}

void run() {
    find_reserve();
    const Capability forgotten = left_over();
    expect(!forgotten, "a slot that should be empty is not");
    const Account before = count_account();
    world.cores = std::min<unsigned>(static_cast<unsigned>(world.boot_info->node_count), most_cores);
    world.worker_count = world.cores * workers_of_each_core;
    user::debug_print("stress: seed {}, {} {}, {} operations\n", Word{stress_settings.seed}, world.cores,
                      world.cores == 1 ? "core" : "cores", Word{stress_settings.operations});
    build_world();
    take_time();
    unsigned place = 0;
    start_servers(place);
    static_assert(2 * most_cores + 1 + most_cores * workers_of_each_core + arena_count <= thread_places);
    start_workers(place);
    supervise();
    const Sums done = sums();
    check_kernel();
    end_all();
    check_kernel();
    remove_wandered();
    if (const Capability left = left_over()) {
        fail("slot {} holds something after all was revoked: kind {}", left.address,
             user::debug_capability_identify(left));
    }
    expect(is_reserve_whole(), "not all memory is back");
    const Account after = count_account();
    if (after != before) {
        fail("identifiers are missing: pools {} of {}, in the first {} of {}", after.pools, before.pools,
             after.identifiers, before.identifiers);
    }
    user::debug_print("stress: passed: {} operations, {} victims, {} steps of theirs, {} checks, seed {}\n",
                      done.operations, done.births, done.steps, Word{world.checks},
                      Word{stress_settings.seed});
}

} // namespace
} // namespace nacre::stress

void nacre::user::report_failed_assertion(const char* expression, const char* file, unsigned line) {
    stress::fail("{}:{}: assertion failed: {}", std::string_view{file}, line, std::string_view{expression});
}

void start(nacre::Word argument) {
    using namespace nacre;
    stress::world.boot_info = &user::begin_root_task(argument);
    stress::run();
    user::debug_halt();
    user::die();
}
