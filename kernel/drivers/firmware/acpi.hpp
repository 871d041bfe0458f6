// SPDX-License-Identifier: MIT
// The tables in which a PC's firmware describes it. ACPI Specification 6.5, chapter 5.
#pragma once

#include <base/result.hpp>
#include <drivers/firmware/physical_view.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace nacre::kernel::drivers {

/// The root pointer, section 5.2.5.3: the first 20 bytes are all that version 0 has.
struct [[gnu::packed]] AcpiRootPointer {
    std::array<char, 8> signature;
    std::uint8_t checksum;
    std::array<char, 6> maker;
    std::uint8_t revision;
    std::uint32_t root_table;
    std::uint32_t length;
    std::uint64_t extended_root_table;
    std::uint8_t extended_checksum;
    std::array<std::uint8_t, 3> reserved;

    bool is_valid() const;
};
static_assert(sizeof(AcpiRootPointer) == 36);

/// Reads no further than the tables say they go, and takes none whose sum is wrong.
class AcpiTables {
public:
    static Result<AcpiTables, const char*> open(const AcpiRootPointer& root, PhysicalView view);

    /// The whole table with that signature of four letters; empty if there is none that is sound.
    std::span<const std::byte> find(std::string_view signature) const;
    /// The table at an address, if it is sound.
    static std::span<const std::byte> table_at(PhysicalAddress address, PhysicalView view);

private:
    AcpiTables(std::span<const std::byte> root, unsigned pointer_size, PhysicalView view)
        : root_{root}, pointer_size_{pointer_size}, view_{view} {}

    std::span<const std::byte> root_;
    unsigned pointer_size_;
    PhysicalView view_;
};

/// What the kernel wants of the interrupt controllers' table (MADT), section 5.2.12.
struct AcpiInterruptControllers {
    struct IoApic {
        PhysicalAddress address;
        std::uint32_t first_interrupt;
    };
    static constexpr std::size_t most_cores = 256;
    static constexpr std::size_t most_io_apics = 8;

    std::array<std::uint32_t, most_cores>
        cores; ///< numbers of the local controllers of cores that can be used
    unsigned core_count;
    std::array<IoApic, most_io_apics> io_apics;
    unsigned io_apic_count;

    static AcpiInterruptControllers read(std::span<const std::byte> table);
};

/// How the machine is switched off and started again: of the fixed description (FADT), section 5.2.9.
struct AcpiPower {
    std::uint16_t control_a; ///< port of the first power-management control block; 0: none
    std::uint16_t control_b;
    std::uint16_t command; ///< port at which ACPI is turned on, by `enable`
    std::uint8_t enable;
    bool can_sleep; ///< `sleep_a` and `sleep_b` mean off
    std::uint8_t sleep_a;
    std::uint8_t sleep_b;
    std::uint16_t reset; ///< port; 0: none
    std::uint8_t reset_value;

    /// A sentence if the table of code that the description names is not sound.
    static Result<AcpiPower, const char*> read(std::span<const std::byte> fixed, PhysicalView view);
};

} // namespace nacre::kernel::drivers
