// SPDX-License-Identifier: MIT
// Reads what a PC's boot loader hands over.
#include <drivers/firmware/boot_handover.hpp>

#include <algorithm>

namespace nacre::kernel::drivers {
namespace {

std::optional<AcpiRootPointer> valid(const AcpiRootPointer& root) {
    return root.is_valid() ? std::optional{root} : std::nullopt;
}

/// A root pointer of version 0 is shorter than the structure: what lies behind it is not its.
AcpiRootPointer root_pointer(std::span<const std::byte> bytes) {
    constexpr std::size_t old_size = 20;
    AcpiRootPointer root{};
    std::ranges::copy(bytes.first(std::min(bytes.size(), sizeof(root))),
                      std::as_writable_bytes(std::span{&root, 1}).begin());
    if (root.revision < 2) {
        const AcpiRootPointer whole = root;
        root = {};
        std::memcpy(&root, &whole, old_size);
    }
    return root;
}

struct PvhStartInfo {
    std::uint32_t magic;
    std::uint32_t version;
    std::uint32_t flags;
    std::uint32_t module_count;
    std::uint64_t modules;
    std::uint64_t command_line;
    std::uint64_t acpi;
    std::uint64_t memory_map;
    std::uint32_t memory_map_count;
    std::uint32_t reserved;

    static constexpr std::uint32_t expected_magic = 0x336e'c578;
};

struct PvhModule {
    std::uint64_t start;
    std::uint64_t size;
    std::uint64_t command_line;
    std::uint64_t reserved;
};

struct PvhMemory {
    std::uint64_t start;
    std::uint64_t size;
    std::uint32_t type;
    std::uint32_t reserved;
};

} // namespace

Result<BootHandover, const char*> BootHandover::of_pvh(PhysicalAddress start_info, PhysicalView view) {
    const auto info = read_at<PvhStartInfo>(view(start_info, sizeof(PvhStartInfo)), 0);
    if (info.magic != PvhStartInfo::expected_magic) {
        return failure("the boot loader handed over neither PVH's nor multiboot 2's structure");
    }
    if (info.version == 0 || info.memory_map == 0) {
        return failure("the boot loader handed over no memory map");
    }
    BootHandover found{};
    const auto map = view({info.memory_map}, info.memory_map_count * sizeof(PvhMemory));
    for (std::size_t at = 0; at < map.size(); at += sizeof(PvhMemory)) {
        const auto range = read_at<PvhMemory>(map, at);
        found.add({range.start, range.size, range.type});
    }
    if (info.module_count != 0) {
        const auto module = read_at<PvhModule>(view({info.modules}, sizeof(PvhModule)), 0);
        found.module = {{module.start}, {module.start + module.size}};
    }
    if (info.acpi != 0) {
        found.acpi = valid(root_pointer(view({info.acpi}, sizeof(AcpiRootPointer))));
    }
    return found;
}

namespace {

enum class Multiboot2Tag : std::uint32_t { end = 0, module = 3, memory_map = 6, old_acpi = 14, acpi = 15 };

struct Multiboot2Header {
    Multiboot2Tag kind;
    std::uint32_t size;
};

struct Multiboot2Module {
    std::uint32_t start;
    std::uint32_t end;
};

} // namespace

Result<BootHandover, const char*> BootHandover::of_multiboot2(PhysicalAddress information,
                                                              PhysicalView view) {
    constexpr std::size_t tags_at = 8;
    constexpr std::size_t entries_at = 16;
    const std::size_t size = read_at<std::uint32_t>(view(information, tags_at), 0);
    const auto bytes = view(information, size);
    BootHandover found{};
    std::size_t at = tags_at;
    while (at + sizeof(Multiboot2Header) <= bytes.size()) {
        const auto header = read_at<Multiboot2Header>(bytes, at);
        if (header.kind == Multiboot2Tag::end || header.size < sizeof(header) ||
            header.size > bytes.size() - at) {
            break;
        }
        const auto tag = bytes.subspan(at, header.size);
        const std::size_t entry_size = read_at<std::uint32_t>(tag, sizeof(header));
        if (header.kind == Multiboot2Tag::memory_map && entry_size >= 20) {
            for (std::size_t entry = entries_at; entry + entry_size <= tag.size(); entry += entry_size) {
                found.add({read_at<std::uint64_t>(tag, entry), read_at<std::uint64_t>(tag, entry + 8),
                           read_at<std::uint32_t>(tag, entry + 16)});
            }
        } else if (header.kind == Multiboot2Tag::module && found.module.empty()) {
            const auto module = read_at<Multiboot2Module>(tag, sizeof(header));
            found.module = {{module.start}, {module.end}};
        } else if (header.kind == Multiboot2Tag::acpi ||
                   (header.kind == Multiboot2Tag::old_acpi && !found.acpi)) {
            found.acpi = valid(root_pointer(tag.subspan(sizeof(header))));
        }
        at += (header.size + 7) & ~std::size_t{7};
    }
    if (found.memory_count == 0) {
        return failure("the boot loader handed over no memory map");
    }
    return found;
}

std::optional<AcpiRootPointer> BootHandover::search_acpi(PhysicalView view) {
    constexpr PhysicalAddress segment_of_extended_bios{0x40e};
    constexpr PhysicalRange bios{{0xe'0000}, {0x10'0000}};
    constexpr std::size_t distance = 16;
    const Word extended = Word{read_at<std::uint16_t>(view(segment_of_extended_bios, 2), 0)} << 4;
    const auto search = [&](PhysicalRange range) -> std::optional<AcpiRootPointer> {
        const auto bytes = view(range.start, range.size());
        for (std::size_t at = 0; at + sizeof(AcpiRootPointer) <= bytes.size(); at += distance) {
            if (auto root = valid(root_pointer(bytes.subspan(at, sizeof(AcpiRootPointer))))) {
                return root;
            }
        }
        return std::nullopt;
    };
    const bool has_extended = extended >= 0x8'0000 && extended < 0xa'0000;
    const auto found = has_extended ? search({{extended}, {extended + 1024}}) : std::nullopt;
    return found ? found : search(bios);
}

} // namespace nacre::kernel::drivers
