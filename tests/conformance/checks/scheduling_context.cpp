// SPDX-License-Identifier: MIT
// Scheduling contexts: binding them, what was consumed, yielding to another, lending time.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::ObjectType;
using namespace api::scheduling_context;
constexpr Capability own_time{initial::scheduling_context};

Capability context(Scene& scene) { return scene.make(ObjectType::scheduling_context); }

void binds(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150, .passive = true});
    scene.expect_equal(steps(), 0, "steps without time");
    scene.succeed(thread.time, Bind{thread.control});
    scene.expect_equal(steps(), 1, "steps with time");
    scene.succeed(thread.time, UnbindObject{thread.control});
    scene.succeed(thread.time, Bind{shared.notification});
    user::signal(shared.notification);
    scene.expect_equal(steps(), 2, "steps with the notification's time");
    user::signal(shared.notification);
    scene.expect_equal(steps(), 3, "steps when the time was lent again");
}

template<api::Method M>
void target_is_neither(Scene& scene) {
    scene.refuse(context(scene), M{scene.cnode()}, Error::invalid_capability, {1});
}
void context_has_thread(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    scene.refuse(thread.time, Bind{scene.make(ObjectType::thread)}, Error::illegal_operation);
}
void thread_has_context(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    scene.refuse(context(scene), Bind{thread.control}, Error::illegal_operation);
}
void blocked_thread_gets_no_time(Scene& scene) {
    share_anew(scene);
    const Thread thread = start_passive(scene, step_when_signalled);
    scene.refuse(context(scene), Bind{thread.control}, Error::illegal_operation);
    scene.succeed(thread.time, Bind{thread.control});
}
void context_has_notification(Scene& scene) {
    const Capability time = context(scene);
    scene.succeed(time, Bind{scene.make(ObjectType::notification)});
    scene.refuse(time, Bind{scene.make(ObjectType::notification)}, Error::illegal_operation);
}
void notification_has_context(Scene& scene) {
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(context(scene), Bind{notification});
    scene.refuse(context(scene), Bind{notification}, Error::illegal_operation);
}

void unbinds(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    const Capability other = scene.make(ObjectType::notification);
    scene.succeed(thread.time, Bind{other});
    scene.succeed(thread.time, Unbind{});
    user::signal(shared.notification);
    scene.expect_equal(steps(), 1, "steps without time");
    scene.succeed(context(scene), Bind{other});
    scene.succeed(thread.time, Unbind{});
}
void unbinds_own(Scene& scene) { scene.refuse(own_time, Unbind{}, Error::illegal_operation); }

void unbinds_object(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    scene.succeed(thread.time, UnbindObject{thread.control});
    user::signal(shared.notification);
    scene.expect_equal(steps(), 1, "steps without time");
    const Capability other = scene.make(ObjectType::notification);
    scene.succeed(thread.time, Bind{other});
    scene.succeed(thread.time, UnbindObject{other});
    scene.succeed(context(scene), Bind{other});
}
void unbinds_other_thread(Scene& scene) {
    scene.refuse(context(scene), UnbindObject{scene.make(ObjectType::thread)}, Error::illegal_operation);
    scene.refuse(own_time, UnbindObject{scene.make(ObjectType::thread)}, Error::illegal_operation);
}
void unbinds_caller(Scene& scene) {
    scene.refuse(own_time, UnbindObject{scene.own_thread()}, Error::illegal_operation);
}
void unbinds_other_notification(Scene& scene) {
    scene.refuse(context(scene), UnbindObject{scene.make(ObjectType::notification)},
                 Error::illegal_operation);
}

