// SPDX-License-Identifier: MIT
// When threads run: priorities, scheduling parameters, stopping and starting, bound notifications.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

#include <api/fault.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::ObjectType;
using namespace api::thread;

/// A thread whose maximum controlled priority is `maximum`.
Capability authority(Scene& scene, Word maximum) {
    const Capability thread = scene.make(ObjectType::thread);
    scene.succeed(thread, SetMaximumControlledPriority{scene.own_thread(), maximum});
    return thread;
}

// Priorities.

void sets_priority(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    scene.expect_equal(steps(), 0, "steps of a thread below the check");
    scene.succeed(thread.control, SetPriority{scene.own_thread(), 150});
    scene.expect_equal(steps(), 1, "steps of a thread above the check");
}

void reorders_waiters(Scene& scene) {
    share_anew(scene);
    const auto wait = [](Word mark) {
        user::wait(shared.notification);
        shared.returns = mark;
        step();
        user::wait(shared.target);
    };
    shared.target = scene.make(ObjectType::notification);
    scene.start(wait, {.priority = 150, .argument = 1});
    const Thread second = scene.start(wait, {.priority = 140, .argument = 2});
    scene.succeed(second.control, SetPriority{scene.own_thread(), 160});
    user::signal(shared.notification);
    scene.expect_equal(shared.returns, 2, "who was woken first");
}

template<api::Method M>
void authority_is_none(Scene& scene) {
    scene.refuse(scene.make(ObjectType::thread), M{.authority = scene.cnode()}, Error::invalid_capability,
                 {1});
}

void priority_is_too_high(Scene& scene) {
    const Capability low = authority(scene, 60);
    const Capability thread = scene.make(ObjectType::thread);
    scene.succeed(thread, SetPriority{low, 60});
    scene.refuse(thread, SetPriority{low, 61}, Error::range_error, {0, 60});
    scene.refuse(thread, SetPriority{scene.own_thread(), 256}, Error::range_error, {0, 255});
}

void sets_maximum(Scene& scene) {
    const Capability low = authority(scene, 60);
    const Capability thread = scene.make(ObjectType::thread);
    scene.succeed(thread, SetPriority{low, 60});
    scene.refuse(thread, SetPriority{low, 61}, Error::range_error, {0, 60});
    scene.succeed(low, SetMaximumControlledPriority{low, 50});
    scene.refuse(low, SetMaximumControlledPriority{low, 60}, Error::range_error, {0, 50});
}

void maximum_is_too_high(Scene& scene) {
    const Capability low = authority(scene, 60);
    const Capability thread = scene.make(ObjectType::thread);
    scene.succeed(thread, SetMaximumControlledPriority{low, 60});
    scene.refuse(thread, SetMaximumControlledPriority{low, 61}, Error::range_error, {0, 60});
}

// All scheduling parameters at once.

SetSchedulingParameters parameters(Scene& scene) {
    return {.authority = scene.own_thread(),
            .maximum_controlled_priority = 0,
            .priority = 150,
            .scheduling_context = {},
            .fault_endpoint = {}};
}

void touch_nothing(Word) {
    step();
    user::call({~Word{0} >> 1}, {});
}

void sets_parameters(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(touch_nothing, {.passive = true});
    const Capability endpoint = scene.make(ObjectType::endpoint);
    SetSchedulingParameters method = parameters(scene);
    method.maximum_controlled_priority = 33;
    method.scheduling_context = thread.time;
    method.fault_endpoint = scene.mint(endpoint, 0x99);
    let_others_run(scene);
    scene.expect_equal(steps(), 0, "steps without time");
    scene.succeed(thread.control, method);
    scene.expect_equal(steps(), 1, "steps with time and priority");
    scene.expect_equal(user::receive(endpoint, scene.make(ObjectType::reply)).badge, 0x99, "the fault");
    scene.refuse(scene.make(ObjectType::thread), SetPriority{thread.control, 34}, Error::range_error,
                 {0, 33});
}

void takes_time_away(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    scene.expect_equal(steps(), 1, "steps with time");
    scene.succeed(thread.control, parameters(scene));
    user::signal(shared.notification);
    let_others_run(scene);
    scene.expect_equal(steps(), 1, "steps without time");
}

void names_same_context(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    SetSchedulingParameters method = parameters(scene);
    method.scheduling_context = thread.time;
    scene.succeed(thread.control, method);
    scene.expect_equal(steps(), 1, "steps at the new priority");
}

