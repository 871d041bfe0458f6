// SPDX-License-Identifier: MIT
// Interrupt handlers: signals, acknowledging, and time that comes with a signal (INTERRUPT0002 to 0006).
#include <conformance/checks/groups.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::ObjectType;
using api::interrupt_handler::Acknowledge;
using api::interrupt_handler::Clear;
using api::interrupt_handler::SetNotification;
namespace scheduling_context = api::scheduling_context;

void acknowledges(Scene& scene) {
    Uart uart{scene};
    const Capability line = make_handler(scene);
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(line, SetNotification{scene.mint(notification, 1)});
    uart.raise();
    scene.expect_equal(wait_a_little(notification), 1, "the first time");
    scene.expect_equal(wait_a_little(notification), 0, "before it is acknowledged");
    scene.succeed(line, Acknowledge{});
    uart.insist();
    scene.expect_equal(wait_a_little(notification), 1, "after it is acknowledged");
    uart.lower();
    scene.succeed(line, Acknowledge{});
    scene.expect_equal(wait_a_little(notification), 0, "once the device is quiet");
    // One that did not occur can be acknowledged, too.
    scene.succeed(line, Acknowledge{});
}

void sets_notification(Scene& scene) {
    Uart uart{scene};
    const Capability line = make_handler(scene);
    const Capability first = scene.make(ObjectType::notification);
    const Capability second = scene.make(ObjectType::notification);
    scene.succeed(line, SetNotification{scene.mint(first, 1)});
    scene.succeed(line, SetNotification{scene.mint(second, 6, CapabilityRights::write())});
    uart.raise();
    scene.expect_equal(wait_a_little(second), 6, "the badge at the later notification");
    scene.expect_equal(user::poll(first), 0, "at the earlier one");
}

void early_interrupt(Scene& scene) {
    Uart uart{scene};
    const Capability line = make_handler(scene);
    uart.raise();
    const Capability notification = scene.make(ObjectType::notification);
    scene.expect_equal(wait_a_little(notification), 0, "without a notification");
    scene.succeed(line, SetNotification{scene.mint(notification, 1)});
    scene.expect_equal(wait_a_little(notification), 0, "before it is acknowledged");
    scene.succeed(line, Acknowledge{});
    uart.insist();
    scene.expect_equal(wait_a_little(notification), 1, "after it is acknowledged");
}

void bad_notification(Scene& scene) {
    const Capability line = make_handler(scene);
    const Capability notification = scene.make(ObjectType::notification);
    for (const Capability bad : {scene.make(ObjectType::endpoint), scene.own_thread(),
                                 scene.copy(notification, CapabilityRights::read())}) {
        scene.refuse(line, SetNotification{bad}, Error::invalid_capability, {0});
    }
}

void clears(Scene& scene) {
    Uart uart{scene};
    const Capability line = make_handler(scene);
    const Capability notification = scene.make(ObjectType::notification);
    const Capability badged = scene.mint(notification, 1);
    scene.succeed(line, SetNotification{badged});
    scene.succeed(line, Clear{});
    uart.raise();
    scene.expect_equal(wait_a_little(notification), 0, "without a notification");
    scene.succeed(line, SetNotification{badged});
    scene.succeed(line, Acknowledge{});
    uart.insist();
    scene.expect_equal(wait_a_little(notification), 1, "with it again");
    scene.succeed(line, Clear{});
    scene.succeed(line, Clear{});
}

void deletion_silences(Scene& scene) {
    Uart uart{scene};
    const Capability line = make_handler(scene);
    const Capability copy = scene.copy(line);
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(line, SetNotification{scene.mint(notification, 1)});
    scene.remove(line);
    uart.raise();
    scene.expect_equal(wait_a_little(notification), 1, "while a copy is left");
    scene.succeed(copy, Acknowledge{});
    uart.insist();
    scene.expect_equal(wait_a_little(notification), 1, "while a copy is left");
    scene.remove(copy);
    uart.lower();
    uart.raise();
    scene.expect_equal(wait_a_little(notification), 0, "without a handler");
    const Capability again = make_handler(scene);
    scene.expect_equal(wait_a_little(notification), 0, "with a new handler, which signals nothing yet");
    scene.succeed(again, SetNotification{notification});
}

// What the handling threads share with the check; each counts in a place of its own.
constexpr Word rounds = 10;
struct Shared {
    Uart* uart;
    Capability line;
    Capability notification;
    volatile Word counts[2];
};
constinit Shared shared{};

