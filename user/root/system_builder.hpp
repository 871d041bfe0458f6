// SPDX-License-Identifier: MIT
// Turns the system description into running protection domains.
#pragma once

#include "system_description.hpp"

#include <api/boot_info.hpp>
#include <base/cpio.hpp>
#include <loading/domain_builder.hpp>
#include <loading/memory_pool.hpp>

namespace nacre::user {

/// Badges at the root task's own endpoint: this bit for faults, with the service's number; else requests for
/// power.
inline constexpr Word service_fault_badge = power_of_two(api::endpoint_badge_bits - 1);

class SystemBuilder {
public:
    SystemBuilder(const api::BootInfo& boot_info, std::span<const std::byte> archive);

    /// Makes all services, gives them what their lines say, and lets them run. Otherwise tells what failed.
    Outcome run();

    Capability endpoint() const { return {endpoint_}; }
    Capability reply() const { return {reply_}; }
    /// Address of the watchdog's registers, 0 if the board has none.
    Word watchdog() const { return watchdog_; }
    std::span<const std::byte> program(Service service) const;

private:
    struct Objects {
        Word endpoint = 0;
        Word notification = 0;
        Domain domain{};
        Word untyped = 0;
    };

    Objects& objects(Service service) { return objects_[index_of(service)]; }

    void add_memory();
    Outcome prepare();
    Outcome make_meeting_points();
    Outcome build(const ServiceLine& line);
    Outcome give(const ServiceLine& line, const Grant& grant);
    Outcome give_interrupt(const ServiceLine& line, const Grant& grant);
    Outcome give_device(const Domain& domain, const Grant& grant);
    Outcome give_io_ports(const Domain& domain, const Grant& grant);
    Outcome give_frame_buffer(const Domain& domain);
    Outcome give_shared_page(const Domain& domain, const Grant& grant);
    Outcome give_replies(const ServiceLine& line, const Grant& grant);
    Outcome give_archive(const Domain& domain);
    Outcome give_time(const Domain& domain);
    Outcome give_service_times(const Domain& domain);
    Outcome give_memory(const Domain& domain);
    Outcome map_into(const Domain& domain, Word frame, Word address, PageUse use);
    Outcome copy_archive_page(const Domain& domain, Word offset, Word address);

    Result<Word, Trouble> make_object(Word type, unsigned size_bits);
    Result<Word, Trouble> device_frame(PhysicalAddress address);
    Environment environment_of(const ServiceLine& line) const;
    unsigned core_count() const;

    const api::BootInfo& boot_info_;
    std::span<const std::byte> archive_bytes_;
    Authority authority_;
    SlotRange slots_;
    MemoryPool<PoolOperations> pool_;
    Word own_untyped_ = 0; ///< for what lies between the domains
    std::array<Objects, service_limit> objects_{};
    std::array<Word, shared_page_count> shared_pages_{};
    Word endpoint_ = 0;
    Word reply_ = 0;
    Word watchdog_ = 0;
};

} // namespace nacre::user
