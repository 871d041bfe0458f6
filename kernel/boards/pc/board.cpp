// SPDX-License-Identifier: MIT
// A PC: its memory, its other cores, and how it is switched off.
#include "clock.hpp"
#include "firmware.hpp"
#include "local_controller.hpp"

#include <arch/clock.hpp>
#include <arch/io_port.hpp>
#include <arch/kernel_window.hpp>
#include <arch/processor_features.hpp>
#include <board/board.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>

#include <algorithm>
#include <cstring>

namespace nacre::kernel::board {

extern "C" {
/// The number of a core by that of its local controller, for start.S.
constinit std::array<std::uint8_t, 256> core_of_controller{};
/// In start.S: what another core executes first.
extern const char trampoline_start[];
extern const char trampoline_end[];
}

namespace {

/// Below it lies what belongs to the firmware, and to programs as device memory.
constexpr PhysicalAddress first_memory{0x10'0000};
/// A page in which another core can begin: it is RAM on every PC, and nobody's once the loader has gone.
constexpr PhysicalAddress trampoline{0x8000};

void add_memory(boot::MachineDescription& machine) {
    constexpr unsigned page_bits = 12;
    const PhysicalAddress top{Word{1} << 46};
    for (const auto& range : firmware::description().handover.ranges()) {
        const PhysicalAddress start = std::max(PhysicalAddress{range.start}.up_to(page_bits), first_memory);
        const PhysicalAddress end =
            std::min(PhysicalAddress{range.start + range.size}.down_to(page_bits), top);
        if (range.type != drivers::BootHandover::is_ram || end <= start) {
            continue;
        }
        if (machine.memory.all().size() == boot::RangeList::capacity) {
            print("memory from {:#x} on is not used: there are too many pieces\n", start.value);
            return;
        }
        machine.memory.add({start, end});
    }
    if (machine.memory.all().empty()) {
        panic("the boot loader's memory map has no RAM above one megabyte");
    }
}

/// The one that runs this comes first.
unsigned arrange_cores() {
    const auto& controllers = firmware::description().controllers;
    auto& cores = const_cast<drivers::AcpiInterruptControllers&>(controllers);
    const std::uint32_t own = arch::CpuId::of(1).b >> 24;
    const auto all = std::span{cores.cores}.first(cores.core_count);
    const auto here = std::ranges::find(all, own);
    if (here == all.end()) {
        cores.cores[0] = own;
        cores.core_count = 1;
    } else {
        std::rotate(all.begin(), here, here + 1);
    }
    return cores.core_count;
}

void use_module(boot::MachineDescription& machine) {
    const PhysicalRange module = firmware::description().handover.module;
    if (module.empty()) {
        return;
    }
    const bool is_memory = std::ranges::any_of(machine.memory.all(), [&](const PhysicalRange& range) {
        return range.start <= module.start && module.end <= range.end;
    });
    if (!is_memory || !module.start.aligned(12)) {
        panic("the boot module lies outside RAM, or does not begin at a page");
    }
    machine.boot_archive = module;
}

/// As seL4's boot information has it: a map of multiboot's, whose entries say their own size.
struct [[gnu::packed]] MemoryMapChunk {
    struct [[gnu::packed]] Entry {
        std::uint32_t size;
        std::uint64_t start;
        std::uint64_t length;
        std::uint32_t type;
    };
    std::uint32_t size;
    std::array<Entry, drivers::BootHandover::most_ranges> entries;
};

/// What programs are told besides: they find devices by it.
struct Chunks {
    drivers::AcpiRootPointer acpi;
    MemoryMapChunk memory;
    std::uint32_t megahertz;
};
constinit Chunks chunks{};

void fill_memory_map(MemoryMapChunk& map) {
    using Entry = MemoryMapChunk::Entry;
    const auto ranges = firmware::description().handover.ranges();
    map.size = static_cast<std::uint32_t>(ranges.size() * sizeof(Entry));
    std::ranges::transform(ranges, map.entries.begin(), [](const drivers::BootHandover::Memory& memory) {
        return Entry{sizeof(Entry) - sizeof(Entry::size), memory.start, memory.size, memory.type};
    });
}

void tell_programs(boot::MachineDescription& machine) {
    using api::BootInfoId;
    fill_memory_map(chunks.memory);
    chunks.megahertz = static_cast<std::uint32_t>((arch::Clock::frequency() + 500'000) / 1'000'000);
    machine.chunks[1] = {BootInfoId::memory_map, std::as_bytes(std::span{&chunks.memory, 1})};
    machine.chunks[2] = {BootInfoId::tsc_frequency, std::as_bytes(std::span{&chunks.megahertz, 1})};
    if (const auto& acpi = firmware::description().handover.acpi) {
        chunks.acpi = *acpi;
        machine.chunks[0] = {BootInfoId::acpi_root, std::as_bytes(std::span{&chunks.acpi, 1})};
    }
    machine.screen = boot::Screen{.memory = Board::screen,
                                  .pitch = 160,
                                  .width = 80,
                                  .height = 25,
                                  .bits_per_pixel = 16,
                                  .is_text = true};
}

} // namespace

void Board::describe(PhysicalAddress handed_over, boot::MachineDescription& machine) {
    firmware::read(handed_over);
    start_core_interrupts(0);
    measure_clocks();
    add_memory(machine);
    use_module(machine);
    machine.processors = arrange_cores();
    machine.kernel_devices.add({local_controller_page, local_controller_page + 0x1000});
    const auto& controllers = firmware::description().controllers;
    for (const auto& controller : std::span{controllers.io_apics}.first(controllers.io_apic_count)) {
        machine.kernel_devices.add({controller.address.down_to(12), controller.address.down_to(12) + 0x1000});
    }
    tell_programs(machine);
}

/// INIT and twice "start up". Intel SDM volume 3, section 8.4.4; its long wait behind INIT was for
/// controllers outside of the processor, which those with a 64-bit mode never had.
bool Board::start_core(unsigned core, PhysicalAddress) {
    using Delivery = LocalController::Delivery;
    const std::uint32_t destination = firmware::description().controllers.cores[core];
    if (destination >= core_of_controller.size()) {
        return false;
    }
    core_of_controller[destination] = static_cast<std::uint8_t>(core);
    const auto size = static_cast<std::size_t>(trampoline_end - trampoline_start);
    const auto page = firmware::view(trampoline, size);
    std::memcpy(const_cast<std::byte*>(page.data()), trampoline_start, size);
    LocalController controller = local_controller();
    controller.send(destination, Delivery::start, 0);
    wait_microseconds(100);
    for (int i = 0; i < 2; ++i) {
        controller.send(destination, Delivery::start_up, static_cast<std::uint8_t>(trampoline.value >> 12));
        wait_microseconds(200);
    }
    return true;
}

/// ACPI Specification, section 4.8.3.2: the state's code and the bit that enters it.
void Board::power_off() {
    constexpr std::uint16_t acpi_is_on = 1;
    constexpr std::uint16_t enter = 1U << 13;
    constexpr unsigned code_at = 10;
    const drivers::AcpiPower& power = firmware::description().power;
    if (!power.can_sleep || power.control_a == 0) {
        return;
    }
    if (power.command != 0 && power.enable != 0 &&
        (arch::read_port<std::uint16_t>(power.control_a) & acpi_is_on) == 0) {
        arch::write_port(power.command, power.enable);
        wait_microseconds(10'000);
    }
    arch::write_port(power.control_a, static_cast<std::uint16_t>(power.sleep_a << code_at | enter));
    if (power.control_b != 0) {
        arch::write_port(power.control_b, static_cast<std::uint16_t>(power.sleep_b << code_at | enter));
    }
    wait_microseconds(100'000);
}

/// As ACPI says; else as the keyboard controller of old does it.
void Board::reboot() {
    constexpr std::uint16_t keyboard_controller = 0x64;
    constexpr std::uint8_t pulse_reset = 0xfe;
    const drivers::AcpiPower& power = firmware::description().power;
    if (power.reset != 0) {
        arch::write_port(power.reset, power.reset_value);
        wait_microseconds(100'000);
    }
    arch::write_port(keyboard_controller, pulse_reset);
    wait_microseconds(100'000);
}

} // namespace nacre::kernel::board
