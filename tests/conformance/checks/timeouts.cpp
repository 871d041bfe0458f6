// SPDX-License-Identifier: MIT
// Timeout faults: what they tell, and each answer that a handler can give.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>

#include <api/architecture/fault_message.hpp>
#include <api/architecture/user_context.hpp>
#include <api/fault.hpp>
#include <runtime/program_format.hpp>

namespace nacre::conformance {

namespace {

using api::FaultType;
using api::ObjectType;
using api::TimeoutMessage;
using api::scheduling_control::ConfigureFlags;
using user::Message;

constexpr std::uint64_t budget = 3000;
constexpr std::uint64_t period = 20'000;
constexpr Word handler_badge = 0x55;
constexpr Word context_badge = 0x1234;

/// A thread whose budget ends, and the endpoint at which this one hears of it.
struct Timed {
    Thread thread;
    Capability endpoint;
    Capability reply;
};

Timed start_timed(Scene& scene, void (*entry)(Word) = step_always, std::uint64_t length = budget) {
    share_anew(scene);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Thread thread = scene.start(entry, {.budget = length, .period = period, .resumed = false});
    scene.succeed(thread.control, api::thread::SetTimeoutEndpoint{scene.mint(endpoint, handler_badge)});
    scene.succeed(scene.scheduling_control(),
                  ConfigureFlags{thread.time, length, period, 0, context_badge, 0});
    scene.succeed(thread.control, api::thread::Resume{});
    return {thread, endpoint, scene.make(ObjectType::reply)};
}

Message receive_timeout(Scene& scene, const Timed& timed) {
    const Message message = user::receive(timed.endpoint, timed.reply);
    scene.expect_equal(message.badge, handler_badge, "the badge of the timeout endpoint");
    scene.expect_equal(message.label(), static_cast<Word>(FaultType::timeout), "the kind of fault");
    scene.expect_equal(message.length(), TimeoutMessage::length, "the words of the message");
    scene.expect_equal(message[TimeoutMessage::data], context_badge, "the badge of the context");
    return message;
}

/// Until what is left of the period is over, and a little longer.
void let_a_period_pass(Scene& scene, const Timed& timed, bool faults_again) {
    if (faults_again) {
        receive_timeout(scene, timed);
        return;
    }
    const Ticker ticker{scene, period};
    ticker.wait(3);
}

void tells_timeout(Scene& scene) {
    const Timed timed = start_timed(scene);
    const Message message = receive_timeout(scene, timed);
    const Word consumed = message[TimeoutMessage::consumed];
    scene.expect(consumed >= budget - 500 && consumed <= budget + 500, "the time that was used");
    scene.expect(steps() > 0, "the thread ran");
    const auto answer = user::invoke(timed.thread.time, api::scheduling_context::Consumed{});
    scene.expect(answer.good() && answer->consumed == 0, "what was told is not told again");
}

void empty_answer_waits(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    const Word before = steps();
    user::reply_to(timed.reply, {});
    let_others_run(scene);
    scene.expect_equal(steps(), before, "steps before the next period");
    let_a_period_pass(scene, timed, true);
    scene.expect(steps() > before, "steps in the next period");
}

void other_label_stops(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    const Word before = steps();
    user::reply_to(timed.reply, Message::of(1));
    let_a_period_pass(scene, timed, false);
    scene.expect_equal(steps(), before, "steps of a stopped thread");
    scene.succeed(timed.thread.control, api::thread::Resume{});
    let_a_period_pass(scene, timed, true);
    scene.expect(steps() > before, "steps once it is resumed");
}

void come_elsewhere(Word argument) {
    shared.returns = argument;
    user::wait(shared.notification);
}
void answer_sets_registers(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    using Context = api::architecture::UserContext;
    std::array<Word, api::architecture::user_context_words> registers{};
    scene.expect(
        user::invoke_reading(timed.thread.control,
                             api::thread::ReadRegisters{.suspend_source = false, .count = registers.size()},
                             registers)
            .good(),
        "its registers can be read");
    // In the order of a UserContext.
    constexpr unsigned stack_alignment_bits = 4;
    const Word stack =
        align_down(registers[offsetof(Context, stack_pointer) / sizeof(Word)], stack_alignment_bits);
    Message answer = Message::of(0);
    for (const Word word :
         user::architecture::start_registers(reinterpret_cast<Word>(&come_elsewhere), stack, 0x77)) {
        answer.append(word);
    }
    user::reply_to(timed.reply, answer);
    const Ticker ticker{scene, period};
    ticker.wait(3);
    scene.expect_equal(shared.returns, 0x77, "it goes on elsewhere, with another first argument");
}

void more_budget_runs_at_once(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    const Word before = steps();
    const Capability time = scene.make(ObjectType::scheduling_context);
    scene.succeed(scene.scheduling_control(), ConfigureFlags{time, budget, period, 0, context_badge, 0});
    scene.succeed(timed.thread.time, api::scheduling_context::Unbind{});
    scene.succeed(time, api::scheduling_context::Bind{timed.thread.control});
    user::reply_to(timed.reply, {});
    receive_timeout(scene, timed);
    scene.expect(steps() > before, "it ran with the other context");
}

void context_is_configured_anew(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    const Word before = steps();
    scene.succeed(scene.scheduling_control(),
                  ConfigureFlags{timed.thread.time, 2 * budget, 2 * budget, 0, context_badge, 0});
    user::reply_to(timed.reply, {});
    const Ticker ticker{scene, period};
    ticker.wait(3);
    scene.expect(steps() > before, "it runs with the new time");
    // Round robin: no timeout comes any more.
    scene.expect_equal(user::non_blocking_receive(timed.endpoint, timed.reply).badge, 0, "no timeout");
}

void no_answer_keeps_it(Scene& scene) {
    const Timed timed = start_timed(scene);
    receive_timeout(scene, timed);
    const Word before = steps();
    let_a_period_pass(scene, timed, false);
    scene.expect_equal(steps(), before, "steps of a thread that nobody answers");
    scene.remove(timed.reply);
    const Ticker ticker{scene, period};
    ticker.wait(3);
    scene.expect_equal(steps(), before, "steps of a thread that nobody can answer");
    scene.succeed(timed.thread.control, api::thread::Resume{});
    ticker.wait(3);
    scene.expect(steps() > before, "steps once it is resumed");
}

void round_robin_has_none(Scene& scene) {
    const Timed timed = start_timed(scene, step_always, period);
    const Ticker ticker{scene, period};
    ticker.wait(4);
    scene.expect_equal(user::non_blocking_receive(timed.endpoint, timed.reply).badge, 0, "no timeout");
    scene.expect(steps() > 0, "the thread runs");
}

void without_handler_waits(Scene& scene) {
    const Timed timed = start_timed(scene);
    scene.succeed(timed.thread.control, api::thread::SetTimeoutEndpoint{});
    const Ticker ticker{scene, period};
    ticker.wait(3);
    scene.expect_equal(user::non_blocking_receive(timed.endpoint, timed.reply).badge, 0, "no timeout");
    const Word before = steps();
    ticker.wait(2);
    scene.expect(steps() > before, "the thread runs in each period");
}

// A passive server that runs out of its client's time.

void serve_too_long(Word) {
    user::receive(shared.endpoint, shared.reply);
    step_always(0);
}
void call_server(Word) {
    shared.answer = user::call(shared.endpoint, Message::of(1));
    shared.returns.fetch_add(1);
    user::wait(shared.notification);
}
void server_runs_out(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    shared.reply = scene.make(ObjectType::reply);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Thread server = start_passive(scene, serve_too_long);
    scene.succeed(server.control, api::thread::SetTimeoutEndpoint{scene.mint(endpoint, handler_badge)});
    const Thread client = scene.start(call_server, {.budget = budget, .period = period, .resumed = false});
    scene.succeed(scene.scheduling_control(),
                  ConfigureFlags{client.time, budget, period, 0, context_badge, 0});
    scene.succeed(client.control, api::thread::Resume{});
    const Timed timed{server, endpoint, scene.make(ObjectType::reply)};
    receive_timeout(scene, timed);
    scene.expect(steps() > 0, "the server ran in its client's time");
    // The handler answers in the server's place; the client's time returns with the answer.
    user::reply_to(shared.reply, Message::of(9));
    const Ticker ticker{scene, period};
    ticker.wait(3);
    scene.expect_equal(shared.returns, 1, "the client goes on");
    scene.expect_equal(shared.answer.label(), 9, "the label of the answer");
}

constexpr std::array checks{
    holds("Timeout", "It tells the context's badge and what was consumed since that was last asked.",
          tells_timeout),
    holds("Timeout", "Answered with label 0, the thread runs when its next refill is due.",
          empty_answer_waits),
    holds("Timeout", "Answered with another label, the thread stops.", other_label_stops),
    holds("Timeout", "Registers in the answer are the thread's, in the order of a context.",
          answer_sets_registers),
    holds("Timeout", "With another context the thread runs at once when it is answered.",
          more_budget_runs_at_once),
    holds("Timeout", "With its context configured anew the thread runs on.", context_is_configured_anew),
    holds("Timeout", "Without an answer the thread stays stopped, also when the reply object goes.",
          no_answer_keeps_it),
    holds("Timeout", "A round-robin thread has none.", round_robin_has_none),
    holds("Timeout", "Without a timeout endpoint the thread waits for its next refill.",
          without_handler_waits),
    holds("Timeout", "A passive server's tells the badge of its client's context.", server_runs_out),
};

} // namespace

std::span<const Check> timeout_checks() { return checks; }

} // namespace nacre::conformance
