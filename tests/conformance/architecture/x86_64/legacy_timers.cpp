// SPDX-License-Identifier: MIT
// The timers of a PC that programs may drive: the interval timer, and the high-precision event timers, whose
// interrupts come over a pin of the IO-APIC or as messages.
#include <conformance/checks/groups.hpp>
#include <conformance/uart.hpp>

#include <runtime/counter.hpp>
#include <runtime/device_control.hpp>

#include <bit>

namespace nacre::conformance {

namespace {

using api::ObjectType;
using api::interrupt_control::GetMsi;
namespace handler = api::interrupt_handler;

constexpr Capability control{initial::irq_control};
constexpr Word badge = 0x20;
constexpr Word free_vector = 51;

/// The notification that the interrupt of the handler signals.
Capability notification_of(Scene& scene, Capability line) {
    const Capability notification = scene.make(ObjectType::notification);
    scene.succeed(line, handler::SetNotification{scene.mint(notification, badge)});
    return notification;
}

Capability pin_handler(Scene& scene, Word pin) {
    const Capability line = scene.slot();
    const auto got = user::get_interrupt(user::IoApicPin{.io_apic = 0,
                                                         .pin = pin,
                                                         .is_level_triggered = false,
                                                         .is_active_low = false,
                                                         .vector = free_vector},
                                         scene.cnode(), line.address);
    scene.expect(got.good(), "the handler of a free pin");
    return line;
}

/// IA-PC HPET specification 1.0a, section 2.3. The registers have 64 bits.
class EventTimer {
public:
    explicit EventTimer(Scene& scene) : device_{open_device(scene, user::board::device_page)} {
        device_.write<Configuration>(Configuration::Enable::mask);
    }
    ~EventTimer() {
        device_.write<TimerConfiguration>(0);
        device_.write<Configuration>(0);
    }
    EventTimer(const EventTimer&) = delete;
    EventTimer& operator=(const EventTimer&) = delete;

    /// In 10^-15 seconds.
    Word period() const { return Capabilities::Period::get(device_.read<Capabilities>()); }
    Word count() const { return device_.read<MainCounter>(); }

    /// As bits: pins of the IO-APICs over which the first timer's interrupt can come.
    Word pins() const { return TimerConfiguration::Pins::get(device_.read<TimerConfiguration>()); }
    bool can_send_messages() const {
        return TimerConfiguration::CanSend::get(device_.read<TimerConfiguration>()) != 0;
    }

    void interrupt_over(Word pin) const {
        begin(TimerConfiguration::Pin::make(pin) | TimerConfiguration::Enable::mask);
    }
    /// The address says which core is meant, its data which vector: Intel SDM volume 3, section 10.11.
    void interrupt_by_message(Word address, Word vector) const {
        device_.write<Message>(address << 32 | vector);
        begin(TimerConfiguration::Send::mask | TimerConfiguration::Enable::mask);
    }

private:
    template<std::size_t offset, Access access = Access::read_write>
    using WideRegister = nacre::Register<offset, access, std::uint64_t>;

    struct Capabilities : WideRegister<0, Access::read_only> {
        using Period = Register::Field<32, 32>;
    };
    struct Configuration : WideRegister<0x10> {
        using Enable = Register::Field<0>;
    };
    struct MainCounter : WideRegister<0xf0> {};
    /// Of the first timer.
    struct TimerConfiguration : WideRegister<0x100> {
        using Enable = Register::Field<2>;
        using Pin = Register::Field<9, 5>;
        using Send = Register::Field<14>;
        using CanSend = Register::Field<15>;
        using Pins = Register::Field<32, 32>;
    };
    struct Comparator : WideRegister<0x108> {};
    struct Message : WideRegister<0x110> {};

    /// Once, ten microseconds from now.
    void begin(Word configuration) const {
        constexpr Word distance = 10'000'000'000;
        device_.write<TimerConfiguration>(configuration);
        device_.write<Comparator>(count() + distance / period());
    }

