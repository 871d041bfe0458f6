// SPDX-License-Identifier: MIT
// Core 0 does nothing but calls for which the kernel stops all cores, one kind after the other. The programs
// on the other cores must keep four fifths of their time (isolation.py, test_isolation.py).
#include "variant.hpp"

#include <program/mark.hpp>
#include <program/root_task.hpp>
#include <program/world.hpp>
#include <runtime/counter.hpp>
#include <runtime/debug.hpp>
#include <runtime/invoke.hpp>

#include <atomic>
#include <optional>

namespace nacre::bench {

namespace {

constexpr unsigned most_cores = 8;
constexpr std::uint64_t attacks_per_second = 100; ///< each takes a hundredth of a second
/// Beside the program, where page tables are.
constexpr Word page_address = 0x5f'f000;
constexpr unsigned small_bits = 12;
constexpr unsigned large_bits = api::architecture::large_frame_bits;

constinit std::optional<World> world;
constinit std::array<ThreadMemory, most_cores> memories{};
constinit std::atomic<unsigned> started{0};

/// A program that computes and never asks the kernel for anything.
[[noreturn]] void compute() {
    ++started;
    while (true) {
        constexpr unsigned turn = 32;
        for (volatile unsigned step = 0; step < turn; step = step + 1) {
        }
        end_turn();
    }
}

/// As often as it goes.
template<Variant variant, typename Attack>
void attack(Attack attack_once) {
    attack_once(); // what first uses do
    const std::uint64_t duration = user::architecture::counter_frequency() / attacks_per_second;
    Word count = 0;
    open_window<variant>();
    const std::uint64_t start = user::architecture::counter();
    while (user::architecture::counter() - start < duration) {
        attack_once();
        ++count;
    }
    close_window();
    user::debug_print("attack {} {}\n", static_cast<unsigned>(variant), count);
}

void attack_with_memory(const user::Authority& authority) {
    const Word small = world->make_untyped(small_bits).address;
    const Word large = world->take_memory(large_bits).address;
    const Word slot = world->slot().address;
    attack<Variant::retypes>([&] {
        require(authority.make(small, api::ObjectType::endpoint, 0, slot), "making an endpoint");
        authority.revoke(small);
    });
    // The kernel clears all of it each time.
    attack<Variant::large_retypes>([&] {
        const auto frame = static_cast<Word>(api::architecture::ObjectType::large_frame);
        require(authority.make(large, frame, 0, slot), "making a large frame");
        authority.revoke(large);
    });
}

void attack_all() {
    const user::Authority& authority = world->authority();
    attack<Variant::computing>([] {
        constexpr unsigned turn = 32;
        for (volatile unsigned step = 0; step < turn; step = step + 1) {
        }
        end_turn();
    });
    const Word slot = world->slot().address;
    attack<Variant::copies>([&] {
        require(authority.copy(slot, authority.cnode.address), "copying a capability");
        authority.remove(slot);
    });
    const Capability page = world->make_page();
    const api::frame::Map mapping{authority.vspace, page_address, api::CapabilityRights::read_write(),
                                  api::architecture::MappingAttributes::normal_data()};
    attack<Variant::mappings>([&] {
        require(user::invoke(page, mapping).good() && user::invoke(page, api::frame::Unmap{}).good(),
                "mapping and unmapping a page");
    });
    attack_with_memory(authority);
    const Capability context = world->make(api::ObjectType::scheduling_context, 8);
    const Capability last_core{authority.scheduling_control.address + world->core_count() - 1};
    const api::scheduling_control::ConfigureFlags time{
        .scheduling_context = context, .budget = 1000, .period = 1000};
    attack<Variant::configurations>(
        [&] { require(user::invoke(last_core, time).good(), "configuring another core's context"); });
}

} // namespace

void run(const api::BootInfo& boot_info) {
    world.emplace(boot_info);
    for (unsigned core = 1; core < world->core_count(); ++core) {
        world->start(memories[core], compute, {.priority = 100, .core = core});
    }
    while (started.load() + 1 < world->core_count()) {
        end_turn();
    }
    attack_all();
    last_words("all attacks made");
}

} // namespace nacre::bench
