// SPDX-License-Identifier: MIT
// Threads on three cores that do whatever comes into their minds to one another.
#include <explorer/scenarios.hpp>

#include <random>

namespace nacre::test {

namespace {

using enum SystemCall;

class Storm {
public:
    Storm(Stage& stage, std::uint64_t seed) : stage_{stage}, random_{seed} {}

    void build() {
        World& world = stage_.world();
        for (Cap& endpoint : endpoints_) {
            endpoint = world.make_endpoint();
        }
        for (Cap& notification : notifications_) {
            notification = world.make_notification();
        }
        members_.push_back(&stage_.make_passive_server(endpoints_[0]));
        for (unsigned index = 0; index < 5; index++) {
            members_.push_back(
                &stage_.make_thread(below(cores), static_cast<kernel::Priority>(90 + 10 * below(4)),
                                    {.fault_handler = below(2) == 0 ? endpoints_[1] : nothing}));
        }
        world.must(members_[1]->thread_cap, api::thread::BindNotification{{notifications_[0]}});
        for (const Actor* member : members_) {
            std::vector<Stage::Step> steps;
            for (unsigned count = 0; count < steps_of_each; count++) {
                steps.push_back(below(3) == 0 ? change() : talk(*member));
            }
            stage_.script(*member, steps);
        }
    }

    static constexpr unsigned cores = 3;

private:
    static constexpr unsigned steps_of_each = 7;

    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    Cap endpoint() { return endpoints_[below(2)]; }
    Cap notification() { return notifications_[below(2)]; }
    const Actor& member() { return *members_[below(static_cast<unsigned>(members_.size()))]; }
    const Actor& active() { return *members_[1 + below(static_cast<unsigned>(members_.size()) - 1)]; }

    Stage::Step talk(const Actor& self) {
        switch (below(11)) {
        case 0: return perform(call, {endpoint()});
        case 1: return perform(send, {endpoint()});
        case 2: return perform(send, {notification()});
        case 3: return perform(wait, {notification()});
        case 4: return perform(receive, {endpoint(), self.reply_cap});
        case 5: return perform(reply_receive, {endpoint(), self.reply_cap});
        case 6: return perform(non_blocking_send_receive, {endpoint(), self.reply_cap, notification()});
        case 7: return perform(yield, {});
        case 8: return fault();
        case 9: return pass_microseconds(3'000);
        default: return use_fpu(random_());
        }
    }

    Stage::Step change() {
        switch (below(12)) {
        case 0: return invoke(member().thread_cap, api::thread::Suspend{});
        case 1:
        case 2: return invoke(member().thread_cap, api::thread::Resume{});
        case 3:
        case 4:
        case 5:
            return invoke(stage_.control_of(below(cores)),
                          api::scheduling_control::ConfigureFlags{
                              {active().context_cap}, 5'000, below(2) == 0 ? 5'000U : 10'000U, 0, 0, 0});
        case 6: return invoke(active().context_cap, api::scheduling_context::Unbind{});
        case 7: return invoke(active().context_cap, api::scheduling_context::Bind{{member().thread_cap}});
        case 8: return invoke(active().context_cap, api::scheduling_context::YieldTo{});
        case 9:
            return invoke(member().thread_cap,
                          api::thread::SetPriority{{World::thread_cap}, static_cast<Word>(90 + below(40))});
        case 10: {
            const Cap victims[] = {endpoint(), notification(), member().reply_cap, member().thread_cap,
                                   active().context_cap};
            return invoke(World::cnode_cap, api::cnode::Delete{victims[below(5)], World::whole});
        }
        default: return invoke(member().thread_cap, api::thread::BindNotification{{notification()}});
        }
    }

    Stage& stage_;
    std::mt19937_64 random_;
    Cap endpoints_[2]{};
    Cap notifications_[2]{};
    std::vector<const Actor*> members_;
};

} // namespace

Scenario storm(std::uint64_t seed) {
    return {"storm_" + std::to_string(seed), Storm::cores,
            [seed](Stage& stage) { Storm{stage, seed}.build(); }};
}

} // namespace nacre::test