void parameters_maximum_is_too_high(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    method.authority = authority(scene, 60);
    method.maximum_controlled_priority = 61;
    method.priority = 62;
    method.scheduling_context = scene.cnode();
    scene.refuse(scene.make(ObjectType::thread), method, Error::range_error, {0, 60});
}

void parameters_priority_is_too_high(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    method.authority = authority(scene, 60);
    method.priority = 61;
    method.scheduling_context = scene.cnode();
    scene.refuse(scene.make(ObjectType::thread), method, Error::range_error, {0, 60});
}

void takes_own_time_away(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    method.fault_endpoint = scene.cnode();
    scene.refuse(scene.own_thread(), method, Error::illegal_operation);
}

void context_is_none(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    method.scheduling_context = scene.cnode();
    method.fault_endpoint = scene.cnode();
    scene.refuse(scene.make(ObjectType::thread), method, Error::invalid_capability, {2});
}

void thread_has_another(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    SetSchedulingParameters method = parameters(scene);
    method.scheduling_context = scene.make(ObjectType::scheduling_context);
    method.fault_endpoint = scene.cnode();
    scene.refuse(thread.control, method, Error::illegal_operation);
}

void context_has_another(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    SetSchedulingParameters method = parameters(scene);
    method.scheduling_context = thread.time;
    scene.refuse(scene.make(ObjectType::thread), method, Error::illegal_operation);
}

void context_has_no_time(Scene& scene) {
    share_anew(scene);
    const Thread thread = start_passive(scene, step_when_signalled);
    SetSchedulingParameters method = parameters(scene);
    method.scheduling_context = scene.make(ObjectType::scheduling_context);
    scene.refuse(thread.control, method, Error::illegal_operation);
    method.scheduling_context = thread.time;
    scene.succeed(thread.control, method);
}

void parameters_endpoint_is_none(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    method.fault_endpoint = scene.make(ObjectType::notification);
    scene.refuse(scene.make(ObjectType::thread), method, Error::invalid_capability, {3});
}

void parameters_endpoint_lacks_rights(Scene& scene) {
    SetSchedulingParameters method = parameters(scene);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    for (const CapabilityRights rights :
         {CapabilityRights::read_write(), CapabilityRights::read() | CapabilityRights::grant()}) {
        method.fault_endpoint = scene.copy(endpoint, rights);
        scene.refuse(scene.make(ObjectType::thread), method, Error::invalid_capability, {3});
    }
}

// Stopping and starting.

void suspends(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    scene.succeed(thread.control, Suspend{});
    user::signal(scene.mint(shared.notification, 4));
    scene.expect_equal(steps(), 1, "steps of a stopped thread");
    scene.expect_equal(user::poll(shared.notification), 4, "the signal, for which nobody waits");
    scene.succeed(thread.control, Suspend{});
}

void resumes(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150, .resumed = false});
    scene.expect_equal(steps(), 0, "steps of a thread that was never started");
    scene.succeed(thread.control, Resume{});
    scene.expect_equal(steps(), 1, "steps of a thread that was started");
    scene.succeed(thread.control, Suspend{});
    scene.succeed(thread.control, Resume{});
    scene.expect_equal(steps(), 1, "steps of a thread that waits again");
    user::signal(shared.notification);
    scene.expect_equal(steps(), 2, "steps after the signal");
}

// Bound notifications.

Thread receiver(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
    return scene.start(step_when_received, {.priority = 150});
}

void binds(Scene& scene) {
    const Thread thread = receiver(scene);
    scene.succeed(thread.control, BindNotification{shared.notification});
    user::signal(scene.mint(shared.notification, 0x20));
    scene.expect_equal(steps(), 1, "steps after a signal");
    scene.expect_equal(shared.answer.badge, 0x20, "the badge of the signal");
    user::send(shared.endpoint, user::Message::of(3, 9));
    scene.expect_equal(shared.answer[0], 9, "a message");
}

void unbinds(Scene& scene) {
    const Thread thread = receiver(scene);
    scene.succeed(thread.control, BindNotification{shared.notification});
    scene.succeed(thread.control, UnbindNotification{});
    user::signal(scene.mint(shared.notification, 0x20));
    scene.expect_equal(steps(), 0, "steps after a signal");
    scene.expect_equal(user::poll(shared.notification), 0x20, "the signal, which waits");
}

