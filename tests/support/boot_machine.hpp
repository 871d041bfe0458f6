// SPDX-License-Identifier: MIT
// What a board would tell the kernel about the fake machine.
#pragma once

#include <arch/fake_machine.hpp>
#include <core/boot/machine_description.hpp>
#include <support/archive_builder.hpp>
#include <unit/base/elf_builder.hpp>

#include <cstring>

namespace nacre::test {

using kernel::arch::FakeMachine;

/// The kernel's image takes the first MiB; the archive follows.
inline constexpr PhysicalRange kernel_image{FakeMachine::ram_start, FakeMachine::ram_start + 0x10'0000};
inline constexpr PhysicalAddress archive_start = kernel_image.end;
inline constexpr PhysicalRange kernel_device{{0x0900'0000}, {0x0900'1000}};

inline constexpr auto fake_build = "0123456789ab-dirty";
inline constexpr auto fake_board = "the fake machine";

/// A root task that does nothing, in an archive of its own.
inline std::string smallest_archive() {
    return ArchiveBuilder{}.add("root", ElfBuilder{word_bits}.bytes).finish();
}

/// Puts the archive into RAM and describes the machine.
inline kernel::boot::MachineDescription describe_machine(const std::string& archive) {
    std::memcpy(kernel::arch::fake_machine().memory + (archive_start - FakeMachine::ram_start),
                archive.data(), archive.size());
    kernel::boot::MachineDescription machine;
    machine.build = fake_build;
    machine.board = fake_board;
    machine.memory.add(FakeMachine::ram);
    machine.reserved.add(kernel_image);
    machine.kernel_devices.add(kernel_device);
    machine.boot_archive = {archive_start, archive_start + archive.size()};
    return machine;
}

} // namespace nacre::test
