// SPDX-License-Identifier: MIT
// Reads ACPI's tables. The one thing that the language of ACPI is needed for, the code of the state "off", is
// found without executing it: every firmware writes it as a package of small numbers.
#include <drivers/firmware/acpi.hpp>

#include <algorithm>

namespace nacre::kernel::drivers {
namespace {

/// Of every table but the root pointer, section 5.2.6.
constexpr std::size_t header_size = 36;
constexpr std::size_t length_at = 4;
constexpr std::size_t longest_table = std::size_t{1} << 20;

bool sums_to_zero(std::span<const std::byte> bytes) {
    unsigned sum = 0;
    for (const std::byte byte : bytes) {
        sum += std::to_integer<unsigned>(byte);
    }
    return (sum & 0xff) == 0;
}

bool begins_with(std::span<const std::byte> bytes, std::string_view signature) {
    return bytes.size() >= signature.size() &&
           std::memcmp(bytes.data(), signature.data(), signature.size()) == 0;
}

} // namespace

bool AcpiRootPointer::is_valid() const {
    const auto bytes = std::as_bytes(std::span{this, 1});
    constexpr std::size_t old_size = 20;
    return begins_with(bytes, "RSD PTR ") && sums_to_zero(bytes.first(old_size)) &&
           (revision < 2 || sums_to_zero(bytes));
}

std::span<const std::byte> AcpiTables::table_at(PhysicalAddress address, PhysicalView view) {
    const std::size_t length = read_at<std::uint32_t>(view(address, header_size), length_at);
    if (length < header_size || length > longest_table) {
        return {};
    }
    const auto table = view(address, length);
    return sums_to_zero(table) ? table : std::span<const std::byte>{};
}

Result<AcpiTables, const char*> AcpiTables::open(const AcpiRootPointer& root, PhysicalView view) {
    if (!root.is_valid()) {
        return failure("ACPI's root pointer is damaged");
    }
    const bool is_extended = root.revision >= 2 && root.extended_root_table != 0;
    const PhysicalAddress address{is_extended ? root.extended_root_table : root.root_table};
    const auto table = table_at(address, view);
    if (!begins_with(table, is_extended ? "XSDT" : "RSDT")) {
        return failure("ACPI's root table is damaged");
    }
    return AcpiTables{table, is_extended ? 8U : 4U, view};
}

std::span<const std::byte> AcpiTables::find(std::string_view signature) const {
    for (std::size_t at = header_size; at + pointer_size_ <= root_.size(); at += pointer_size_) {
        const PhysicalAddress address{pointer_size_ == 8
                                          ? static_cast<Word>(read_at<std::uint64_t>(root_, at))
                                          : read_at<std::uint32_t>(root_, at)};
        if (begins_with(view_(address, header_size), signature)) {
            return table_at(address, view_);
        }
    }
    return {};
}

AcpiInterruptControllers AcpiInterruptControllers::read(std::span<const std::byte> table) {
    constexpr std::size_t first_structure = 44;
    enum Kind : std::uint8_t { local = 0, io = 1, extended_local = 9 };
    constexpr std::uint32_t enabled = 1;
    AcpiInterruptControllers found{};
    const auto add_core = [&](std::uint32_t number, std::uint32_t flags) {
        if ((flags & enabled) != 0 && found.core_count < most_cores) {
            found.cores[found.core_count++] = number;
        }
    };
    std::size_t at = first_structure;
    while (at + 2 <= table.size()) {
        const auto kind = read_at<std::uint8_t>(table, at);
        const auto length = read_at<std::uint8_t>(table, at + 1);
        if (length < 2 || length > table.size() - at) {
            break;
        }
        if (kind == local) {
            add_core(read_at<std::uint8_t>(table, at + 3), read_at<std::uint32_t>(table, at + 4));
        } else if (kind == extended_local) {
            add_core(read_at<std::uint32_t>(table, at + 4), read_at<std::uint32_t>(table, at + 8));
        } else if (kind == io && found.io_apic_count < most_io_apics) {
            found.io_apics[found.io_apic_count++] = {{read_at<std::uint32_t>(table, at + 4)},
                                                     read_at<std::uint32_t>(table, at + 8)};
        }
        at += length;
    }
    return found;
}

namespace {

/// A number of the byte code of section 20.2.3: a byte behind its prefix, or zero or one by themselves.
std::uint8_t take_number(std::span<const std::byte> code, std::size_t& at) {
    constexpr std::uint8_t byte_prefix = 0x0a;
    const auto first = read_at<std::uint8_t>(code, at++);
    return first == byte_prefix ? read_at<std::uint8_t>(code, at++) : first;
}

/// Looks for the name of the state "off" with a package behind it.
void find_sleep_types(std::span<const std::byte> code, AcpiPower& power) {
    constexpr std::string_view name = "_S5_";
    constexpr std::uint8_t package = 0x12;
    for (std::size_t at = header_size; at + name.size() + 1 < code.size(); ++at) {
        std::size_t next = at + name.size();
        if (!begins_with(code.subspan(at), name) || read_at<std::uint8_t>(code, next++) != package) {
            continue;
        }
        // The package's length takes as many further bytes as the two upper bits of its first one say.
        next += (read_at<std::uint8_t>(code, next) >> 6) + std::size_t{1};
        next++; // how many elements
        power.sleep_a = take_number(code, next);
        power.sleep_b = take_number(code, next);
        power.can_sleep = true;
        return;
    }
}

} // namespace

Result<AcpiPower, const char*> AcpiPower::read(std::span<const std::byte> fixed, PhysicalView view) {
    constexpr std::uint32_t has_reset = 1U << 10;
    constexpr std::uint8_t in_ports = 1;
    AcpiPower power{};
    power.command = read_at<std::uint16_t>(fixed, 48);
    power.enable = read_at<std::uint8_t>(fixed, 52);
    power.control_a = read_at<std::uint16_t>(fixed, 64);
    power.control_b = read_at<std::uint16_t>(fixed, 68);
    if ((read_at<std::uint32_t>(fixed, 112) & has_reset) != 0 &&
        read_at<std::uint8_t>(fixed, 116) == in_ports) {
        power.reset = read_at<std::uint16_t>(fixed, 120);
        power.reset_value = read_at<std::uint8_t>(fixed, 128);
    }
    const auto extended = read_at<std::uint64_t>(fixed, 140);
    const PhysicalAddress place{extended != 0 ? static_cast<Word>(extended)
                                              : read_at<std::uint32_t>(fixed, 40)};
    const auto code = AcpiTables::table_at(place, view);
    if (!begins_with(code, "DSDT")) {
        return failure("ACPI's table of code (DSDT) is missing or damaged");
    }
    find_sleep_types(code, power);
    return power;
}

} // namespace nacre::kernel::drivers
