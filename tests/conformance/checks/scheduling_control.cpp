// SPDX-License-Identifier: MIT
// Budgets and periods: their bounds, and that threads get what was set.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::ObjectType;
using api::scheduling_control::ConfigureFlags;

struct Bounds {
    Word shortest, longest;
};
/// What the kernel itself tells.
Bounds bounds(Scene& scene) {
    const user::Message reply =
        Scene::call_method(scene.scheduling_control(),
                           ConfigureFlags{.scheduling_context = scene.make(ObjectType::scheduling_context),
                                          .budget = ~std::uint64_t{0},
                                          .period = ~std::uint64_t{0}});
    return {reply[0], reply[1]};
}

void configures(Scene& scene) {
    const Bounds limit = bounds(scene);
    const Capability context = scene.make(ObjectType::scheduling_context);
    for (const auto& [budget, period] :
         {std::pair{limit.shortest, limit.shortest}, std::pair{limit.shortest, limit.longest},
          std::pair{limit.longest, limit.longest}}) {
        scene.succeed(scene.scheduling_control(), ConfigureFlags{context, budget, period, 0, 0, 0});
    }
    share_anew(scene);
    constexpr std::uint64_t period = 20'000;
    const Ticker ticker{scene, period};
    const Thread thread = scene.start(step_always, {.priority = 150, .budget = 2000, .period = period});
    ticker.wait(2);
    user::invoke(thread.time, api::scheduling_context::Consumed{}).good();
    ticker.wait(5);
    const auto answer = user::invoke(thread.time, api::scheduling_context::Consumed{});
    scene.expect(answer.good() && answer->consumed >= 8000 && answer->consumed <= 13'000,
                 "a tenth of five periods, about");
}

// The capability argument is wrong as well: the times are looked at first.
void refuse_times(Scene& scene, std::uint64_t budget, std::uint64_t period, Word largest) {
    scene.refuse(scene.scheduling_control(), ConfigureFlags{scene.cnode(), budget, period, 0, 0, 0},
                 Error::range_error, {bounds(scene).shortest, largest});
}
/// With words of 32 bits the answer tells only the lower half of the longest time.
std::uint64_t too_long(const Bounds& limit) {
    return word_bits == 64 ? std::uint64_t{limit.longest} + 1 : ~std::uint64_t{0};
}
void budget_is_long(Scene& scene) {
    const Bounds limit = bounds(scene);
    refuse_times(scene, too_long(limit), too_long(limit), limit.longest);
}
void period_is_long(Scene& scene) {
    const Bounds limit = bounds(scene);
    refuse_times(scene, limit.shortest, too_long(limit), limit.longest);
}
void budget_is_short(Scene& scene) {
    const Bounds limit = bounds(scene);
    refuse_times(scene, limit.shortest - 1, limit.shortest, limit.longest);
    refuse_times(scene, 0, limit.longest, limit.longest);
}
void period_is_short(Scene& scene) {
    const Bounds limit = bounds(scene);
    refuse_times(scene, limit.shortest, limit.shortest - 1, limit.longest);
}
void budget_is_above_period(Scene& scene) { refuse_times(scene, 5001, 5000, 5000); }

void context_is_none(Scene& scene) {
    scene.refuse(scene.scheduling_control(), ConfigureFlags{scene.cnode(), 5000, 5000, ~Word{0}, 0, 0},
                 Error::invalid_capability, {1});
}
void refills_have_no_room(Scene& scene) {
    constexpr unsigned size_bits = 9;
    constexpr Word smallest = 10 * sizeof(Word) + 48;
    constexpr Word most = ((Word{1} << size_bits) - smallest) / 16;
    const Capability context = scene.make(ObjectType::scheduling_context, size_bits);
    scene.succeed(scene.scheduling_control(), ConfigureFlags{context, 5000, 9000, most, 0, 0});
    scene.refuse(scene.scheduling_control(), ConfigureFlags{context, 5000, 9000, most + 1, 0, 0},
                 Error::range_error, {0, most});
}

constexpr std::array checks{
    succeeds<ConfigureFlags>(configures),
    refuses<ConfigureFlags>("`budget` is longer than the timer can tell", budget_is_long),
    refuses<ConfigureFlags>("`period` is longer than the timer can tell", period_is_long),
    refuses<ConfigureFlags>("`budget` is shorter than the smallest budget", budget_is_short),
    refuses<ConfigureFlags>("`period` is shorter than the smallest budget", period_is_short),
    refuses<ConfigureFlags>("`budget` is above `period`", budget_is_above_period),
    refuses<ConfigureFlags>("`scheduling_context` is no scheduling context", context_is_none),
    refuses<ConfigureFlags>("`extra_refills` is more than the context has room for", refills_have_no_room),
};

} // namespace

std::span<const Check> scheduling_control_checks() { return checks; }

} // namespace nacre::conformance
