// SPDX-License-Identifier: MIT
// Faults to their handler and back, a device's interrupt to its driver, and the timer's to a thread whose
// time comes.
#include "mark.hpp"
#include "paths.hpp"

#include <api/architecture/fault_message.hpp>
#include <api/fault.hpp>
#include <base/register.hpp>
#include <board.hpp>
#include <runtime/invoke.hpp>
#include <runtime/message.hpp>
#include <runtime/system_call.hpp>

#include <atomic>

namespace nacre::bench {

namespace {

constinit ThreadMemory memory{};
constinit ThreadMemory driver_memory{};
constinit ThreadMemory ticker_memory{};
constinit Capability interrupts{};
constinit Capability handler{};
constinit std::atomic<unsigned> ticks{0};

constexpr Word port_address = 0x3f'4000;

/// ARM PrimeCell UART (PL011), DDI 0183G, chapter 3: what it takes to raise its transmit interrupt. QEMU
/// raises it with each byte that is written.
struct Data : Register<0x000> {};
struct InterruptMask : Register<0x038> {};
struct InterruptClear : Register<0x044, Access::write_only> {};
constexpr std::uint32_t transmit = 1U << 5;

constexpr Device<MemoryBus> port{MemoryBus{port_address}};

/// Undefined instructions for ever; its handler lets it go on behind each.
[[noreturn]] void fault_always() {
    while (true) {
        mark<Path::fault>();
        asm volatile("udf #0");
    }
}

[[noreturn]] void drive() {
    while (true) {
        port.write<InterruptClear>(transmit);
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
        constexpr Word instruction_size = 4;
        const auto answer = user::Message::of(0, fault[Message::instruction_pointer] + instruction_size);
        mark<Path::fault_reply>();
        fault = user::reply_receive(endpoint, reply, answer);
    }
    World::stop(faulting);
}

void count_interrupts(World& world) {
    world.map_device(user::board::uart_registers.value, port_address);
    interrupts = world.make(api::ObjectType::notification);
    handler = world.interrupt_handler(user::board::uart_interrupt, interrupts);
    const Thread driver = world.start(driver_memory, drive, {.priority = higher_priority});
    port.write<InterruptMask>(transmit);
    for (unsigned round = 0; round < rounds; ++round) {
        mark_next_interrupt<Path::interrupt>();
        port.write<Data>('.');
    }
    port.write<InterruptMask>(0);
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
