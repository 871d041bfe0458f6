// SPDX-License-Identifier: MIT
// Making the benchmarks' objects.
#include "world.hpp"

#include <api/architecture/user_context.hpp>
#include <api/cnode_data.hpp>
#include <api/object_type.hpp>
#include <base/bits.hpp>
#include <bench/machine.hpp>
#include <runtime/debug.hpp>
#include <runtime/invoke.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/page_table.hpp>
#include <runtime/start.hpp>

#include <bit>

/// The first byte of the program's image; the linker defines it.
extern "C" const std::byte __ehdr_start[];

namespace nacre::bench {

namespace {

namespace initial = api::initial_capability;
using ArchitectureType = api::architecture::ObjectType;
using Attributes = api::architecture::MappingAttributes;
using Rights = api::CapabilityRights;

constexpr unsigned page_bits = 12;

} // namespace

void require(bool done, const char* what) {
    if (!done) {
        user::debug_print("bench: this failed: {}\n", what);
        user::debug_halt();
        user::die();
    }
}

World::World(const api::BootInfo& boot_info, unsigned set_aside)
    : boot_info_{&boot_info}, authority_{.cnode = {initial::cnode},
                                         .vspace = {initial::vspace},
                                         .thread = {initial::thread},
                                         .asid_pool = {initial::asid_pool},
                                         .scheduling_control = {boot_info.scheduling_control.start}},
      pool_{{&authority_}, boot_info.empty.start},
      slots_{boot_info.empty.start + pool_slots, boot_info.empty.size() - pool_slots} {
    for (Word i = 0; i < boot_info.untyped.size(); ++i) {
        const auto& untyped = boot_info.untyped_list[i];
        require(pool_.add({.slot = boot_info.untyped.start + i,
                           .physical_address = untyped.physical_address,
                           .size_bits = untyped.size_bits,
                           .device = untyped.is_device != 0}),
                "listing the memory");
    }
    if (set_aside != 0) {
        largest_ = take_memory(set_aside);
    }
    memory_ = take_memory(object_memory_bits).address;
    make_second_address_space();
}

Capability World::slot() {
    const auto slot = slots_.take();
    require(slot.has_value(), "taking a slot");
    return {*slot};
}

Capability World::make(api::ObjectType type, unsigned size_bits) {
    const Capability object = slot();
    require(authority_.make(memory_, type, size_bits, object.address), "making an object");
    return object;
}

Capability World::make_page() {
    const Capability page = slot();
    require(authority_.make(memory_, static_cast<Word>(ArchitectureType::small_frame), 0, page.address),
            "making a page");
    return page;
}

Capability World::make_untyped(unsigned size_bits) { return make(api::ObjectType::untyped, size_bits); }

Capability World::take_memory(unsigned size_bits) {
    const auto block = pool_.allocate(size_bits);
    require(block.has_value(), "finding memory for objects");
    return {pool_[*block].slot};
}

Capability World::copy(Capability original) {
    const Capability duplicate = slot();
    require(authority_.copy(duplicate.address, original.address), "copying a capability");
    return duplicate;
}

Capability World::frame_of(const void* address) const {
    const Word offset = reinterpret_cast<Word>(address) - reinterpret_cast<Word>(&__ehdr_start[0]);
    return {boot_info_->user_image_frames.start + (offset >> page_bits)};
}

/// Maps a copy of the frame into the second address space.
void World::show(Capability frame, Word address, bool device) {
    const Attributes attributes = device ? Attributes::device() : Attributes::normal();
    const api::frame::Map mapping{second_space_, address, Rights::read_write(), attributes};
    const Capability duplicate = copy(frame);
    while (const auto refusal = user::map_frame(duplicate, mapping)) {
        require(refusal->error == api::Error::failed_lookup, "mapping a page");
        const Capability table = slot();
        const unsigned level = refusal->missing_level;
        require(authority_.make(memory_, static_cast<Word>(user::table_type(level)), 0, table.address) &&
                    user::map_table(table, level, second_space_, address).good(),
                "adding a page table");
    }
}

void World::make_second_address_space() {
    second_space_ = slot();
    require(authority_.make(memory_, static_cast<Word>(ArchitectureType::vspace), 0, second_space_.address) &&
                user::invoke(authority_.asid_pool, api::asid_pool::Assign{second_space_}).good(),
            "making an address space");
    Word address = reinterpret_cast<Word>(&__ehdr_start[0]);
    const auto& frames = boot_info_->user_image_frames;
    for (Word frame = frames.start; frame < frames.end; ++frame, address += power_of_two(page_bits)) {
        show({frame}, address, false);
    }
}

void World::map_device(Word physical_address, Word address) {
    const auto block = pool_.allocate_device(physical_address, page_bits);
    require(block.has_value(), "finding the device");
    const Capability frame = slot();
    require(authority_.make(pool_[*block].slot, static_cast<Word>(ArchitectureType::small_frame), 0,
                            frame.address),
            "making the device's frame");
    show(frame, address, true);
    const user::AddressSpace own{authority_, authority_.vspace, memory_, slots_};
    require(own.map(frame.address, address, user::PageUse::device).good(), "mapping the device");
}

Capability World::io_ports(user::IoPorts ports) {
    const Capability capability = slot();
    require(user::get_ports(ports, authority_.cnode, capability.address).good(), "taking the device's ports");
    return capability;
}

Thread World::start_at(ThreadMemory& memory, Word entry, const ThreadOptions& options) {
    const Thread thread{make(api::ObjectType::thread), make(api::ObjectType::scheduling_context, 8)};
    const api::scheduling_control::ConfigureFlags time{
        .scheduling_context = thread.scheduling_context, .budget = options.budget, .period = options.period};
    const api::thread::Configure spaces{.cspace_root = authority_.cnode,
                                        .vspace_root =
                                            options.in_own_space ? authority_.vspace : second_space_,
                                        .buffer = reinterpret_cast<Word>(&memory.buffer),
                                        .buffer_frame = frame_of(&memory.buffer)};
    const api::thread::SetSchedulingParameters scheduling{.authority = authority_.thread,
                                                          .maximum_controlled_priority = 0,
                                                          .priority = options.priority,
                                                          .scheduling_context = thread.scheduling_context,
                                                          .fault_endpoint = options.fault_endpoint};
    const Capability core_time{authority_.scheduling_control.address + options.core};
    require(user::invoke(core_time, time).good() && user::invoke(thread.control, spaces).good() &&
                user::invoke(thread.control, scheduling).good(),
            "setting up a thread");
    api::architecture::UserContext context{};
    set_entry(context, entry, reinterpret_cast<Word>(memory.stack.data() + memory.stack.size()),
              options.argument);
    context.thread_pointer = user::initialise_thread_area(
        memory.thread_area, reinterpret_cast<api::IpcBuffer*>(memory.buffer.data()));
    require(context.thread_pointer != 0, "making a thread area");
    const auto registers = std::bit_cast<std::array<Word, api::architecture::user_context_words>>(context);
    const api::thread::WriteRegisters write{.resume_target = true, .count = registers.size()};
    require(user::invoke(thread.control, write, registers).good(), "starting a thread");
    return thread;
}

void World::make_passive(const Thread& thread) {
    require(user::invoke(thread.scheduling_context, api::scheduling_context::Unbind{}).good(),
            "taking a server's time");
}

void World::stop(const Thread& thread) {
    require(user::invoke(thread.control, api::thread::Suspend{}).good(), "stopping a thread");
}

void World::set_own_priority(Word priority) const {
    require(user::invoke(authority_.thread, api::thread::SetPriority{authority_.thread, priority}).good(),
            "setting the own priority");
}

void World::lengthen_own_slice() const {
    const ThreadOptions usual{};
    require(user::invoke(
                authority_.scheduling_control,
                api::scheduling_control::ConfigureFlags{.scheduling_context = {initial::scheduling_context},
                                                        .budget = usual.budget,
                                                        .period = usual.period})
                .good(),
            "lengthening the own time slice");
}

} // namespace nacre::bench
