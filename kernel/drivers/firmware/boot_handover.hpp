// SPDX-License-Identifier: MIT
// What a PC's boot loader hands over: memory, a module, where ACPI's tables are. Two loaders' structures, one
// answer.
#pragma once

#include <base/result.hpp>
#include <drivers/firmware/acpi.hpp>
#include <drivers/firmware/physical_view.hpp>

#include <optional>

namespace nacre::kernel::drivers {

struct BootHandover {
    /// As the firmware counts (E820): 1 is RAM.
    struct Memory {
        std::uint64_t start;
        std::uint64_t size;
        std::uint32_t type;
    };
    static constexpr std::size_t most_ranges = 50;
    static constexpr std::uint32_t is_ram = 1;

    std::array<Memory, most_ranges> memory;
    std::size_t memory_count;
    PhysicalRange module; ///< the first one; empty: none
    std::optional<AcpiRootPointer> acpi;

    std::span<const Memory> ranges() const { return {memory.data(), memory_count}; }

    /// Of a loader that speaks PVH (QEMU's -kernel). Xen, include/public/arch-x86/hvm/start_info.h.
    static Result<BootHandover, const char*> of_pvh(PhysicalAddress start_info, PhysicalView view);
    /// Of GRUB. Multiboot2 Specification 2.0, section 3.6.
    static Result<BootHandover, const char*> of_multiboot2(PhysicalAddress information, PhysicalView view);

    /// Where the firmware of old keeps it, if the loader did not say. ACPI Specification, section 5.2.5.1.
    static std::optional<AcpiRootPointer> search_acpi(PhysicalView view);

private:
    void add(const Memory& range) {
        if (memory_count < most_ranges) {
            memory[memory_count++] = range;
        }
    }
};

} // namespace nacre::kernel::drivers
