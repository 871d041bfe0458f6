// SPDX-License-Identifier: MIT
// Ten thousand threads of 250 priorities wait at one endpoint or notification, and are let go in every way.
#include "groups.hpp"

#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

constexpr Word badges = 2;

/// An endpoint, with a badged capability for each half of the crowd behind it.
struct Meeting {
    Capability memory;
    Word endpoint;

    Capability badged(Word member) const { return {endpoint + 1 + member % badges}; }
    void make(Scene& scene) const {
        scene.make(memory, api::ObjectType::endpoint, 0, endpoint);
        for (Word badge = 0; badge < badges; ++badge) {
            scene.badge(endpoint + 1 + badge, endpoint, badge + 1);
        }
    }
};

void employ_all(const Crowd& crowd, const auto& work_of) {
    for (Word member = 0; member < crowd.size(); ++member) {
        crowd.employ(member, work_of(member));
    }
}

void senders(Scene& scene, Crowd& crowd, const Meeting& meeting) {
    employ_all(crowd, [&](Word member) {
        return Work{.call = api::SystemCall::send, .target = meeting.badged(member)};
    });
    {
        const Measured<Case::senders_wait> measured{"Senders begin to wait at an endpoint", crowd.size()};
        crowd.settle();
    }
    {
        const Measured<Case::cancel_sends> measured{"CancelBadgedSends to half of the senders", crowd.size()};
        const api::cnode::CancelBadgedSends cancel{meeting.endpoint + 1, Scene::whole_word};
        require(user::invoke(scene.root(), cancel).good(), "cancelling sends");
    }
    crowd.settle();
    {
        const Measured<Case::receive_from_senders> measured{"Receive from senders, all of them",
                                                            crowd.size()};
        for (Word message = 0; message < crowd.size(); ++message) {
            user::poll({meeting.endpoint});
        }
    }
    crowd.settle();
    {
        const Measured<Case::change_priorities> measured{"SetPriority of waiters", Crowd::priorities};
        const Capability authority = scene.world().authority().thread;
        for (Word member = 0; member < Crowd::priorities; ++member) {
            const Word priority = Crowd::lowest_priority + Crowd::priorities - 1 - member;
            require(
                user::invoke(crowd.thread(member), api::thread::SetPriority{authority, priority}).good() &&
                    user::invoke(crowd.thread(member),
                                 api::thread::SetPriority{authority, Crowd::priority(member)})
                        .good(),
                "changing a priority");
        }
    }
    scene.revoke(meeting.endpoint);
    {
        const Measured<Case::delete_endpoint> measured{"Delete an endpoint with waiters", crowd.size()};
        scene.remove(meeting.endpoint);
    }
    // They will send again: there must be something to send to.
    meeting.make(scene);
    crowd.settle();
}

void receivers(Crowd& crowd, const Meeting& meeting, Word replies) {
    employ_all(crowd, [&](Word member) {
        return Work{
            .call = api::SystemCall::receive, .target = {meeting.endpoint}, .reply = {replies + member}};
    });
    {
        const Measured<Case::receivers_wait> measured{"Receivers begin to wait at an endpoint", crowd.size()};
        crowd.settle();
    }
    {
        const Measured<Case::send_to_receivers> measured{"Send to receivers, all of them", crowd.size()};
        for (Word message = 0; message < crowd.size(); ++message) {
            user::send({meeting.endpoint}, {});
        }
    }
    crowd.settle();
}

void notified(Scene& scene, Crowd& crowd, Capability memory, Word notification) {
    scene.make(memory, api::ObjectType::notification, 0, notification);
    employ_all(crowd, [&](Word) { return Work{.call = api::SystemCall::wait, .target = {notification}}; });
    {
        const Measured<Case::waiters_wait> measured{"Threads begin to wait for a notification", crowd.size()};
        crowd.settle();
    }
    {
        const Measured<Case::signal_waiters> measured{"Signal, until all waiters are woken", crowd.size()};
        for (Word signal = 0; signal < crowd.size(); ++signal) {
            user::signal({notification});
        }
    }
    crowd.settle();
    {
        const Measured<Case::delete_notification> measured{"Delete a notification with waiters",
                                                           crowd.size()};
        scene.remove(notification);
    }
    scene.make(memory, api::ObjectType::notification, 0, notification);
    crowd.settle();
    const Measured<Case::suspend_waiters> measured{"Suspend waiters, one after the other", crowd.size()};
    for (Word member = 0; member < crowd.size(); ++member) {
        crowd.stop(member);
    }
}

} // namespace

void worst_of_waiting(Scene& scene, Crowd& crowd) {
    const Meeting meeting{scene.memory(12), scene.take(1 + badges)};
    meeting.make(scene);
    senders(scene, crowd, meeting);
    const Word replies = scene.take(crowd.size());
    const Capability reply_memory = scene.memory(log2_ceiling(crowd.size()) + api::reply_bits);
    scene.make(reply_memory, api::ObjectType::reply, 0, replies, crowd.size());
    receivers(crowd, meeting, replies);
    notified(scene, crowd, scene.memory(12), scene.take());
    scene.revoke(reply_memory.address);
}

} // namespace nacre::bench