void thread_is_bound(Scene& scene) {
    const Thread thread = receiver(scene);
    scene.succeed(thread.control, BindNotification{shared.notification});
    scene.refuse(thread.control, BindNotification{scene.make(ObjectType::notification)},
                 Error::illegal_operation);
}

void binds_no_notification(Scene& scene) {
    scene.refuse(scene.make(ObjectType::thread), BindNotification{scene.cnode()}, Error::illegal_operation);
}

void binds_without_right(Scene& scene) {
    const Capability notification = scene.make(ObjectType::notification);
    scene.refuse(scene.make(ObjectType::thread),
                 BindNotification{scene.copy(notification, CapabilityRights::write())},
                 Error::illegal_operation);
    scene.succeed(scene.make(ObjectType::thread),
                  BindNotification{scene.copy(notification, CapabilityRights::read())});
}

void somebody_waits(Scene& scene) {
    share_anew(scene);
    scene.start(step_when_signalled, {.priority = 150});
    scene.refuse(scene.make(ObjectType::thread), BindNotification{shared.notification},
                 Error::illegal_operation);
}

void notification_is_bound(Scene& scene) {
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(scene.make(ObjectType::thread), BindNotification{notification});
    scene.refuse(scene.make(ObjectType::thread), BindNotification{notification}, Error::illegal_operation);
}

void nothing_is_bound(Scene& scene) {
    scene.refuse(scene.make(ObjectType::thread), UnbindNotification{}, Error::illegal_operation);
}

constexpr std::array checks{
    succeeds<SetPriority>(sets_priority),
    holds("Thread_SetPriority", "a waiting thread moves in its queue", reorders_waiters),
    refuses<SetPriority>("`authority` is no thread", authority_is_none<SetPriority>),
    refuses<SetPriority>("`priority` is above the maximum controlled priority of `authority`",
                         priority_is_too_high),
    succeeds<SetMaximumControlledPriority>(sets_maximum),
    refuses<SetMaximumControlledPriority>("`authority` is no thread",
                                          authority_is_none<SetMaximumControlledPriority>),
    refuses<SetMaximumControlledPriority>("`maximum_controlled_priority` is above that of `authority`",
                                          maximum_is_too_high),
    succeeds<SetSchedulingParameters>(sets_parameters),
    holds("Thread_SetSchedulingParameters", "a null context takes the time away", takes_time_away),
    holds("Thread_SetSchedulingParameters", "the thread's own context may be named again",
          names_same_context),
    refuses<SetSchedulingParameters>("`authority` is no thread", authority_is_none<SetSchedulingParameters>),
    refuses<SetSchedulingParameters>("`maximum_controlled_priority` is above that of `authority`",
                                     parameters_maximum_is_too_high),
    refuses<SetSchedulingParameters>("`priority` is above the maximum controlled priority of `authority`",
                                     parameters_priority_is_too_high),
    refuses<SetSchedulingParameters>("`scheduling_context` is null and the thread is the caller",
                                     takes_own_time_away),
    refuses<SetSchedulingParameters>("`scheduling_context` is neither null nor a scheduling context",
                                     context_is_none),
    refuses<SetSchedulingParameters>("the thread has another scheduling context", thread_has_another),
    refuses<SetSchedulingParameters>("`scheduling_context` is bound to another thread", context_has_another),
    refuses<SetSchedulingParameters>("the thread is blocked and `scheduling_context` has no time at present",
                                     context_has_no_time),
    refuses<SetSchedulingParameters>("`fault_endpoint` is neither null nor an endpoint",
                                     parameters_endpoint_is_none),
    refuses<SetSchedulingParameters>(
        "`fault_endpoint` lacks the right to send, or both grant and grant reply",
        parameters_endpoint_lacks_rights),
    succeeds<Suspend>(suspends),
    succeeds<Resume>(resumes),
    succeeds<BindNotification>(binds),
    refuses<BindNotification>("the thread has a bound notification", thread_is_bound),
    refuses<BindNotification>("`notification` is no notification", binds_no_notification),
    refuses<BindNotification>("`notification` lacks the right to wait", binds_without_right),
    refuses<BindNotification>("a thread waits on `notification`", somebody_waits),
    refuses<BindNotification>("`notification` is bound to a thread", notification_is_bound),
    succeeds<UnbindNotification>(unbinds),
    refuses<UnbindNotification>("the thread has no bound notification", nothing_is_bound),
};

} // namespace

std::span<const Check> thread_scheduling_checks() { return checks; }

} // namespace nacre::conformance
