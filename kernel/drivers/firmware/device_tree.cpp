// SPDX-License-Identifier: MIT
// What the kernel wants to know of a flattened device tree, read by libfdt.
#include <drivers/firmware/device_tree.hpp>

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

} // namespace

std::optional<DeviceTree> DeviceTree::at(void* start) {
    if (fdt_check_header(start) != 0) {
        return std::nullopt;
    }
    return DeviceTree{start};
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

void DeviceTree::add_regions(int node, int parent, boot::RangeList& ranges) const {
    const int address_cells = fdt_address_cells(start_, parent);
    const int size_cells = fdt_size_cells(start_, parent);
    int length = 0;
    const auto* cells = static_cast<const fdt32_t*>(fdt_getprop(start_, node, "reg", &length));
    if (cells == nullptr || address_cells < 1 || address_cells > 2 || size_cells < 1 || size_cells > 2) {
        return;
    }
    const fdt32_t* const end = cells + static_cast<unsigned>(length) / sizeof(fdt32_t);
    while (end - cells >= address_cells + size_cells) {
        const std::uint64_t start = read_number(cells, address_cells);
        const std::uint64_t size = read_number(cells, size_cells);
        ranges.add({addressable(start), addressable(size > ~start ? ~std::uint64_t{0} : start + size)});
    }
}

void DeviceTree::add_memory(boot::RangeList& ranges) const {
    int node = 0;
    fdt_for_each_subnode(node, start_, 0) {
        // A disabled one belongs to the secure world.
        if (property_is(node, "device_type", "memory") && !property_is(node, "status", "disabled")) {
            add_regions(node, 0, ranges);
        }
    }
}

void DeviceTree::add_reserved(boot::RangeList& ranges) const {
    for (int i = 0; i < fdt_num_mem_rsv(start_); ++i) {
        std::uint64_t address = 0;
        std::uint64_t bytes = 0;
        if (fdt_get_mem_rsv(start_, i, &address, &bytes) == 0) {
            ranges.add({addressable(address), addressable(address + bytes)});
        }
    }
    const int reserved = fdt_path_offset(start_, "/reserved-memory");
    if (reserved < 0) {
        return;
    }
    int node = 0;
    fdt_for_each_subnode(node, start_, reserved) { add_regions(node, reserved, ranges); }
}

unsigned DeviceTree::processors() const {
    const int cpus = fdt_path_offset(start_, "/cpus");
    if (cpus < 0) {
        return 1;
    }
    unsigned count = 0;
    int node = 0;
    fdt_for_each_subnode(node, start_, cpus) { count += property_is(node, "device_type", "cpu") ? 1 : 0; }
    return count;
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
