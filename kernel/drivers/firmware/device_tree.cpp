// SPDX-License-Identifier: MIT
// What the kernel wants to know of a flattened device tree, read by libfdt.
#include <core/log.hpp>
#include <drivers/firmware/device_tree.hpp>
#include <drivers/firmware/device_tree_check.hpp>

#include <algorithm>
#include <string_view>

extern "C" {
#include <libfdt.h>
}

namespace nacre::kernel::drivers {
namespace {

/// A number of one or two cells of 32 bits, big-endian; advances `cells`.
std::uint64_t read_number(const fdt32_t*& cells, int count) {
    std::uint64_t number = 0;
    for (int i = 0; i < count; ++i) {
        number = number << 32 | fdt32_to_cpu(*cells++);
    }
    return number;
}

/// What a word cannot address ends with its last page.
PhysicalAddress addressable(std::uint64_t address) {
    constexpr std::uint64_t last_page = low_mask(word_bits) & ~low_mask(12);
    return {static_cast<Word>(std::min(address, last_page))};
}

PhysicalRange range_of(std::uint64_t start, std::uint64_t size) {
    return {addressable(start), addressable(size > ~start ? ~std::uint64_t{0} : start + size)};
}

/// Room is left for what the kernel itself adds.
constexpr std::size_t most_pieces = boot::RangeList::capacity / 2;

/// The part of it that the window shows, in whole pages.
Result<void, const char*> add_visible(PhysicalRange range, PhysicalRange window, boot::RangeList& ranges) {
    const PhysicalRange visible{std::max(range.start, window.start).up_to(12),
                                std::min(range.end, window.end).down_to(12)};
    if (range.end > window.end) {
        print("RAM beyond {:#x} is not used: the kernel cannot map it\n", window.end.value);
    }
    if (visible.empty()) {
        return {};
    }
    if (std::ranges::any_of(ranges.all(),
                            [&](const PhysicalRange& other) { return visible.overlaps(other); })) {
        return failure("the device tree is damaged: it names the same memory twice");
    }
    if (ranges.all().size() == most_pieces) {
        return failure("the device tree names memory in more than 16 pieces");
    }
    ranges.add(visible);
    return {};
}

Result<void, const char*> add_whole_pages(PhysicalRange range, boot::RangeList& ranges) {
    if (range.empty()) {
        return {};
    }
    if (ranges.all().size() == most_pieces) {
        return failure("the device tree reserves memory in more than 16 pieces");
    }
    ranges.add({range.start.down_to(12), range.end.up_to(12)});
    return {};
}

} // namespace

Result<DeviceTree, const char*> DeviceTree::at(std::span<std::byte> memory) {
    NACRE_CHECK(check_device_tree(memory));
    return DeviceTree{memory.data()};
}

/// The blob ends with whichever block comes last.
std::size_t DeviceTree::used_size() const {
    const std::size_t structure = fdt_off_dt_struct(start_) + fdt_size_dt_struct(start_);
    const std::size_t strings = fdt_off_dt_strings(start_) + fdt_size_dt_strings(start_);
    return std::max(structure, strings);
}

std::size_t DeviceTree::trim() {
    const std::size_t size = std::min<std::size_t>(used_size(), fdt_totalsize(start_));
    fdt_set_totalsize(start_, static_cast<std::uint32_t>(size));
    return size;
}

bool DeviceTree::property_is(int node, const char* name, std::string_view expected) const {
    int length = 0;
    const auto* value =
        node < 0 ? nullptr : static_cast<const char*>(fdt_getprop(start_, node, name, &length));
    return value != nullptr && length > 0 &&
           std::string_view{value, static_cast<std::size_t>(length - 1)} == expected;
}

template<typename Visitor>
Result<void, const char*> DeviceTree::for_each_region(int node, int parent, Visitor visit) const {
    const int address_cells = fdt_address_cells(start_, parent);
    const int size_cells = fdt_size_cells(start_, parent);
    int length = 0;
    const auto* cells = static_cast<const fdt32_t*>(fdt_getprop(start_, node, "reg", &length));
    if (cells == nullptr || address_cells < 1 || address_cells > 2 || size_cells < 1 || size_cells > 2) {
        return {};
    }
    const fdt32_t* const end = cells + static_cast<unsigned>(length) / sizeof(fdt32_t);
    while (end - cells >= address_cells + size_cells) {
        const std::uint64_t start = read_number(cells, address_cells);
        const std::uint64_t size = read_number(cells, size_cells);
        NACRE_CHECK(visit(range_of(start, size)));
    }
    return {};
}

Result<void, const char*> DeviceTree::add_memory(PhysicalRange window, boot::RangeList& ranges) const {
    int node = 0;
    fdt_for_each_subnode(node, start_, 0) {
        // A disabled one belongs to the secure world.
        if (property_is(node, "device_type", "memory") && !property_is(node, "status", "disabled")) {
            NACRE_CHECK(for_each_region(
                node, 0, [&](PhysicalRange range) { return add_visible(range, window, ranges); }));
        }
    }
    return {};
}

Result<void, const char*> DeviceTree::add_reserved(boot::RangeList& ranges) const {
    for (int i = 0; i < fdt_num_mem_rsv(start_); ++i) {
        std::uint64_t address = 0;
        std::uint64_t bytes = 0;
        if (fdt_get_mem_rsv(start_, i, &address, &bytes) == 0) {
            NACRE_CHECK(add_whole_pages(range_of(address, bytes), ranges));
        }
    }
    const int reserved = fdt_path_offset(start_, "/reserved-memory");
    if (reserved < 0) {
        return {};
    }
    int node = 0;
    fdt_for_each_subnode(node, start_, reserved) {
        NACRE_CHECK(for_each_region(node, reserved,
                                    [&](PhysicalRange range) { return add_whole_pages(range, ranges); }));
    }
    return {};
}

Result<void, const char*> DeviceTree::describe(PhysicalAddress place, PhysicalRange window,
                                               boot::MachineDescription& machine) {
    NACRE_CHECK(add_memory(window, machine.memory));
    if (machine.memory.all().empty()) {
        return failure("the device tree names no memory that the kernel can map");
    }
    NACRE_CHECK(add_reserved(machine.reserved));
    machine.device_tree = {place, place + trim()};
    machine.processors = processors();
    return {};
}

unsigned DeviceTree::processors() const {
    const int cpus = fdt_path_offset(start_, "/cpus");
    if (cpus < 0) {
        return 1;
    }
    unsigned count = 0;
    int node = 0;
    fdt_for_each_subnode(node, start_, cpus) { count += property_is(node, "device_type", "cpu") ? 1 : 0; }
    return std::max(count, 1U);
}

std::optional<std::uint32_t> DeviceTree::timebase_frequency() const {
    int length = 0;
    const int cpus = fdt_path_offset(start_, "/cpus");
    const auto* value =
        cpus < 0 ? nullptr
                 : static_cast<const fdt32_t*>(fdt_getprop(start_, cpus, "timebase-frequency", &length));
    if (value == nullptr || length != static_cast<int>(sizeof(fdt32_t)) || *value == 0) {
        return std::nullopt;
    }
    return fdt32_to_cpu(*value);
}

bool DeviceTree::firmware_behind_monitor() const {
    return property_is(fdt_path_offset(start_, "/psci"), "method", "smc");
}

} // namespace nacre::kernel::drivers
