// SPDX-License-Identifier: MIT
// What a PC's firmware and boot loader leave in memory, damaged at random: under the sanitizers, a byte that
// is read behind what was asked for ends the test.
#include "physical_memory.hpp"

#include <drivers/firmware/acpi.hpp>
#include <drivers/firmware/boot_handover.hpp>
#include <gtest/gtest.h>

#include <random>

namespace {

using namespace nacre::test;
using namespace nacre::kernel::drivers;

constexpr std::size_t header_size = 36;

struct Table {
    std::size_t at;
    std::size_t size;
};
constexpr Table root_pointer{0x100, sizeof(AcpiRootPointer)};
constexpr Table root_table{0x200, header_size + 2 * 8};
constexpr Table controllers{0x300, 44 + 8 + 16 + 12};
constexpr Table fixed{0x400, 244};
constexpr Table code{0x600, 64};
constexpr std::array tables{root_pointer, root_table, controllers, fixed, code};
constexpr Table start_info{0x700, 56};
constexpr Table information{0x800, 8 + 16 + 64 + 48 + 8};

void begin(const Table& table, std::string_view signature) {
    Memory::put_text(table.at, signature);
    Memory::put(table.at + 4, static_cast<std::uint32_t>(table.size));
}

void seal(const Table& table) {
    if (table.at == root_pointer.at) {
        Memory::seal(table.at, 20, 8);
        Memory::seal(table.at, table.size, 32);
    } else {
        Memory::seal(table.at, table.size, 9);
    }
}

void build_acpi() {
    Memory::put_text(root_pointer.at, "RSD PTR ");
    Memory::put<std::uint8_t>(root_pointer.at + 15, 2);
    Memory::put<std::uint32_t>(root_pointer.at + 20, root_pointer.size);
    Memory::put<std::uint64_t>(root_pointer.at + 24, root_table.at);
    begin(root_table, "XSDT");
    Memory::put<std::uint64_t>(root_table.at + header_size, controllers.at);
    Memory::put<std::uint64_t>(root_table.at + header_size + 8, fixed.at);
    begin(controllers, "APIC");
    const std::array<std::uint8_t, 36> structures{0, 8,  0, 5, 1, 0, 0,    0,    9, 16, 0, 0,
                                                  7, 0,  0, 0, 1, 0, 0,    0,    0, 0,  0, 0,
                                                  1, 12, 0, 0, 0, 0, 0xc0, 0xfe, 0, 0,  0, 0};
    Memory::put(controllers.at + 44, structures);
    begin(fixed, "FACP");
    Memory::put<std::uint64_t>(fixed.at + 140, code.at);
    begin(code, "DSDT");
    const std::array<std::uint8_t, 12> package{8, '_', 'S', '5', '_', 0x12, 6, 4, 0x0a, 5, 1, 0};
    Memory::put(code.at + 48, package);
    for (const Table& table : tables) {
        seal(table);
    }
}

void build_handover() {
    Memory::put<std::uint32_t>(start_info.at, 0x336e'c578);
    Memory::put<std::uint32_t>(start_info.at + 4, 1);
    Memory::put<std::uint32_t>(start_info.at + 12, 1);
    Memory::put<std::uint64_t>(start_info.at + 16, 0xa00);
    Memory::put<std::uint64_t>(start_info.at + 32, root_pointer.at);
    Memory::put<std::uint64_t>(start_info.at + 40, 0xa40);
    Memory::put<std::uint32_t>(start_info.at + 48, 2);
    Memory::put<std::uint32_t>(information.at, information.size);
    const auto tag = [](std::size_t at, std::uint32_t kind, std::uint32_t size) {
        Memory::put(at, kind);
        Memory::put(at + 4, size);
    };
    tag(information.at + 8, 3, 16);
    tag(information.at + 24, 6, 64);
    Memory::put<std::uint32_t>(information.at + 32, 24);
    tag(information.at + 88, 15, 44);
    std::memcpy(Memory::bytes.data() + information.at + 96, Memory::bytes.data() + root_pointer.at,
                sizeof(AcpiRootPointer));
}

/// Whether the kernel would have started with what it found.
bool read_tables(const AcpiRootPointer& root) {
    const auto opened = AcpiTables::open(root, Memory::exact_view);
    if (!opened) {
        return false;
    }
    const auto found = AcpiInterruptControllers::read(opened->find("APIC"));
    EXPECT_LE(found.core_count, found.cores.size());
    EXPECT_LE(found.io_apic_count, found.io_apics.size());
    const auto description = opened->find("FACP");
    return !description.empty() && AcpiPower::read(description, Memory::exact_view).good();
}

bool read_all() {
    bool started = false;
    for (const auto& handover : {BootHandover::of_pvh({start_info.at}, Memory::exact_view),
                                 BootHandover::of_multiboot2({information.at}, Memory::exact_view)}) {
        if (handover && handover->acpi) {
            EXPECT_LE(handover->ranges().size(), BootHandover::most_ranges);
            started = read_tables(*handover->acpi) || started;
        }
    }
    BootHandover::search_acpi(Memory::exact_view);
    Memory::forget();
    return started;
}

/// A table and a byte or a word in it; often its sum is right again afterwards.
void spoil(std::mt19937& random) {
    constexpr std::array<std::uint32_t, 8> likely{0, 1, 2, 35, 0x7f, 0xff, 0x7fff'ffff, 0xffff'ffff};
    const std::size_t choice = random() % (tables.size() + 2);
    const Table table = choice < tables.size()    ? tables[choice]
                        : choice == tables.size() ? start_info
                                                  : information;
    for (unsigned count = 1 + random() % 3; count != 0; --count) {
        const std::size_t at = table.at + random() % table.size;
        if (random() % 2 == 0) {
            Memory::bytes[at] ^= static_cast<std::byte>(1U << random() % 8);
        } else {
            Memory::put(at, likely[random() % likely.size()]);
        }
    }
    if (choice < tables.size() && random() % 4 != 0) {
        seal(table);
    }
}

TEST(FirmwareDamage, RandomDamageNeverLeadsOutOfWhatIsThere) {
    Memory::bytes.assign(0xb00, std::byte{0});
    build_acpi();
    build_handover();
    ASSERT_TRUE(read_all());
    const auto whole = Memory::bytes;
    std::mt19937 random{1};
    unsigned started = 0;
    constexpr unsigned rounds = 10'000;
    for (unsigned round = 0; round < rounds; ++round) {
        Memory::bytes = whole;
        spoil(random);
        started += read_all() ? 1 : 0;
    }
    EXPECT_GT(started, rounds / 10) << "some damage is none";
    EXPECT_LT(started, rounds) << "some damage is seen";
}

} // namespace
