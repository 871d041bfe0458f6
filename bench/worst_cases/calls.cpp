// SPDX-License-Identifier: MIT
// One scheduling context lent through ten thousand calls, and the ways in which it comes back.
#include "groups.hpp"

#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

/// Member 0 calls member 1, who has no time of its own and calls member 2 with it, and so on. The last one's
/// call finds nobody.
class Chain {
public:
    Chain(Scene& scene, const Crowd& crowd)
        : scene_{&scene}, crowd_{&crowd}, endpoints_{scene.take(crowd.size())},
          replies_{scene.take(crowd.size())},
          memory_{scene.memory(log2_ceiling(crowd.size()) + api::endpoint_bits)},
          reply_memory_{scene.memory(log2_ceiling(crowd.size()) + api::reply_bits)} {
        scene.make(memory_, api::ObjectType::endpoint, 0, endpoints_, crowd.size());
        scene.make(reply_memory_, api::ObjectType::reply, 0, replies_, crowd.size());
    }

    void build() const {
        for (Word member = 1; member < crowd_->size(); ++member) {
            crowd_->employ(member, {.call = api::SystemCall::receive,
                                    .target = {endpoints_ + member - 1},
                                    .reply = {replies_ + member},
                                    .next = {endpoints_ + member}});
        }
        crowd_->settle();
        for (Word member = 1; member < crowd_->size(); ++member) {
            const api::scheduling_context::Unbind unbind{};
            require(user::invoke(crowd_->context(member), unbind).good(), "making a server passive");
        }
        crowd_->employ(0, {.call = api::SystemCall::call, .target = {endpoints_}});
        crowd_->settle();
    }
    /// Everybody stops, and has their own time again.
    void take_apart() const {
        for (Word member = 0; member < crowd_->size(); ++member) {
            crowd_->stop(member);
        }
        require(user::invoke(crowd_->context(0), api::scheduling_context::Unbind{}).good(),
                "taking the lent time");
        for (Word member = 0; member < crowd_->size(); ++member) {
            const api::scheduling_context::Bind bind{.target = crowd_->thread(member)};
            require(user::invoke(crowd_->context(member), bind).good(), "giving a server time");
        }
    }
    Word reply(Word member) const { return replies_ + member; }
    Word last_endpoint() const { return endpoints_ + crowd_->size() - 1; }
    void remove() const {
        scene_->revoke(memory_.address);
        scene_->revoke(reply_memory_.address);
    }

private:
    Scene* scene_;
    const Crowd* crowd_;
    Word endpoints_;
    Word replies_;
    Capability memory_;
    Capability reply_memory_;
};

} // namespace

void worst_of_calls(Scene& scene, Crowd& crowd) {
    const Chain chain{scene, crowd};
    {
        const Measured<Case::lend_far> measured{"Lend one context through calls", crowd.size()};
        chain.build();
    }
    {
        const Measured<Case::take_apart_calls> measured{"Suspend all callers, take their contexts and rebind",
                                                        crowd.size()};
        chain.take_apart();
    }
    chain.build();
    {
        const Measured<Case::cut_stack_of_calls> measured{
            "Delete reply objects from inside the stack of calls", crowd.size() / 2};
        for (Word member = crowd.size() / 2; member > 1; --member) {
            scene.remove(chain.reply(member));
        }
    }
    chain.take_apart();
    chain.remove();
}

} // namespace nacre::bench
