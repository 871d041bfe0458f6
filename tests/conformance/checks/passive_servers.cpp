// SPDX-License-Identifier: MIT
// Servers that live on their clients' time: where it goes, how it comes back, and who is served at which
// priority.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

namespace nacre::conformance {

namespace {

using api::ObjectType;
using api::scheduling_context::Bind;
using api::scheduling_context::UnbindObject;
using user::Message;

void prepare(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.second_endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
    shared.second_reply = scene.make(ObjectType::reply);
}

void serve_doubled(Word) {
    Message request = user::receive(shared.second_endpoint, shared.second_reply);
    for (;;) {
        step();
        request =
            user::reply_receive(shared.second_endpoint, shared.second_reply, Message::of(0, request[0] * 2));
    }
}
void serve_through_other(Word) {
    Message request = user::receive(shared.endpoint, shared.reply);
    for (;;) {
        const Message answer = user::call(shared.second_endpoint, Message::of(0, request[0] + 1));
        request = user::reply_receive(shared.endpoint, shared.reply, Message::of(0, answer[0]));
    }
}
void time_goes_along_a_chain(Scene& scene) {
    prepare(scene);
    start_passive(scene, serve_doubled);
    start_passive(scene, serve_through_other);
    for (const Word number : std::array<Word, 3>{1, 2, 3}) {
        const Message answer = user::call(shared.endpoint, Message::of(0, number));
        scene.expect_equal(answer[0], (number + 1) * 2, "the answer");
    }
    scene.expect_equal(steps(), 3, "requests served");
}

/// Tells that it is ready, and waits for requests, in one call: the usual way to begin.
void announce_and_serve(Word) {
    Message request = user::send_receive(shared.notification, {}, shared.endpoint, shared.reply);
    for (;;) {
        step();
        request = user::reply_receive(shared.endpoint, shared.reply, Message::of(0, request[0] + 1));
    }
}
void announces_itself(Scene& scene) {
    prepare(scene);
    const Thread server = scene.start(announce_and_serve);
    user::wait(shared.notification);
    scene.succeed(server.time, UnbindObject{server.control});
    scene.expect_equal(user::call(shared.endpoint, Message::of(0, 4))[0], 5, "the answer");
}

void serve_by_send(Word) {
    const Message request = user::receive(shared.endpoint, shared.reply);
    step();
    user::reply_to(shared.reply, Message::of(0, request[0] + 1));
    step();
    user::wait(shared.notification);
}
void send_loses_time(Scene& scene) {
    prepare(scene);
    const Thread server = start_passive(scene, serve_by_send);
    scene.expect_equal(user::call(shared.endpoint, Message::of(0, 4))[0], 5, "the answer");
    let_others_run(scene);
    scene.expect_equal(steps(), 1, "steps of the server, which has no time behind its answer");
    scene.succeed(server.time, Bind{server.control});
    let_others_run(scene);
    scene.expect_equal(steps(), 2, "steps once it has time of its own");
}

void own_priority_counts(Scene& scene) {
    prepare(scene);
    const Thread server = start_passive(scene, serve_doubled);
    scene.succeed(server.control, api::thread::SetPriority{scene.own_thread(), 20});
    // Between the client, which is this thread, and the server.
    scene.start(
        [](Word) {
            shared.returns = steps() + 1;
            user::wait(shared.notification);
        },
        {.priority = 50});
    const Message answer = user::call(shared.second_endpoint, Message::of(0, 8));
    scene.expect_equal(answer[0], 16, "the answer");
    scene.expect_equal(shared.returns, 1, "the thread between them ran before the server");
}

void answer_from_elsewhere(Word) {
    user::receive(shared.endpoint, shared.reply);
    step();
    // Another thread answers; this one waits without time.
    user::call(shared.second_endpoint, Message::of(0, 1));
    step();
    user::wait(shared.notification);
}
void answer_for_other(Word) {
    user::receive(shared.second_endpoint, shared.second_reply);
    user::reply_to(shared.reply, Message::of(0, 44));
    step();
    user::wait(shared.notification);
}
void answered_out_of_order(Scene& scene) {
    prepare(scene);
    start_passive(scene, answer_from_elsewhere);
    start_passive(scene, answer_for_other);
    const Thread client = scene.start([](Word) {
        shared.answer = user::call(shared.endpoint, Message::of(0, 1));
        shared.returns.fetch_add(1);
        user::wait(shared.notification);
    });
    let_others_run(scene);
    // The answer is there, but the time is with the thread that holds it: the chain was cut in the middle.
    scene.expect_equal(steps(), 2, "steps of both servers");
    scene.expect_equal(shared.returns, 0, "the client has no time");
    const Capability time = scene.make(ObjectType::scheduling_context);
    scene.succeed(scene.scheduling_control(),
                  api::scheduling_control::ConfigureFlags{time, 10'000, 10'000, 0, 0, 0});
    scene.succeed(time, Bind{client.control});
    let_others_run(scene);
    scene.expect_equal(shared.returns, 1, "with other time it goes on");
    scene.expect_equal(shared.answer[0], 44, "the answer");
}

void active_server_keeps_its_own(Scene& scene) {
    prepare(scene);
    const Thread server = scene.start(serve_doubled, {.priority = 150});
    user::invoke(server.time, api::scheduling_context::Consumed{}).good();
    scene.expect_equal(user::call(shared.second_endpoint, Message::of(0, 8))[0], 16, "the answer");
    scene.refuse(server.time, Bind{scene.make(ObjectType::thread)}, api::Error::illegal_operation);
    const Capability time = scene.make(ObjectType::scheduling_context);
    scene.refuse(time, Bind{server.control}, api::Error::illegal_operation);
}

void wait_without_reply(Word) {
    shared.answer = user::wait(shared.endpoint);
    step();
    user::wait(shared.notification);
}
void call_of_waiter(Scene& scene) {
    prepare(scene);
    scene.start(wait_without_reply, {.priority = 150});
    const Thread client = scene.start(
        [](Word) {
            user::call(shared.endpoint, Message::of(3, 1));
            shared.returns.fetch_add(1);
            user::wait(shared.notification);
        },
        {.priority = 140});
    scene.expect_equal(steps(), 1, "the message arrived");
    scene.expect_equal(shared.answer.label(), 3, "its label");
    scene.expect_equal(shared.returns, 0, "the caller is stopped");
    // Resumed, it calls again.
    scene.succeed(client.control, api::thread::Resume{});
    scene.expect_equal(user::non_blocking_receive(shared.endpoint, shared.reply).label(), 3,
                       "the call again");
}

void notification_time_goes_on(Scene& scene) {
    prepare(scene);
    shared.target = scene.make(ObjectType::notification);
    start_passive(scene, serve_doubled);
    start_passive(scene, [](Word) {
        for (;;) {
            user::wait(shared.target);
            shared.answer = user::call(shared.second_endpoint, Message::of(0, 21));
            shared.returns.fetch_add(1);
        }
    });
    const Capability time = scene.make(ObjectType::scheduling_context);
    scene.succeed(scene.scheduling_control(),
                  api::scheduling_control::ConfigureFlags{time, 10'000, 10'000, 0, 0, 0});
    scene.succeed(time, Bind{shared.target});
    for (Word i = 1; i <= 3; ++i) {
        user::signal(shared.target);
        let_others_run(scene);
        scene.expect_equal(shared.returns, i, "calls made on the notification's time");
        scene.expect_equal(shared.answer[0], 42, "the answer");
    }
}

constexpr std::array checks{
    holds("Call", "lends time through one server to the next, and gets it back", time_goes_along_a_chain),
    holds("NBSendRecv", "lets a server announce itself and wait for its first client", announces_itself),
    holds("Reply", "A passive server that answers by Send has no time behind it.", send_loses_time),
    holds("Call", "A server runs at its own priority, not its client's.", own_priority_counts),
    holds("Reply", "Answered while its time is further along the chain, a caller has none.",
          answered_out_of_order),
    holds("Call", "A server with time of its own keeps it.", active_server_keeps_its_own),
    holds("Wait", "On an endpoint it takes a call's message; the caller stops and may be resumed.",
          call_of_waiter),
    holds("Signal", "The time of a notification goes on with the calls of the thread that has it.",
          notification_time_goes_on),
};

} // namespace

std::span<const Check> passive_server_checks() { return checks; }

} // namespace nacre::conformance
