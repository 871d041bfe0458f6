// SPDX-License-Identifier: MIT
// Sporadic budgets: what is used in parts comes back in those parts, one period after each was used.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

#include <algorithm>
#include <atomic>

namespace nacre::conformance {

namespace {

using api::ObjectType;
using api::scheduling_control::ConfigureFlags;

constexpr std::uint64_t tick = 1000; ///< microseconds
constexpr unsigned tick_count = 64;
constexpr Word sporadic = 1; ///< the one flag
constexpr std::uint64_t budget = 4 * tick;
constexpr std::uint64_t period = 20 * tick;

/// Whether the thread that is watched wants to run.
std::atomic<bool> wants_time = false;

void run_when_wanted(Word) {
    for (;;) {
        while (wants_time.load(std::memory_order_relaxed)) {
            step();
        }
        user::wait(shared.notification);
    }
}

/// Per tick, what the watched thread used, in microseconds.
using Record = std::array<std::uint64_t, tick_count>;

/// Runs the watched thread in the ticks that `wanted` names, and records what it gets.
Record watch(Scene& scene, Word extra_refills, Word flags, bool (*wanted)(unsigned)) {
    share_anew(scene);
    wants_time = false;
    const Ticker ticker{scene, tick};
    const Thread thread = scene.start(run_when_wanted);
    let_others_run(scene);
    // Anew from here, with what is asked for; a thread with time may not be configured into another kind.
    ticker.wait();
    const Capability context = scene.make(ObjectType::scheduling_context, 9);
    scene.succeed(scene.scheduling_control(),
                  ConfigureFlags{context, budget, period, extra_refills, 0, flags});
    scene.succeed(thread.time, api::scheduling_context::Unbind{});
    scene.succeed(context, api::scheduling_context::Bind{thread.control});
    Record record{};
    for (unsigned i = 0; i < tick_count; ++i) {
        wants_time = wanted(i);
        if (wants_time) {
            user::signal(shared.notification);
        }
        ticker.wait();
        const auto answer = user::invoke(context, api::scheduling_context::Consumed{});
        record[i] = answer.good() ? answer->consumed : 0;
    }
    wants_time = false;
    return record;
}

/// Used in a tick: all of it, nothing, or too little to say.
void expect_pattern(Scene& scene, const Record& record, std::initializer_list<unsigned> full) {
    constexpr std::uint64_t some = tick * 3 / 10;
    for (unsigned i = 0; i < tick_count; ++i) {
        const bool wanted = std::ranges::find(full, i) != full.end();
        const bool right = wanted ? record[i] > tick - some : record[i] < some;
        if (!right) {
            scene.expect_equal(record[i], wanted ? tick : 0, "microseconds used in a tick");
            scene.expect_equal(i, tick_count, "that was tick");
        }
    }
}

/// One tick at once, one at five, the rest from eight on, then whatever there is.
bool in_parts(unsigned i) { return i == 0 || i == 5 || i >= 8; }

void parts_come_back(Scene& scene) {
    const Record record = watch(scene, 10, sporadic, in_parts);
    expect_pattern(scene, record, {0, 5, 8, 9, 20, 25, 28, 29, 40, 45, 48, 49, 60});
}

/// With room for two refills, a part that comes back waits for the one that is used later.
void parts_are_joined(Scene& scene) {
    const Record record = watch(scene, 0, sporadic, in_parts);
    expect_pattern(scene, record, {0, 5, 8, 9, 26, 27, 28, 29, 46, 47, 48, 49});
}

bool late(unsigned i) { return i >= 7; }

void unused_time_is_not_saved(Scene& scene) {
    const Record record = watch(scene, 10, sporadic, late);
    expect_pattern(scene, record, {7, 8, 9, 10, 27, 28, 29, 30, 47, 48, 49, 50});
}

bool always(unsigned) { return true; }

void without_parts(Scene& scene) {
    for (const Word flags : {Word{0}, sporadic}) {
        const Record record = watch(scene, 10, flags, always);
        expect_pattern(scene, record, {0, 1, 2, 3, 20, 21, 22, 23, 40, 41, 42, 43, 60, 61, 62, 63});
    }
}

/// Without the flag time counts from when it could first have been used.
void constant_bandwidth(Scene& scene) {
    const Record record = watch(scene, 10, 0, late);
    std::uint64_t used = 0;
    for (const std::uint64_t part : record) {
        used += part;
    }
    scene.expect(used >= 11 * tick && used <= 17 * tick, "three or four budgets in three periods");
}

void yield_gives_up_rest(Word) {
    for (;;) {
        step();
        user::yield();
    }
}
void yield_charges_all(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    scene.start(yield_gives_up_rest, {.budget = budget, .period = period});
    ticker.wait(50);
    scene.expect(steps() >= 3 && steps() <= 4, "once in each period");
}

void smaller_budget_cuts(Scene& scene) {
    share_anew(scene);
    const Ticker ticker{scene, tick};
    const Thread thread = scene.start(step_always, {.budget = 10 * tick, .period = 40 * tick});
    const auto used = [&](unsigned ticks) {
        ticker.wait(ticks);
        const auto answer = user::invoke(thread.time, api::scheduling_context::Consumed{});
        return answer.good() ? answer->consumed : 0;
    };
    ticker.wait();
    used(2); // two or three of ten are used
    scene.succeed(scene.scheduling_control(), ConfigureFlags{thread.time, 2 * tick, 20 * tick, 0, 0, 0});
    const std::uint64_t rest = used(15);
    scene.expect(rest >= tick && rest <= 3 * tick, "the new budget is all that is left");
    const std::uint64_t next = used(20);
    scene.expect(next >= tick && next <= 3 * tick, "and comes once in a new period");
}

constexpr std::array checks{
    holds("SchedulingControl_ConfigureFlags",
          "a budget used in parts comes back in parts, a period after each", parts_come_back),
    holds("SchedulingControl_ConfigureFlags", "without room for more refills, parts are joined to later ones",
          parts_are_joined),
    holds("SchedulingControl_ConfigureFlags", "a sporadic context's period begins when it is first used",
          unused_time_is_not_saved),
    holds("SchedulingControl_ConfigureFlags", "a thread that always wants to run gets its budget each period",
          without_parts),
    holds("SchedulingControl_ConfigureFlags", "without the flag no more than its bandwidth is used",
          constant_bandwidth),
    holds("SchedulingControl_ConfigureFlags", "a smaller budget cuts what is left at once",
          smaller_budget_cuts),
    holds("Yield", "gives up the rest of the budget until the next period", yield_charges_all),
};

} // namespace

std::span<const Check> budget_checks() { return checks; }

} // namespace nacre::conformance
