// SPDX-License-Identifier: MIT
// Building the system: first all domains, then what connects them, then all threads start.
#include "system_builder.hpp"

#include <loading/layout.hpp>
#include <runtime/build_information.hpp>
#include <runtime/invoke.hpp>

#include <cstring>

namespace nacre::user {

namespace {

using api::ObjectType;
using ArchitectureType = api::architecture::ObjectType;
namespace initial = api::initial_capability;

/// Endpoints, notifications, shared frames and page tables that belong to no single service.
constexpr unsigned own_untyped_bits = 17;

Authority root_authority(const api::BootInfo& boot_info) {
    return {
        .cnode = {initial::cnode},
        .vspace = {initial::vspace},
        .thread = {initial::thread},
        .asid_pool = {initial::asid_pool},
        .scheduling_control = {boot_info.scheduling_control.start},
    };
}

unsigned cnode_bits_of(Service service) {
    return service == Service::loader ? slot::loader_cnode_bits : slot::service_cnode_bits;
}

Outcome require(bool done, Trouble trouble) { return done ? Outcome{} : Outcome{failure(trouble)}; }

} // namespace

SystemBuilder::SystemBuilder(const api::BootInfo& boot_info, std::span<const std::byte> archive)
    : boot_info_{boot_info}, archive_bytes_{archive}, authority_{root_authority(boot_info)},
      slots_{boot_info.empty.start, boot_info.empty.size()},
      pool_{PoolOperations{&authority_}, *slots_.take(decltype(pool_)::capacity)} {}

Outcome SystemBuilder::run() {
    add_memory();
    NACRE_CHECK(prepare());
    NACRE_CHECK(make_meeting_points());
    for (const auto& line : services) {
        NACRE_CHECK(build(line));
    }
    for (const auto& line : services) {
        for (const auto& grant : line.grants) {
            NACRE_CHECK(give(line, grant));
        }
    }
    for (const auto& line : services) {
        NACRE_CHECK(start(objects(line.service).domain));
    }
    return {};
}

void SystemBuilder::add_memory() {
    for (Word i = 0; i < boot_info_.untyped.size(); ++i) {
        const auto& untyped = boot_info_.untyped_list[i];
        if (!pool_.add({boot_info_.untyped.start + i, untyped.physical_address, untyped.size_bits,
                        untyped.is_device != 0})) {
            return;
        }
    }
}

/// The root task's own things: the window through which it fills pages, its endpoint, the board's watchdog.
Outcome SystemBuilder::prepare() {
    const auto block = pool_.allocate(own_untyped_bits);
    NACRE_CHECK(require(block.has_value(), "there is no memory"));
    own_untyped_ = pool_[*block].slot;
    for (Word& page : shared_pages_) {
        NACRE_TRY(frame, make_object(static_cast<Word>(ArchitectureType::small_frame), 0));
        page = frame;
    }
    const AddressSpace own{authority_, authority_.vspace, own_untyped_, slots_};
    // Makes the window's page tables.
    NACRE_CHECK(own.map(shared_pages_[0], layout::window, PageUse::read_write));
    AddressSpace::unmap(shared_pages_[0]);
    NACRE_TRY(endpoint, make_object(static_cast<Word>(ObjectType::endpoint), 0));
    NACRE_TRY(reply, make_object(static_cast<Word>(ObjectType::reply), 0));
    endpoint_ = endpoint;
    reply_ = reply;
    if constexpr (board::has_watchdog) {
        NACRE_TRY(watchdog, device_frame(board::watchdog_registers));
        NACRE_CHECK(own.map(watchdog, layout::device, PageUse::device));
        watchdog_ = layout::device;
    }
    return {};
}

/// An endpoint or a notification for every service whose line says that it has one.
Outcome SystemBuilder::make_meeting_points() {
    for (const auto& line : services) {
        for (const auto& grant : line.grants) {
            if (grant.kind == Grant::Kind::own_endpoint) {
                NACRE_TRY(endpoint, make_object(static_cast<Word>(ObjectType::endpoint), 0));
                objects(line.service).endpoint = endpoint;
            } else if (grant.kind == Grant::Kind::own_notification) {
                NACRE_TRY(notification, make_object(static_cast<Word>(ObjectType::notification), 0));
                objects(line.service).notification = notification;
            }
        }
    }
    return {};
}

std::span<const std::byte> SystemBuilder::program(Service service) const {
    const auto archive = Archive::open(archive_bytes_);
    const auto entry = archive ? archive->find(line_of(service).program) : std::nullopt;
    return entry ? entry->data : std::span<const std::byte>{};
}

Outcome SystemBuilder::build(const ServiceLine& line) {
    const auto image = read_program(program(line.service));
    if (!image) {
        return failure(Trouble{sentence_of(image.reason())});
    }
    constexpr Word replies_and_tables = 0x4000;
    const unsigned cnode_bits = cnode_bits_of(line.service);
    const auto block = pool_.allocate(domain_size_bits(*image, cnode_bits, replies_and_tables));
    const auto fault_endpoint = slots_.take();
    NACRE_CHECK(require(block && fault_endpoint &&
                            authority_.badge(*fault_endpoint, endpoint_, client_rights,
                                             service_fault_badge | badge_of(line.service)),
                        "there is not enough memory for a service"));
    Objects& built = objects(line.service);
    built.untyped = pool_[*block].slot;
    NACRE_TRY(domain, DomainBuilder(authority_, built.untyped, slots_)
                          .build(*image, environment_of(line),
                                 {.core = 0,
                                  .cnode_bits = cnode_bits,
                                  .priority = line.priority,
                                  .budget = line.time.budget,
                                  .period = line.time.period,
                                  .fault_endpoint = *fault_endpoint}));
    built.domain = domain;
    return {};
}

Environment SystemBuilder::environment_of(const ServiceLine& line) const {
    Environment environment{.identity = badge_of(line.service), .is_service = true};
    environment.cores = core_count();
    environment.name.set(line.program);
    environment.build = build_information(boot_info_).value_or(api::BuildInformation{});
    if (line.service == Service::screen) {
        environment.screen = frame_buffer(boot_info_).value_or(api::FrameBuffer{});
    }
    return environment;
}

/// One for each capability to a core's time.
unsigned SystemBuilder::core_count() const {
    return static_cast<unsigned>(std::min<Word>(boot_info_.scheduling_control.size(), slot::core_limit));
}

Result<Word, Trouble> SystemBuilder::make_object(Word type, unsigned size_bits) {
    const auto slot = slots_.take();
    if (!slot || !authority_.make(own_untyped_, type, size_bits, *slot)) {
        return failure(Trouble{"there is not enough memory for the root task's objects"});
    }
    return *slot;
}

Result<Word, Trouble> SystemBuilder::device_frame(PhysicalAddress address) {
    const auto block = pool_.allocate_device(address.value, layout::page_bits);
    const auto slot = slots_.take();
    if (!block || !slot ||
        !authority_.make(pool_[*block].slot, static_cast<Word>(ArchitectureType::small_frame), 0, *slot)) {
        return failure(Trouble{"the kernel does not hand out the registers of a device"});
    }
    return *slot;
}

Outcome SystemBuilder::map_into(const Domain& domain, Word frame, Word address, PageUse use) {
    return AddressSpace(authority_, domain.vspace, own_untyped_, slots_).map(frame, address, use);
}

} // namespace nacre::user