void handle(Word place) {
    for (;;) {
        user::wait(shared.notification);
        shared.uart->lower();
        user::invoke(shared.line, Acknowledge{}).good();
        shared.counts[place] = shared.counts[place] + 1;
    }
}

/// Handling threads that are more important than the check: each round has ended when the check goes on.
class Handling {
public:
    explicit Handling(Scene& scene) : scene_{scene}, uart_{scene} {
        shared.uart = &uart_;
        shared.line = make_handler(scene);
        shared.notification = scene.make(ObjectType::notification);
        shared.counts[0] = 0;
        shared.counts[1] = 0;
        scene.succeed(shared.line, SetNotification{shared.notification});
    }

    /// Waits for the interrupt already; without time of its own if `passive`.
    Thread start(Word place, bool passive) {
        const ThreadOptions options{
            .priority = Scene::own_priority + 1, .argument = place, .budget = 1'000'000, .period = 1'000'000};
        const Thread thread = scene_.start(&handle, options);
        if (passive) {
            scene_.succeed(thread.time, scheduling_context::Unbind{});
        }
        return thread;
    }
    void lend(const Thread& thread) {
        scene_.succeed(thread.time, scheduling_context::Bind{shared.notification});
    }
    void interrupt() {
        uart_.raise();
        // Somewhere in here it arrives.
        for (unsigned i = 0; i < 200; ++i) {
            user::debug_capability_identify(shared.line);
        }
    }
    void interrupt_often(Word count) {
        for (Word i = 0; i < count; ++i) {
            interrupt();
        }
    }
    void expect_counts(Word first, Word second) {
        scene_.expect_equal(shared.counts[0], first, "interrupts that the first thread handled");
        scene_.expect_equal(shared.counts[1], second, "interrupts that the second thread handled");
    }

private:
    Scene& scene_;
    Uart uart_;
};

void lent_time(Scene& scene) {
    Handling handling{scene};
    handling.lend(handling.start(0, true));
    handling.interrupt_often(rounds);
    handling.expect_counts(rounds, 0);
}

void lent_and_own_time(Scene& scene) {
    Handling handling{scene};
    const Thread passive = handling.start(0, true);
    handling.start(1, false);
    handling.lend(passive);
    handling.interrupt_often(2 * rounds);
    handling.expect_counts(rounds, rounds);
}

void no_time(Scene& scene) {
    Handling handling{scene};
    const Thread thread = handling.start(0, true);
    handling.interrupt();
    handling.expect_counts(0, 0);
    // The signal was taken: it runs as soon as it has time.
    scene.succeed(thread.time, scheduling_context::Bind{thread.control});
    handling.expect_counts(1, 0);
}

void one_loan_for_two(Scene& scene) {
    Handling handling{scene};
    const Thread first = handling.start(0, true);
    handling.start(1, true);
    handling.lend(first);
    handling.interrupt_often(2 * rounds);
    handling.expect_counts(rounds, rounds);
}

void deleted_loan(Scene& scene) {
    Handling handling{scene};
    const Thread thread = handling.start(0, true);
    handling.lend(thread);
    handling.interrupt();
    scene.remove(thread.time);
    handling.interrupt();
    handling.expect_counts(1, 0);
}

constexpr std::array checks{
    succeeds<Acknowledge>(acknowledges),
    succeeds<SetNotification>(sets_notification),
    refuses<SetNotification>("`notification` is no notification capability with write right",
                             bad_notification),
    succeeds<Clear>(clears),
    holds("InterruptHandler", "What occurs before a notification is set waits for an Acknowledge.",
          early_interrupt),
    holds("InterruptHandler", "Deleting the last capability of a handler silences its interrupt.",
          deletion_silences),
    holds("INTERRUPT0002",
          "A thread without time of its own handles interrupts with the time of the notification.",
          lent_time),
    holds("INTERRUPT0003", "A thread with time of its own leaves the notification's to the one without.",
          lent_and_own_time),
    holds("INTERRUPT0004", "Without any time the handler does not run, but the interrupt is not lost.",
          no_time),
    holds("INTERRUPT0005", "Two handlers use the notification's time in turn, never both at once.",
          one_loan_for_two),
    holds("INTERRUPT0006", "A notification whose scheduling context was deleted lends nothing.",
          deleted_loan),
};

} // namespace

std::span<const Check> interrupt_handler_checks() { return checks; }

} // namespace nacre::conformance
