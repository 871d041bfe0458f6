// SPDX-License-Identifier: MIT
// Interrupts of a PC: from the pins of IO-APICs and from messages to the first core, and between cores.
#include "firmware.hpp"
#include "local_controller.hpp"

#include <arch/interrupt_window.hpp>
#include <arch/io_port.hpp>
#include <arch/processor_features.hpp>
#include <core/log.hpp>
#include <drivers/interrupt_controller/io_apic.hpp>
#include <drivers/interrupt_controller/pic_8259.hpp>

#include <atomic>

namespace nacre::kernel::board {
namespace {

using IoController = drivers::IoApic<MemoryBus>;

constinit bool is_extended = false;
constinit std::array<unsigned, drivers::AcpiInterruptControllers::most_io_apics> pins{};
constinit unsigned io_controllers = 0;

/// An edge that comes while a program deals with the last one is not lost: a masked pin would not note it,
/// and messages cannot be masked.
enum class Listening : unsigned char { open, muted, missed };

struct Source {
    enum class Kind : unsigned char { none, edge, level };
    Kind kind;
    unsigned controller;
    unsigned pin;
    std::atomic<Listening> listening;
};
constinit std::array<Source, Board::interrupt_count> sources{};

/// The index and the data of an IO-APIC's register are two accesses.
constinit std::atomic_flag controllers_in_use{};

template<typename Work>
void with_controller(unsigned index, Work work) {
    while (controllers_in_use.test_and_set(std::memory_order_acquire)) {
        asm volatile("pause");
    }
    work(IoController{MemoryBus{
        arch::KernelWindow::device_address(firmware::description().controllers.io_apics[index].address)}});
    controllers_in_use.clear(std::memory_order_release);
}

std::uint8_t vector_of(InterruptNumber number) {
    return static_cast<std::uint8_t>(vector::first_device + number);
}

/// All devices' interrupts come to the first core.
std::uint32_t first_core() { return firmware::description().controllers.cores[0]; }

void set_pin_masked(const Source& source, bool masked) {
    with_controller(source.controller,
                    [&](const IoController& controller) { controller.set_masked(source.pin, masked); });
}

/// False: the program that handles it has not acknowledged the last one yet.
bool may_pass(Source& source) {
    Listening muted = Listening::muted;
    return !source.listening.compare_exchange_strong(muted, Listening::missed) && muted == Listening::open;
}

void silence_old_controllers() {
    constexpr std::uint16_t first = 0x20;
    constexpr std::uint16_t second = 0xa0;
    constexpr unsigned cascade_line = 2;
    drivers::Pic8259{arch::PortBus{first}}.silence(vector::first_legacy, 1U << cascade_line);
    drivers::Pic8259{arch::PortBus{second}}.silence(vector::first_legacy + 8, cascade_line);
}

} // namespace

LocalController local_controller() { return LocalController{arch::ApicBus{is_extended}}; }

void Board::start_interrupts() {
    silence_old_controllers();
    const auto& controllers = firmware::description().controllers;
    for (unsigned index = 0; index < controllers.io_apic_count; ++index) {
        arch::kernel_window().map_device(controllers.io_apics[index].address.down_to(12));
        with_controller(index, [&](const IoController& controller) {
            constexpr unsigned no_controller = 256;
            if (controller.pins() < no_controller) {
                controller.start();
                pins[io_controllers++] = controller.pins();
            }
        });
    }
    if (io_controllers == 0) {
        print("there is no IO-APIC: programs get no interrupts from devices' pins\n");
    }
}

void Board::start_core_interrupts(unsigned) {
    is_extended = arch::ApicBus::is_extended();
    using Controller = LocalController;
    local_controller().start(vector::spurious, vector::timer,
                             arch::processor_features.deadline_timer ? Controller::TimerMode::deadline
                                                                     : Controller::TimerMode::one_shot);
}

void Board::start_timer(std::uint32_t count) { local_controller().start_timer(count); }

ClaimedInterrupt Board::claim() {
    for (unsigned taken = arch::take_vector(); taken != 0; taken = arch::take_vector()) {
        const InterruptNumber number = taken - vector::first_device;
        if (taken == vector::timer) {
            return {InterruptSource::timer, timer};
        }
        if (taken == vector::inter_processor) {
            return {InterruptSource::inter_processor, inter_processor};
        }
        if (taken < vector::first_device || number >= interrupt_count) {
            continue; // spurious: nobody waits for its end
        }
        Source& source = sources[number];
        if (source.kind == Source::Kind::level || may_pass(source)) {
            return {InterruptSource::device, number};
        }
        local_controller().end_interrupt();
    }
    return {};
}

/// Looks at those requests among which the vectors in use are.
bool Board::interrupt_pending() {
    constexpr unsigned bits = LocalController::vectors_per_request;
    constexpr unsigned first = vector::first_device / bits;
    constexpr unsigned last = (vector::first_device + interrupt_count - 1) / bits;
    static_assert(vector::timer / bits == vector::inter_processor / bits);
    const LocalController controller = local_controller();
    std::uint32_t requests = controller.requests(vector::timer / bits);
    for (unsigned index = first; index <= last; ++index) {
        requests |= controller.requests(index);
    }
    return requests != 0;
}

void Board::complete(InterruptNumber) { local_controller().end_interrupt(); }

void Board::call_processor(unsigned core) {
    local_controller().send(firmware::description().controllers.cores[core], LocalController::Delivery::fixed,
                            vector::inter_processor);
}

void Board::mask(InterruptNumber n) {
    Source& source = sources[n];
    if (source.kind == Source::Kind::level) {
        set_pin_masked(source, true);
    } else {
        source.listening.store(Listening::muted);
    }
}

void Board::unmask(InterruptNumber n) {
    Source& source = sources[n];
    if (source.kind == Source::Kind::level) {
        set_pin_masked(source, false);
    } else if (source.listening.exchange(Listening::open) == Listening::missed) {
        local_controller().send(first_core(), LocalController::Delivery::fixed, vector_of(n));
    }
}

std::span<const unsigned> Board::pin_counts() { return std::span{pins}.first(io_controllers); }

void Board::connect_pin(InterruptNumber n, const InterruptPin& settings) {
    Source& source = sources[n];
    source.kind = settings.level_triggered ? Source::Kind::level : Source::Kind::edge;
    source.controller = settings.controller;
    source.pin = settings.pin;
    source.listening.store(Listening::muted);
    with_controller(settings.controller, [&](const IoController& controller) {
        controller.connect(settings.pin, {.vector = vector_of(n),
                                          .level = settings.level_triggered,
                                          .active_low = settings.active_low,
                                          .destination = static_cast<std::uint8_t>(first_core())});
        if (!settings.level_triggered) {
            controller.set_masked(settings.pin, false);
        }
    });
}

void Board::connect_message(InterruptNumber n) {
    sources[n].kind = Source::Kind::none;
    sources[n].listening.store(Listening::muted);
}

} // namespace nacre::kernel::board
