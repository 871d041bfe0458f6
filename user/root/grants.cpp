// SPDX-License-Identifier: MIT
// Giving services what their lines in the system description say: one case for each word of the description.
#include "system_builder.hpp"

#include <loading/layout.hpp>
#include <runtime/build_information.hpp>
#include <runtime/device_control.hpp>
#include <runtime/invoke.hpp>

#include <cstring>

namespace nacre::user {

namespace {

using api::CapabilityRights;
using api::ObjectType;
using ArchitectureType = api::architecture::ObjectType;
namespace initial = api::initial_capability;

constexpr Trouble not_given = "the kernel refused to pass a capability on";

Outcome require(bool done, Trouble trouble = not_given) {
    return done ? Outcome{} : Outcome{failure(trouble)};
}

bool take_interrupt(const Grant& grant, Capability cnode, Word slot) {
    return (grant.kind == Grant::Kind::interrupt ? get_interrupt(grant.value, cnode, slot)
                                                 : get_interrupt(grant.pin, cnode, slot))
        .good();
}

} // namespace

Outcome SystemBuilder::give(const ServiceLine& line, const Grant& grant) {
    const Domain& domain = objects(line.service).domain;
    const auto copy = [&](Word slot, Word own, CapabilityRights rights) {
        return require(authority_.give(domain.cnode, domain.cnode_bits, slot, own, rights));
    };
    const auto badged = [&](Word own, CapabilityRights rights, Word badge) {
        return require(
            authority_.give_badged(domain.cnode, domain.cnode_bits, grant.slot, own, rights, badge));
    };
    switch (grant.kind) {
    case Grant::Kind::nothing: return {};
    case Grant::Kind::own_endpoint:
        return copy(grant.slot, objects(line.service).endpoint, CapabilityRights::all());
    case Grant::Kind::own_notification:
        NACRE_CHECK(copy(grant.slot, objects(line.service).notification, CapabilityRights::read()));
        return require(grant.value == 0 || invoke(domain.thread, api::thread::BindNotification{Capability{
                                                                     objects(line.service).notification}})
                                               .good());
    case Grant::Kind::requests:
        return badged(objects(grant.service).endpoint, client_rights, badge_of(line.service));
    case Grant::Kind::badging_requests:
        return copy(grant.slot, objects(grant.service).endpoint, client_rights);
    case Grant::Kind::power: return badged(endpoint_, client_rights, badge_of(line.service));
    case Grant::Kind::signals:
        return badged(objects(grant.service).notification, CapabilityRights::write(), grant.value);
    case Grant::Kind::interrupt:
    case Grant::Kind::interrupt_pin: return give_interrupt(line, grant);
    case Grant::Kind::io_ports: return give_io_ports(domain, grant);
    case Grant::Kind::device: return give_device(domain, grant);
    case Grant::Kind::frame_buffer: return give_frame_buffer(domain);
    case Grant::Kind::shared_page: return give_shared_page(domain, grant);
    case Grant::Kind::replies: return give_replies(line, grant);
    case Grant::Kind::archive: return give_archive(domain);
    case Grant::Kind::own_domain:
        NACRE_CHECK(require(authority_.give_badged(domain.cnode, domain.cnode_bits, slot::own_cnode,
                                                   domain.cnode.address, CapabilityRights::all(),
                                                   api::CNodeData::root(domain.cnode_bits).bits)));
        NACRE_CHECK(copy(slot::own_vspace, domain.vspace.address, CapabilityRights::all()));
        return copy(slot::own_thread, domain.thread.address, CapabilityRights::all());
    case Grant::Kind::address_spaces:
        return copy(slot::asid_pool, initial::asid_pool, CapabilityRights::all());
    case Grant::Kind::time: return give_time(domain);
    case Grant::Kind::service_times: return give_service_times(domain);
    case Grant::Kind::remaining_memory: return give_memory(domain);
    case Grant::Kind::memory: return require(false, "services have no memory of their own");
    }
    return {};
}

/// The handler, and the interrupt as a bit of the service's own notification.
Outcome SystemBuilder::give_interrupt(const ServiceLine& line, const Grant& grant) {
    const Domain& domain = objects(line.service).domain;
    const auto handler = slots_.take();
    const auto bit = slots_.take();
    NACRE_CHECK(require(handler && bit && take_interrupt(grant, authority_.cnode, *handler),
                        "the kernel does not hand out an interrupt"));
    NACRE_CHECK(require(authority_.badge(*bit, objects(line.service).notification, CapabilityRights::write(),
                                         signal_bit::interrupt)));
    NACRE_CHECK(
        require(invoke({*handler}, api::interrupt_handler::SetNotification{Capability{*bit}}).good()));
    return require(
        authority_.give(domain.cnode, domain.cnode_bits, grant.slot, *handler, CapabilityRights::all()));
}

Outcome SystemBuilder::give_device(const Domain& domain, const Grant& grant) {
    NACRE_TRY(frame, device_frame({grant.value}));
    return map_into(domain, frame, layout::device, PageUse::device);
}

Outcome SystemBuilder::give_io_ports(const Domain& domain, const Grant& grant) {
    const auto ports = slots_.take();
    NACRE_CHECK(require(ports && get_ports(grant.ports, authority_.cnode, *ports).good(),
                        "the kernel does not hand out the ports of a device"));
    return require(
        authority_.give(domain.cnode, domain.cnode_bits, grant.slot, *ports, CapabilityRights::all()));
}

/// A capability of its own for each mapping.
Outcome SystemBuilder::give_shared_page(const Domain& domain, const Grant& grant) {
    const auto slot = slots_.take();
    NACRE_CHECK(require(slot && authority_.copy(*slot, shared_pages_[grant.value])));
    return map_into(domain, *slot, layout::shared + grant.value * layout::page_size, PageUse::read_write);
}

/// With the line behind the picture, in which the cursor is kept. In blocks as large as their place allows,
/// and as one Retype makes frames of.
Outcome SystemBuilder::give_frame_buffer(const Domain& domain) {
    constexpr unsigned largest_block_bits = layout::page_bits + 8;
    const auto screen = frame_buffer(boot_info_);
    const Word start = screen ? static_cast<Word>(screen->physical_address) : 0;
    const Word size = screen ? align_up(Word{screen->height + 1} * screen->pitch, layout::page_bits) : 0;
    for (Word offset = 0; offset < size;) {
        unsigned bits = largest_block_bits;
        while (!is_aligned(start + offset, bits) || power_of_two(bits) > size - offset) {
            --bits;
        }
        const Word count = power_of_two(bits - layout::page_bits);
        const auto block = pool_.allocate_device(start + offset, bits);
        const auto first = slots_.take(count);
        NACRE_CHECK(
            require(block && first &&
                        authority_.make(pool_[*block].slot, static_cast<Word>(ArchitectureType::small_frame),
                                        0, *first, count),
                    "the kernel does not hand out the screen's memory"));
        for (Word page = 0; page < count; ++page, offset += layout::page_size) {
            NACRE_CHECK(map_into(domain, *first + page, layout::frame_buffer + offset, PageUse::device));
        }
    }
    return {};
}

Outcome SystemBuilder::give_replies(const ServiceLine& line, const Grant& grant) {
    const Objects& owner = objects(line.service);
    NACRE_TRY(first, DomainBuilder(authority_, owner.untyped, slots_)
                         .make(static_cast<Word>(ObjectType::reply), 0, grant.value));
    for (Word i = 0; i < grant.value; ++i) {
        NACRE_CHECK(require(
            authority_.hand_over(owner.domain.cnode, owner.domain.cnode_bits, grant.slot + i, first + i)));
    }
    return {};
}

/// Read-only, at the same offset within the page as here. A kernel that gives no capabilities for the
/// archive's pages makes us copy them.
Outcome SystemBuilder::give_archive(const Domain& domain) {
    const Word start = align_down(reinterpret_cast<Word>(archive_bytes_.data()), layout::page_bits);
    const Word size = reinterpret_cast<Word>(archive_bytes_.data() + archive_bytes_.size()) - start;
    NACRE_CHECK(require(size <= layout::archive_limit - layout::archive, "the boot archive is too large"));
    const auto& frames = boot_info_.shared_frames;
    for (Word offset = 0; offset < size; offset += layout::page_size) {
        const Word address = layout::archive + offset;
        if (frames.size() * layout::page_size < size) {
            NACRE_CHECK(copy_archive_page(domain, start + offset, address));
            continue;
        }
        const auto slot = slots_.take();
        NACRE_CHECK(require(slot && authority_.copy(*slot, frames.start + offset / layout::page_size)));
        NACRE_CHECK(map_into(domain, *slot, address, PageUse::read_only));
    }
    return {};
}

Outcome SystemBuilder::copy_archive_page(const Domain& domain, Word page, Word address) {
    const auto block = pool_.allocate(layout::page_bits);
    const auto frame = slots_.take();
    NACRE_CHECK(require(
        block && frame &&
            authority_.make(pool_[*block].slot, static_cast<Word>(ArchitectureType::small_frame), 0, *frame),
        "there is no memory for a copy of the boot archive"));
    NACRE_CHECK(AddressSpace(authority_, authority_.vspace, own_untyped_, slots_)
                    .map(*frame, layout::window, PageUse::read_write));
    std::memcpy(reinterpret_cast<void*>(layout::window), reinterpret_cast<const void*>(page),
                layout::page_size);
    AddressSpace::unmap(*frame);
    return map_into(domain, *frame, address, PageUse::read_only);
}

/// The authority over each core's time, bounded to priorities below the services'.
Outcome SystemBuilder::give_time(const Domain& domain) {
    for (unsigned core = 0; core < core_count(); ++core) {
        NACRE_CHECK(
            require(authority_.give(domain.cnode, domain.cnode_bits, slot::first_scheduling_control + core,
                                    boot_info_.scheduling_control.start + core, CapabilityRights::all())));
    }
    return require(invoke(domain.thread, api::thread::SetMaximumControlledPriority{authority_.thread,
                                                                                   highest_program_priority})
                       .good());
}

Outcome SystemBuilder::give_service_times(const Domain& domain) {
    for (const auto& line : services) {
        NACRE_CHECK(require(authority_.give(
            domain.cnode, domain.cnode_bits, slot::first_service_time + index_of(line.service),
            objects(line.service).domain.scheduling_context.address, CapabilityRights::all())));
    }
    return {};
}

/// Everything that is left, and then the list of it in the loader's program page.
Outcome SystemBuilder::give_memory(const Domain& domain) {
    constexpr unsigned smallest_block_bits = 14;
    Environment environment = environment_of(line_of(Service::loader));
    environment.archive_address =
        layout::archive + reinterpret_cast<Word>(archive_bytes_.data()) % layout::page_size;
    environment.archive_size = archive_bytes_.size();
    pool_.take_all(smallest_block_bits, [&](const auto& block) {
        const Word count = environment.memory_blocks;
        if (count == slot::memory_block_limit ||
            !authority_.hand_over(domain.cnode, domain.cnode_bits, slot::first_memory_block + count,
                                  block.slot)) {
            return false;
        }
        environment.memory_size_bits[count] = block.size_bits;
        ++environment.memory_blocks;
        return true;
    });
    const auto page = slots_.take();
    NACRE_CHECK(require(page && authority_.copy(*page, domain.program_page)));
    NACRE_CHECK(AddressSpace(authority_, authority_.vspace, own_untyped_, slots_)
                    .map(*page, layout::window, PageUse::read_write));
    std::memcpy(reinterpret_cast<std::byte*>(layout::window) + offsetof(ProgramPage, environment),
                &environment, sizeof(environment));
    authority_.remove(*page);
    return {};
}

} // namespace nacre::user
