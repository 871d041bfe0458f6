// SPDX-License-Identifier: MIT
// The first core's way from the start stub to the root task.
#include <api/version.hpp>
#include <arch/board.hpp>
#include <arch/core_stacks.hpp>
#include <arch/image.hpp>
#include <arch/machine.hpp>
#include <arch/secondary.hpp>
#include <core/boot/start.hpp>
#include <core/entry/doors.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>

#include <algorithm>

namespace nacre::kernel::arch {

using board::Board;

extern "C" {
[[noreturn]] void main(Word core, Word handed_over);
[[noreturn]] void leave_kernel_on(CoreBlock& block);
}

namespace {

constinit Kernel kernel{};

PhysicalRange kernel_image() {
    return {KernelWindow::physical(address_of(image_start)), KernelWindow::physical(address_of(kernel_end))};
}

PhysicalRange boot_archive() {
    const PhysicalAddress start = kernel_image().start + static_cast<Word>(archive_offset);
    return {start, start + static_cast<Word>(archive_size)};
}

/// All RAM but the kernel, which build_boot_tables has mapped with its permissions and guard pages.
void map_memory(std::span<const PhysicalRange> memory) {
    const PhysicalRange image = kernel_image();
    KernelWindow window = kernel_window();
    for (const PhysicalRange& range : memory) {
        if (range.overlaps(image)) {
            window.map({range.start, image.start}, kernel_memory);
            window.map({image.end, range.end}, kernel_memory);
        } else {
            window.map(range, kernel_memory);
        }
    }
}

/// The image may ask for fewer cores than the machine has.
unsigned cores_to_use(unsigned present) {
    const auto asked = static_cast<unsigned>(boot_options >> 8 & 0xff);
    const unsigned most = asked == 0 ? maximum_processors : std::min(asked, maximum_processors);
    if (present > maximum_processors && asked == 0) {
        print("the machine has {} cores: the kernel uses {} of them\n", present, maximum_processors);
    }
    return std::min(present, most);
}

/// Only what is in there gets mapped.
bool is_memory(PhysicalRange range, const boot::MachineDescription& machine) {
    return std::ranges::any_of(machine.memory.all(), [&](const PhysicalRange& memory) {
        return memory.start <= range.start && range.end <= memory.end;
    });
}

void describe(PhysicalAddress handed_over, boot::MachineDescription& machine) {
    Board::describe(handed_over, machine);
    machine.reserved.add(kernel_image());
    if (machine.boot_archive.empty()) {
        machine.boot_archive = boot_archive();
    }
    if (!is_memory(kernel_image(), machine)) {
        panic("where the kernel runs is no memory, says the firmware's description of the machine");
    }
    if (!is_memory(machine.boot_archive, machine)) {
        panic("the boot archive is longer than the memory that it lies in");
    }
    machine.board = Board::name;
    machine.build = build_id;
    machine.explains = (boot_options & 1) != 0;
    map_memory(machine.memory.all());
}

} // namespace

/// Called by start.S in the high half: stack, vectors and the boot page tables are there, nothing else.
void main(Word, Word handed_over) {
    KernelWindow window = kernel_window();
    for (const PhysicalAddress page : Board::device_pages) {
        window.map_device(page);
    }
    Board::start_console();
    Machine::start();
    print("Nacre on {}, version {}, build {}\n", Board::name, api::nacre_version, build_id);

    static constinit boot::MachineDescription machine{};
    describe({handed_over}, machine);
    Board::start_interrupts();
    Board::start_core_interrupts(0);
    machine.processors = start_secondary_cores(cores_to_use(machine.processors), machine.processors);

    if (const auto started = boot::start(kernel, machine); !started) {
        panic(started.reason());
    }
    release_secondary_cores();
    run_core(0);
}

void run_core(unsigned core) {
    CoreBlock& block = core_block();
    block.processor = &kernel.processors[core];
    entry::first_run(*block.processor);
    leave_kernel_on(block);
}

} // namespace nacre::kernel::arch
