// SPDX-License-Identifier: MIT
// Interrupt control where interrupts have numbers: handing out lines, and how they are triggered.
#include <conformance/checks/groups.hpp>
#include <conformance/destination.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

namespace board = user::board;
namespace handler = api::interrupt_handler;
using api::Error;
using api::ObjectType;
using api::interrupt_control::Get;
using api::interrupt_control::GetTrigger;

constexpr Capability control{initial::irq_control};
constexpr Word edge = 1;
constexpr Word level = 0;
constexpr Word badge = 0x40;
constexpr std::string_view no_triggers_here = "this board's interrupt controller has no triggers to set";

/// The method for a free line, which has no more arguments than all have in common.
template<typename M>
M usual(Scene& scene) {
    M method{};
    method.interrupt = Uart::interrupt;
    method.root = scene.cnode();
    method.index = scene.slot().address;
    method.depth = whole_word;
    return method;
}

template<typename M>
struct Attempt {
    Capability target;
    M method;
};
template<typename M>
Attempt<M> attempt(Scene& scene) {
    return {control, usual<M>(scene)};
}

/// A badged capability to a notification; the notification itself is its neighbour before.
Capability signalled_by(Scene& scene, Capability line) {
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(line, handler::SetNotification{scene.mint(notification, badge)});
    return notification;
}

void gets(Scene& scene) {
    Uart uart{scene};
    const Get method = usual<Get>(scene);
    scene.succeed(control, method);
    const Capability notification = signalled_by(scene, {method.index});
    scene.expect_equal(wait_a_little(notification), 0, "before the device raises it");
    uart.raise();
    scene.expect_equal(wait_a_little(notification), badge, "the badge of the notification");
}

/// A level that stays interrupts again after Acknowledge; an edge does not.
void gets_trigger(Scene& scene) {
    if (!board::has_triggers) {
        return scene.skip(no_triggers_here);
    }
    Uart uart{scene};
    // The level last: so the line is left as it was.
    for (const Word trigger : {edge, level}) {
        GetTrigger method = usual<GetTrigger>(scene);
        method.trigger = trigger;
        scene.succeed(control, method);
        const Capability line{method.index};
        const Capability notification = signalled_by(scene, line);
        uart.raise();
        scene.expect_equal(wait_a_little(notification), badge, "when the device raises it");
        scene.succeed(line, handler::Acknowledge{});
        const bool is_over = trigger == edge && board::heeds_triggers;
        uart.insist();
        scene.expect_equal(wait_a_little(notification), is_over ? 0 : badge,
                           is_over ? "after the edge" : "while the level stays");
        uart.lower();
        scene.remove(line);
    }
}

void no_triggers(Scene& scene) {
    if (board::has_triggers) {
        return scene.skip("this board's interrupt controller can choose triggers");
    }
    GetTrigger method = usual<GetTrigger>(scene);
    scene.refuse(control, method, Error::illegal_operation);
    // Whatever the rest says.
    method.interrupt = ~Word{0};
    scene.refuse(control, method, Error::illegal_operation);
}

/// Get is everywhere, GetTrigger where there are triggers.
template<typename M>
bool is_here(Scene& scene) {
    const bool here = std::same_as<M, Get> || board::has_triggers;
    if (!here) {
        scene.skip(no_triggers_here);
    }
    return here;
}

template<typename M>
void no_such_line(Scene& scene) {
    if (is_here<M>(scene)) {
        M method = usual<M>(scene);
        // A number below the first is one above the last, too.
        for (const Word number : {board::last_interrupt + 1, Word{board::first_interrupt} - 1, ~Word{0}}) {
            method.interrupt = number;
            scene.refuse(control, method, Error::range_error,
                         {board::first_interrupt, board::last_interrupt});
        }
    }
}

template<typename M>
void taken(Scene& scene) {
    if (is_here<M>(scene)) {
        M method = usual<M>(scene);
        const Capability line = make_handler(scene);
        method.root = scene.own_thread();
        scene.refuse(control, method, Error::revoke_first);
        method.interrupt = board::timer_interrupt;
        scene.refuse(control, method, Error::revoke_first);
        // Free again when its handler is gone.
        scene.remove(line);
        method = usual<M>(scene);
        scene.succeed(control, method);
    }
}

template<typename M, void (*run)(Scene&)>
void if_here(Scene& scene) {
    if (is_here<M>(scene)) {
        run(scene);
    }
}

template<typename M>
consteval auto destination_checks() {
    using Checks = DestinationChecks<M, attempt<M>>;
    return std::array{
        refuses<M>("`root` is no CNode", if_here<M, Checks::bad_root>),
        refuses<M>("`depth` is not between 1 and the bits of a word", if_here<M, Checks::bad_depth>),
        refuses<M>("`index` and `depth` lead to no slot", if_here<M, Checks::no_slot>),
        refuses<M>("the destination slot is occupied", if_here<M, Checks::occupied>),
    };
}

template<typename M>
consteval std::array<Check, 2> line_checks() {
    return {refuses<M>("the board has no interrupt of that number", no_such_line<M>),
            refuses<M>("`interrupt` has a handler already, or is the kernel's own", taken<M>)};
}

constexpr std::array own{
    succeeds<Get>(gets),
    succeeds<GetTrigger>(gets_trigger),
    refuses<GetTrigger>("the board's interrupt controller has no triggers to set", no_triggers),
};
constexpr auto checks = joined(own, line_checks<Get>(), line_checks<GetTrigger>(), destination_checks<Get>(),
                               destination_checks<GetTrigger>());

} // namespace

std::span<const Check> interrupt_number_checks() { return checks; }

} // namespace nacre::conformance
