// SPDX-License-Identifier: MIT
// Mapping a page, making a page, making and destroying a thread.
#include "mark.hpp"
#include "paths.hpp"

#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

using ArchitectureType = api::architecture::ObjectType;

constexpr Word page_address = 0x5f'8000; // below it, in the same page table, the program itself
constexpr unsigned page_bits = 12;
constinit ThreadMemory memory{};

} // namespace

void count_memory(World& world) {
    const Capability page = world.make_page();
    const user::Authority& authority = world.authority();
    const api::frame::Map mapping{authority.vspace, page_address, api::CapabilityRights::read_write(),
                                  api::architecture::MappingAttributes::normal_data()};
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::map>();
        require(user::invoke(page, mapping).good(), "mapping a page");
        require(user::invoke(page, api::frame::Unmap{}).good(), "unmapping a page");
    }
    const Capability untyped = world.make_untyped(page_bits + 6);
    for (unsigned round = 0; round < rounds; ++round) {
        const Capability slot = world.slot();
        mark<Path::retype_page>();
        require(authority.make(untyped.address, static_cast<Word>(ArchitectureType::small_frame), 0,
                               slot.address),
                "making a page");
    }
}

void count_threads(World& world) {
    const user::Authority& authority = world.authority();
    const Capability untyped = world.make_untyped(17);
    const Capability time = world.make(api::ObjectType::scheduling_context, 8);
    const Capability thread = world.slot();
    require(user::invoke(authority.scheduling_control,
                         api::scheduling_control::ConfigureFlags{
                             .scheduling_context = time, .budget = 1000, .period = 1000})
                .good(),
            "setting a budget");
    const api::thread::Configure spaces{.cspace_root = authority.cnode,
                                        .vspace_root = authority.vspace,
                                        .buffer = reinterpret_cast<Word>(&memory.buffer),
                                        .buffer_frame = world.frame_of(&memory.buffer)};
    const api::thread::SetSchedulingParameters scheduling{
        .authority = authority.thread, .priority = lower_priority, .scheduling_context = time};
    const std::array<Word, 4> registers{page_address};
    const api::thread::WriteRegisters write{.resume_target = true, .count = registers.size()};
    for (unsigned round = 0; round < rounds; ++round) {
        mark<Path::thread_retype>();
        require(authority.make(untyped.address, api::ObjectType::thread, 0, thread.address),
                "making a thread");
        mark<Path::thread_configure>();
        require(user::invoke(thread, spaces).good(), "configuring a thread");
        mark<Path::thread_set_scheduling>();
        require(user::invoke(thread, scheduling).good(), "giving a thread time");
        mark<Path::thread_write_registers>();
        require(user::invoke(thread, write, registers).good(), "starting a thread");
        mark<Path::thread_delete>();
        authority.remove(thread.address);
    }
}

} // namespace nacre::bench