/// A thread that uses two milliseconds and then has no time for long.
Thread start_busy(Scene& scene, Word priority) {
    share_anew(scene);
    return scene.start(step_always, {.priority = priority, .budget = 2000, .period = 100'000});
}
void expect_two_milliseconds(Scene& scene, std::uint64_t consumed) {
    scene.expect(consumed >= 1800 && consumed <= 2500, "about the budget was consumed");
}

void tells_consumed(Scene& scene) {
    const Thread thread = start_busy(scene, 50);
    let_others_run(scene);
    const auto first = user::invoke(thread.time, Consumed{});
    scene.expect(first.good(), "an answer");
    expect_two_milliseconds(scene, first.good() ? first->consumed : 0);
    const auto second = user::invoke(thread.time, Consumed{});
    scene.expect(second.good() && second->consumed == 0, "nothing since it was asked");
}

void yields_to(Scene& scene) {
    const Thread thread = start_busy(scene, Scene::own_priority);
    const auto answer = user::invoke(thread.time, YieldTo{});
    scene.expect(answer.good(), "an answer");
    expect_two_milliseconds(scene, answer.good() ? answer->consumed : 0);
    scene.expect(steps() > 0, "the other thread ran");
}
void yields_to_lower(Scene& scene) {
    const Thread thread = start_busy(scene, 50);
    const auto answer = user::invoke(thread.time, YieldTo{});
    scene.expect(answer.good() && answer->consumed == 0, "nothing was consumed");
    scene.expect_equal(steps(), 0, "steps of a thread below the caller");
}
void yields_to_nobody(Scene& scene) { scene.refuse(context(scene), YieldTo{}, Error::illegal_operation); }
void yields_to_itself(Scene& scene) { scene.refuse(own_time, YieldTo{}, Error::illegal_operation); }

void yield_and_tell(Word) {
    shared.answer = user::call(shared.target, user::detail::message_of(YieldTo{}));
    shared.returns = 1;
    user::wait(shared.notification);
}
void yields_above_authority(Scene& scene) {
    share_anew(scene);
    shared.target = scene.start(step_when_signalled, {.priority = 160}).time;
    scene.start(yield_and_tell, {.priority = 150});
    scene.expect_equal(shared.returns, 1, "the call came back");
    scene.refused_with(shared.answer, YieldTo::name, Error::illegal_operation, {});
}

void serve(Word) {
    user::Message request = user::receive(shared.endpoint, shared.reply);
    for (;;) {
        step();
        request = user::reply_receive(shared.endpoint, shared.reply, user::Message::of(0, request[0] + 1));
    }
}
Thread start_server(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
    return start_passive(scene, serve);
}
void lends_time(Scene& scene) {
    start_server(scene);
    for (const Word number : std::array<Word, 2>{5, 6}) {
        const user::Message answer = user::call(shared.endpoint, user::Message::of(0, number));
        scene.expect_equal(answer[0], number + 1, "the answer of a thread without time");
    }
    scene.expect_equal(steps(), 2, "requests served");
}
void send_lends_nothing(Scene& scene) {
    start_server(scene);
    user::send(shared.endpoint, user::Message::of(0, 1));
    let_others_run(scene);
    scene.expect_equal(steps(), 0, "requests served without time");
}

constexpr std::array checks{
    succeeds<Bind>(binds),
    refuses<Bind>("`target` is neither a thread nor a notification", target_is_neither<Bind>),
    refuses<Bind>("`target` is a thread, and the context is bound to one", context_has_thread),
    refuses<Bind>("`target` is a thread that has a scheduling context", thread_has_context),
    refuses<Bind>("`target` is a blocked thread, and the context has no time at present",
                  blocked_thread_gets_no_time),
    refuses<Bind>("`target` is a notification, and the context is bound to one", context_has_notification),
    refuses<Bind>("`target` is a notification that has a scheduling context", notification_has_context),
    succeeds<Unbind>(unbinds),
    refuses<Unbind>("the context is bound to the caller", unbinds_own),
    succeeds<UnbindObject>(unbinds_object),
    refuses<UnbindObject>("`target` is neither a thread nor a notification", target_is_neither<UnbindObject>),
    refuses<UnbindObject>("`target` is a thread to which the context is not bound", unbinds_other_thread),
    refuses<UnbindObject>("`target` is the caller", unbinds_caller),
    refuses<UnbindObject>("`target` is a notification to which the context is not bound",
                          unbinds_other_notification),
    succeeds<Consumed>(tells_consumed),
    succeeds<YieldTo>(yields_to),
    holds("SchedulingContext_YieldTo", "a thread below the caller does not run next", yields_to_lower),
    refuses<YieldTo>("no thread is bound to the context", yields_to_nobody),
    refuses<YieldTo>("the context is bound to the caller", yields_to_itself),
    refuses<YieldTo>(
        "the priority of the bound thread is above the maximum controlled priority of the caller",
        yields_above_authority),
    holds("Call", "lends the caller's time to a passive server until the reply", lends_time),
    holds("Send", "lends no time", send_lends_nothing),
};

} // namespace

std::span<const Check> scheduling_context_checks() { return checks; }

} // namespace nacre::conformance
