// SPDX-License-Identifier: MIT
// Scheduling contexts: their refills add up to the budget, in order; their bindings hold at both ends.
#include <support/check_invariants.hpp>
#include <support/text.hpp>

#include <functional>
#include <support/refill_total.hpp>

namespace nacre::test {

using namespace kernel;

namespace {

using Expect = std::function<void(bool, const char*)>;

const Refill& refill_at(const SchedulingContext& context, std::uint32_t position) {
    return context.refills()[(context.head + position) % context.capacity];
}

void check_refills(const Kernel& kernel, const SchedulingContext& context, unsigned size_bits,
                   const Expect& expect) {
    const bool in_bounds = context.capacity <= scheduling_context::maximum_refills(size_bits) &&
                           context.head < context.capacity && context.count >= 1 &&
                           context.count <= context.capacity;
    expect(in_bounds, "its ring of refills is out of bounds");
    if (!in_bounds) {
        return;
    }
    for (std::uint32_t position = 0; position + 1 < context.count; position++) {
        const Refill& one = refill_at(context, position);
        const Refill& next = refill_at(context, position + 1);
        expect(context.is_round_robin() || one.time + one.amount <= next.time, "its refills overlap");
    }
    expect(!context.is_round_robin() || context.count == minimum_refills, "round robin has two refills");
    expect(context.processor < kernel.processor_count, "it belongs to a core that does not exist");
    // The current one's is charged later.
    const bool is_running =
        context.is_round_robin() && kernel.processors[context.processor].current_context == &context;
    expect(is_running || refill_at(context, 0).amount >= kernel.limits.minimum_budget,
           "its first refill is too small to run with");
    if (!context.is_round_robin()) {
        expect(total_of(context) <= context.period, "its refills are more than a period");
        // What is due within the time that the kernel needs is due now.
        const Ticks latest = refill_at(context, 0).time + context.period + kernel.limits.kernel_time;
        expect(refill_at(context, context.count - 1).time <= latest,
               "a refill comes later than a period after the first");
    }
}

void check_bindings(const Census& census, const SchedulingContext& context, const Expect& expect) {
    if (context.thread != nullptr) {
        expect(census.threads.contains(context.thread) && context.thread->scheduling_context == &context,
               "has a thread that does not have it");
    }
    if (context.notification != nullptr) {
        expect(census.notifications.contains(context.notification) &&
                   context.notification->scheduling_context == &context,
               "has a notification that does not have it");
    }
    if (context.yielding_from != nullptr) {
        expect(census.threads.contains(context.yielding_from) &&
                   context.yielding_from->yielding_to == &context,
               "a thread yields to it that does not know");
    }
    if (context.reply != nullptr) {
        expect(census.replies.contains(context.reply) && context.reply->is_top() &&
                   context.reply->context() == &context,
               "its stack of replies does not lead back");
        std::size_t depth = 0;
        for (const Reply* reply = context.reply; census.replies.contains(reply); reply = reply->below) {
            if (++depth > census.replies.size()) {
                expect(false, "its stack of replies is a circle");
                break;
            }
        }
    }
}

} // namespace

void check_contexts(Kernel& kernel, const Census& census, History* history, Violations& violations) {
    Budgets now;
    for (const auto& [context, size_bits] : census.contexts) {
        const Expect expect = [&](bool holds, const char* what) {
            if (!holds) {
                violations.push_back(text("scheduling context ", context, ": ", what));
            }
        };
        check_bindings(census, *context, expect);
        if (!context->has_budget()) {
            continue;
        }
        check_refills(kernel, *context, size_bits, expect);
        now[context] = total_of(*context);
        if (history != nullptr && history->budgets.contains(context)) {
            expect(history->budgets.at(context) == now[context], "the sum of its refills has changed");
        }
    }
    if (history != nullptr) {
        history->budgets = now;
    }
}

} // namespace nacre::test
