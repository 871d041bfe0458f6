// SPDX-License-Identifier: MIT
// Interrupt control: capabilities that send a software interrupt to a core.
#include <conformance/checks/groups.hpp>
#include <conformance/destination.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

namespace board = user::board;
using api::Error;
using api::ObjectType;
using api::interrupt_control::IssueSgiSignal;

constexpr Capability control{initial::irq_control};
constexpr Word software_line = 3;
constexpr Word badge = 0x40;

/// The method for a free line, which has no more arguments than all have in common.
IssueSgiSignal usual(Scene& scene) {
    return {.interrupt = software_line,
            .root = scene.cnode(),
            .index = scene.slot().address,
            .depth = whole_word};
}

struct Attempt {
    Capability target;
    IssueSgiSignal method;
};
Attempt attempt(Scene& scene) { return {control, usual(scene)}; }

template<void (*run)(Scene&)>
void if_here(Scene& scene) {
    if (board::has_software_interrupts) {
        run(scene);
    } else {
        scene.skip("this board's interrupt controller has no software interrupts for programs");
    }
}

void signals(Scene& scene) {
    const IssueSgiSignal method = usual(scene);
    scene.succeed(control, method);
    const Capability line = make_handler(scene, software_line);
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(line, api::interrupt_handler::SetNotification{scene.mint(notification, badge)});
    scene.expect_equal(wait_a_little(notification), 0, "before it is sent");
    // What is sent does not matter.
    user::send({method.index}, user::Message::of(17, 1, 2, 3));
    scene.expect_equal(wait_a_little(notification), badge, "after it was sent");
    scene.succeed(line, api::interrupt_handler::Acknowledge{});
    user::non_blocking_send({method.index}, {});
    scene.expect_equal(wait_a_little(notification), badge, "after it was sent again");
}

void no_software_interrupts(Scene& scene) {
    if (board::has_software_interrupts) {
        return scene.skip("this board's interrupt controller has software interrupts");
    }
    scene.refuse(control, usual(scene), Error::illegal_operation);
}

void no_such_software_interrupt(Scene& scene) {
    IssueSgiSignal method = usual(scene);
    method.interrupt = 16;
    method.target = ~Word{0};
    scene.refuse(control, method, Error::range_error, {0, 15});
}

void no_such_core(Scene& scene) {
    IssueSgiSignal method = usual(scene);
    method.root = scene.own_thread();
    for (const Word target : {Word{8}, ~Word{0}}) {
        method.target = target;
        scene.refuse(control, method, Error::invalid_argument, {1});
    }
}

using Destination = DestinationChecks<IssueSgiSignal, attempt>;

constexpr std::array checks{
    succeeds<IssueSgiSignal>(if_here<signals>),
    refuses<IssueSgiSignal>("the board has no software interrupts for programs", no_software_interrupts),
    refuses<IssueSgiSignal>("`interrupt` is no software interrupt", if_here<no_such_software_interrupt>),
    refuses<IssueSgiSignal>("`target` is no core", if_here<no_such_core>),
    refuses<IssueSgiSignal>("`root` is no CNode", if_here<Destination::bad_root>),
    refuses<IssueSgiSignal>("`depth` is not between 1 and the bits of a word",
                            if_here<Destination::bad_depth>),
    refuses<IssueSgiSignal>("`index` and `depth` lead to no slot", if_here<Destination::no_slot>),
    refuses<IssueSgiSignal>("the destination slot is occupied", if_here<Destination::occupied>),
};

} // namespace

std::span<const Check> software_interrupt_checks() { return checks; }

} // namespace nacre::conformance
