// SPDX-License-Identifier: MIT
// Faults to their handler and back, a device's interrupt to its driver, and the timer's to a thread whose
// time comes.
#include "mark.hpp"
#include "paths.hpp"

#include <api/architecture/fault_message.hpp>
#include <api/fault.hpp>
#include <board.hpp>
#include <runtime/invoke.hpp>
#include <runtime/io_port_bus.hpp>
#include <runtime/message.hpp>
#include <runtime/system_call.hpp>
#include <serial_port.hpp>

#include <atomic>
#include <optional>

namespace nacre::bench {

namespace {

constinit ThreadMemory memory{};
constinit ThreadMemory driver_memory{};
constinit ThreadMemory ticker_memory{};
constinit Capability interrupts{};
constinit Capability handler{};
constinit std::atomic<unsigned> ticks{0};

constexpr Word port_address = 0x3f'4000;

/// The way to the port, where the board has it.
[[maybe_unused]] MemoryBus port_bus(World& world, PhysicalAddress registers) {
    world.map_device(align_down(registers.value, 12), port_address);
    return MemoryBus{port_address + registers.value % 4096};
}
[[maybe_unused]] user::IoPortBus port_bus(World& world, user::IoPorts ports) {
    return {world.io_ports(ports), ports.first};
}

using Port = user::board::SerialPort<decltype(port_bus(std::declval<World&>(), user::board::uart))>;
constinit std::optional<Port> port{};

/// Undefined instructions for ever; its handler lets it go on behind each.
[[noreturn]] void fault_always() {
    while (true) {
        mark<Path::fault>();
        execute_undefined();
    }
}

[[noreturn]] void drive() {
    while (true) {
        port->silence();
        require(user::invoke(handler, api::interrupt_handler::Acknowledge{}).good(), "acknowledging");
        user::wait(interrupts);
    }
}

/// Each Yield ends this period's budget.
[[noreturn]] void tick() {
    while (true) {
        ticks.fetch_add(1, std::memory_order::relaxed);
        user::yield();
    }
}

} // namespace

void count_faults(World& world) {
    using Message = api::architecture::UserExceptionMessage;
    const Capability endpoint = world.make(api::ObjectType::endpoint);
    const Capability reply = world.make(api::ObjectType::reply);
    const Thread faulting =
        world.start(memory, fault_always, {.priority = lower_priority, .fault_endpoint = endpoint});
    user::Message fault = user::receive(endpoint, reply);
    for (unsigned round = 0; round < rounds; ++round) {
        require(fault.label() == static_cast<Word>(api::FaultType::user_exception), "a fault's message");
        const auto answer = user::Message::of(0, fault[Message::instruction_pointer] + undefined_size);
        mark<Path::fault_reply>();
        fault = user::reply_receive(endpoint, reply, answer);
    }
    World::stop(faulting);
}

void count_interrupts(World& world) {
    port.emplace(port_bus(world, user::board::uart));
    interrupts = world.make(api::ObjectType::notification);
    handler = world.interrupt_handler(user::board::uart_interrupt, interrupts);
    const Thread driver = world.start(driver_memory, drive, {.priority = higher_priority});
    for (unsigned round = 0; round < rounds; ++round) {
        mark_next_interrupt<Path::interrupt>();
        port->write('.');
        port->select_interrupts(false, true);
    }
    port->silence();
    World::stop(driver);

    const Thread ticker =
        world.start(ticker_memory, tick, {.priority = higher_priority, .budget = 100, .period = 1000});
    for (unsigned round = 0; round < rounds; ++round) {
        const unsigned before = ticks.load(std::memory_order::relaxed);
        mark_next_interrupt<Path::timer_interrupt>();
        while (ticks.load(std::memory_order::relaxed) == before) {
        }
    }
    World::stop(ticker);
}

} // namespace nacre::bench
