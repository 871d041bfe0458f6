// SPDX-License-Identifier: MIT
// What the firmware's tables say of this PC, read once.
#include "firmware.hpp"

#include <arch/kernel_window.hpp>
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

template<typename T>
T or_stop(const Result<T, const char*>& result) {
    if (!result) {
        panic(result.reason());
    }
    return *result;
}

void read_acpi() {
    if (!found.handover.acpi) {
        found.handover.acpi = BootHandover::search_acpi(view);
    }
    if (!found.handover.acpi) {
        panic("there are no ACPI tables, or their root pointer is damaged");
    }
    const auto tables = or_stop(AcpiTables::open(*found.handover.acpi, view));
    const auto controllers = tables.find("APIC");
    if (controllers.empty()) {
        panic("ACPI's table of interrupt controllers is missing or damaged");
    }
    found.controllers = drivers::AcpiInterruptControllers::read(controllers);
    const auto fixed = tables.find("FACP");
    if (fixed.empty()) {
        panic("ACPI's fixed description is missing or damaged");
    }
    found.power = or_stop(drivers::AcpiPower::read(fixed, view));
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
    found.handover = or_stop(read_handover(handed_over));
    read_acpi();
}

const Description& description() { return found; }

} // namespace nacre::kernel::board::firmware
