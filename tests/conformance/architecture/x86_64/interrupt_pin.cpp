// SPDX-License-Identifier: MIT
// Interrupt control of a PC: pins of IO-APICs, and interrupts that devices send as messages.
#include <conformance/checks/groups.hpp>
#include <conformance/destination.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

namespace handler = api::interrupt_handler;
using api::Error;
using api::ObjectType;
using api::interrupt_control::Get;
using api::interrupt_control::GetIoApic;
using api::interrupt_control::GetMsi;

constexpr Capability control{initial::irq_control};
constexpr Word last_vector = 107;
constexpr Word free_vector = 50;
constexpr Word badge = 0x40;
/// Of the first serial port, since there are PCs.
constexpr Word serial_pin = 4;

template<typename M>
M usual(Scene& scene) {
    M method{};
    method.root = scene.cnode();
    method.index = scene.slot().address;
    method.depth = whole_word;
    method.vector = free_vector;
    if constexpr (std::same_as<M, GetIoApic>) {
        method.pin = serial_pin;
        method.level = 1;
    }
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

void gets_no_number(Scene& scene) {
    for (const Word number : {Word{0}, Word{4}, ~Word{0}}) {
        scene.refuse(control, Get{number, scene.own_thread(), 0, 0}, Error::illegal_operation);
    }
}

void no_numbers(Scene& scene) { scene.skip("a PC's interrupts are asked for by their pin or as messages"); }

void gets_pin(Scene& scene) {
    Uart uart{scene};
    const GetIoApic method = usual<GetIoApic>(scene);
    scene.succeed(control, method);
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed({method.index}, handler::SetNotification{scene.mint(notification, badge)});
    scene.expect_equal(wait_a_little(notification), 0, "before the device raises it");
    uart.raise();
    scene.expect_equal(wait_a_little(notification), badge, "the badge of the notification");
}

void gets_message(Scene& scene) {
    GetMsi method = usual<GetMsi>(scene);
    scene.succeed(control, method);
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed({method.index}, handler::SetNotification{scene.mint(notification, badge)});
    scene.succeed({method.index}, handler::Acknowledge{});
    method = usual<GetMsi>(scene);
    method.vector = free_vector + 1;
    method.bus = 255;
    method.device = 31;
    method.function = 7;
    method.handle = ~Word{0};
    scene.succeed(control, method);
}

template<typename M>
void no_vector(Scene& scene) {
    M method = usual<M>(scene);
    method.root = scene.own_thread();
    for (const Word vector : {last_vector + 1, ~Word{0}}) {
        method.vector = vector;
        scene.refuse(control, method, Error::range_error, {0, last_vector});
    }
}

template<typename M>
void vector_taken(Scene& scene) {
    const M first = usual<M>(scene);
    scene.succeed(control, first);
    M second = usual<M>(scene);
    second.root = scene.own_thread();
    scene.refuse(control, second, Error::revoke_first);
    // Free again when its handler is gone.
    scene.remove({first.index});
    scene.succeed(control, usual<M>(scene));
}

template<typename M>
void refuses_value(Scene& scene, Word M::* field, Word value, Word last) {
    M method = usual<M>(scene);
    method.*field = value;
    scene.refuse(control, method, Error::range_error, {0, last});
}

void no_io_apic(Scene& scene) {
    GetIoApic method = usual<GetIoApic>(scene);
    method.io_apic = ~Word{0};
    method.pin = ~Word{0};
    scene.refuse(control, method, Error::range_error, {0});
}
void no_pin(Scene& scene) {
    GetIoApic method = usual<GetIoApic>(scene);
    method.pin = ~Word{0};
    method.level = 2;
    scene.refuse(control, method, Error::range_error, {0});
}
void no_level(Scene& scene) { refuses_value(scene, &GetIoApic::level, 2, 1); }
void no_polarity(Scene& scene) { refuses_value(scene, &GetIoApic::polarity, 2, 1); }
void no_bus(Scene& scene) { refuses_value(scene, &GetMsi::bus, 256, 255); }
void no_device(Scene& scene) { refuses_value(scene, &GetMsi::device, 32, 31); }
void no_function(Scene& scene) { refuses_value(scene, &GetMsi::function, 8, 7); }

void machine_without_io_apic(Scene& scene) { scene.skip("this machine has an IO-APIC"); }

template<typename M>
consteval auto vector_checks() {
    return std::array{refuses<M>("`vector` is above 107", no_vector<M>),
                      refuses<M>("`vector` has a handler already", vector_taken<M>)};
}

constexpr std::array own{
    succeeds<Get>(no_numbers),
    refuses<Get>("interrupts are asked for by their pin or as messages here", gets_no_number),
    succeeds<GetIoApic>(gets_pin),
    refuses<GetIoApic>("the machine has no IO-APIC", machine_without_io_apic),
    refuses<GetIoApic>("the machine has no such IO-APIC", no_io_apic),
    refuses<GetIoApic>("the IO-APIC has no such pin", no_pin),
    refuses<GetIoApic>("`level` is neither 0 nor 1", no_level),
    refuses<GetIoApic>("`polarity` is neither 0 nor 1", no_polarity),
    succeeds<GetMsi>(gets_message),
    refuses<GetMsi>("`bus` is above 255", no_bus),
    refuses<GetMsi>("`device` is above 31", no_device),
    refuses<GetMsi>("`function` is above 7", no_function),
};
constexpr auto checks = joined(own, vector_checks<GetIoApic>(), vector_checks<GetMsi>(),
                               DestinationChecks<GetIoApic, attempt<GetIoApic>>::checks,
                               DestinationChecks<GetMsi, attempt<GetMsi>>::checks);

} // namespace

std::span<const Check> interrupt_pin_checks() { return checks; }

} // namespace nacre::conformance