    Device<MemoryBus> device_;
};

void events_are_counted(Scene& scene) {
    const EventTimer timer{scene};
    // The specification: at least ten million times a second.
    scene.expect(timer.period() > 0 && timer.period() <= 100'000'000, "a period that there can be");
    const Word before = timer.count();
    const Word clock = user::architecture::counter();
    const Word milliseconds = 5;
    const Word frequency = user::architecture::counter_frequency();
    while (user::architecture::counter() - clock < milliseconds * frequency / 1000) {
    }
    const Word ticks = timer.count() - before;
    const Word wanted = milliseconds * 1'000'000'000'000 / timer.period();
    // The kernel has measured its clock; and others may have run in between.
    const Word least = wanted - wanted / 20;
    scene.expect(ticks >= least && ticks < 2 * wanted, "it counts as the kernel's clock does");
}

void events_come_over_a_pin(Scene& scene) {
    const EventTimer timer{scene};
    // The first pins are those of older devices.
    const Word pin = static_cast<Word>(std::bit_width(timer.pins())) - 1;
    const Capability line = pin_handler(scene, pin);
    const Capability notification = notification_of(scene, line);
    scene.expect_equal(wait_a_little(notification), 0, "before its time");
    for (unsigned i = 0; i < 3; ++i) {
        timer.interrupt_over(pin);
        scene.expect_equal(wait_a_little(notification), badge, "the badge of the notification");
        scene.expect_equal(wait_a_little(notification), 0, "once only");
        scene.succeed(line, handler::Acknowledge{});
    }
}

void events_come_as_messages(Scene& scene) {
    const EventTimer timer{scene};
    if (!timer.can_send_messages()) {
        return scene.skip("this machine's event timers send no messages");
    }
    /// Written there, a message reaches the first core's controller; vectors of programs begin at 48.
    constexpr Word first_core = 0xfee0'0000;
    constexpr Word first_vector = 48;
    const Capability line = scene.slot();
    scene.succeed(
        control,
        GetMsi{.root = scene.cnode(), .index = line.address, .depth = whole_word, .vector = free_vector});
    const Capability notification = notification_of(scene, line);
    scene.expect_equal(wait_a_little(notification), 0, "before its time");
    for (unsigned i = 0; i < 3; ++i) {
        timer.interrupt_by_message(first_core, first_vector + free_vector);
        scene.expect_equal(wait_a_little(notification), badge, "the badge of the notification");
        scene.expect_equal(wait_a_little(notification), 0, "once only");
        scene.succeed(line, handler::Acknowledge{});
    }
    scene.remove(line);
    timer.interrupt_by_message(first_core, first_vector + free_vector);
    scene.expect_equal(wait_a_little(notification), 0, "without a handler");
}

/// Intel 8254 data sheet, "Control Word Format": 1,193,182 times a second.
void intervals_are_counted(Scene& scene) {
    constexpr user::IoPorts ports{0x40, 0x43};
    constexpr Word counter = 0, control_word = 3;
    constexpr std::uint8_t interrupt_at_zero = 0x30, latch = 0x00;
    /// Where a PC's interrupt 0 arrives since there are IO-APICs.
    constexpr Word pin = 2;
    const user::IoPortBus timer = open_device(scene, ports);
    const auto count_down_from = [&](unsigned count) {
        timer.store(control_word, interrupt_at_zero);
        timer.store(counter, static_cast<std::uint8_t>(count));
        timer.store(counter, static_cast<std::uint8_t>(count >> 8));
    };
    const auto look = [&] {
        timer.store(control_word, latch);
        const unsigned low = timer.load<std::uint8_t>(counter);
        return low | unsigned{timer.load<std::uint8_t>(counter)} << 8;
    };
    count_down_from(0xffff);
    const unsigned before = look();
    scene.expect(before > 0x8000, "it begins where it was told");
    unsigned after = before;
    for (unsigned i = 0; i < 1000 && after == before; ++i) {
        after = look();
    }
    scene.expect(after < before, "it counts down");

    const Capability line = pin_handler(scene, pin);
    const Capability notification = notification_of(scene, line);
    scene.expect_equal(wait_a_little(notification), 0, "before its time");
    for (unsigned i = 0; i < 3; ++i) {
        count_down_from(12);
        scene.expect_equal(wait_a_little(notification), badge, "the badge of the notification");
        scene.expect_equal(wait_a_little(notification), 0, "once only");
        scene.succeed(line, handler::Acknowledge{});
    }
}

constexpr std::array checks{
    holds("EventTimer", "A program that maps the high-precision event timer reads its counter.",
          events_are_counted),
    holds("EventTimer", "Its interrupt comes over a pin of the IO-APIC.", events_come_over_a_pin),
    holds("EventTimer", "Its interrupt comes as a message to the vector of its handler.",
          events_come_as_messages),
    holds("IntervalTimer", "A program with its ports reads the counter and hears its interrupt.",
          intervals_are_counted),
};

} // namespace

std::span<const Check> legacy_timer_checks() { return checks; }

} // namespace nacre::conformance
