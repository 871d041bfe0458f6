// SPDX-License-Identifier: MIT
// What the firmware's tables say of this PC, read once.
#include "firmware.hpp"

#include <arch/kernel_window.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>

namespace nacre::kernel::board::firmware {
namespace {

using drivers::AcpiTables;
using drivers::BootHandover;

constinit Description found{};

/// Bit 0 of what start.S hands over says that it is multiboot 2's.
Result<BootHandover, const char*> read_handover(PhysicalAddress handed_over) {
    const PhysicalAddress structure = handed_over.down_to(1);
    return structure == handed_over ? BootHandover::of_pvh(structure, view)
                                    : BootHandover::of_multiboot2(structure, view);
}

void use_least(const char* why) {
    print("{}: the kernel goes on with one core, one IO-APIC at its usual place, and cannot switch off\n",
          std::string_view{why});
    found.controllers = {};
    found.controllers.io_apics[0] = {{0xfec0'0000}, 0};
    found.controllers.io_apic_count = 1;
}

void read_acpi() {
    if (!found.handover.acpi) {
        found.handover.acpi = BootHandover::search_acpi(view);
    }
    if (!found.handover.acpi) {
        return use_least("there are no ACPI tables, or their root pointer is damaged");
    }
    const auto tables = AcpiTables::open(*found.handover.acpi, view);
    if (!tables) {
        return use_least(tables.reason());
    }
    const auto controllers = tables->find("APIC");
    if (controllers.empty()) {
        use_least("ACPI's table of interrupt controllers is missing or damaged");
    } else {
        found.controllers = drivers::AcpiInterruptControllers::read(controllers);
    }
    const auto fixed = tables->find("FACP");
    if (fixed.empty()) {
        print("ACPI's fixed description is missing or damaged: the kernel cannot switch the machine off\n");
    } else {
        found.power = drivers::AcpiPower::read(fixed, view);
    }
}

} // namespace

std::span<const std::byte> view(PhysicalAddress start, std::size_t size) {
    constexpr PhysicalAddress top{Word{1} << 32};
    if (size == 0 || start >= top || size > top - start) {
        return {};
    }
    arch::kernel_window().map({start, start + size}, arch::kernel_memory);
    return {reinterpret_cast<const std::byte*>(arch::KernelWindow::address(start)), size};
}

void read(PhysicalAddress handed_over) {
    const auto handover = read_handover(handed_over);
    if (!handover) {
        panic(handover.reason());
    }
    found.handover = *handover;
    read_acpi();
}

const Description& description() { return found; }

} // namespace nacre::kernel::board::firmware
