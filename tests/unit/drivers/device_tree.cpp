// SPDX-License-Identifier: MIT
// Device trees, whole and damaged: each damage gets a sentence, and no reader ever leaves the tree.
#include "tree_builder.hpp"

#include <core/log.hpp>
#include <drivers/firmware/device_tree.hpp>
#include <drivers/firmware/device_tree_check.hpp>
#include <gtest/gtest.h>

#include <random>

namespace {

using namespace nacre;
using namespace nacre::test;
using nacre::kernel::boot::MachineDescription;
using nacre::kernel::drivers::DeviceTree;
using Tree = std::vector<std::byte>;

constexpr PhysicalRange window{{0x4000'0000}, {0x7000'0000}};
constexpr PhysicalAddress place{0x4800'0000};

/// With everything that the kernel reads.
TreeBuilder usual_tree() {
    TreeBuilder tree;
    tree.reserve(0x4400'0800, 0x1000);
    tree.begin("").cells("#address-cells", {2}).cells("#size-cells", {2});
    tree.begin("memory@40000000")
        .text("device_type", "memory")
        .cells("reg", {0, 0x4000'0000, 0, 0x1000'0000})
        .end();
    tree.begin("reserved-memory").cells("#address-cells", {1}).cells("#size-cells", {1});
    tree.begin("monitor@45000000").cells("reg", {0x4500'0000, 0x20'0000}).end().end();
    tree.begin("cpus")
        .cells("#address-cells", {1})
        .cells("#size-cells", {0})
        .cells("timebase-frequency", {1000});
    tree.begin("cpu@0").text("device_type", "cpu").cells("reg", {0}).end();
    tree.begin("cpu@1").text("device_type", "cpu").cells("reg", {1}).end().end();
    tree.nothing().begin("psci").text("method", "smc").end();
    return tree.end();
}

/// A tree whose only node but the root is this memory.
Tree tree_with_memory(std::initializer_list<std::uint32_t> ranges) {
    TreeBuilder tree;
    tree.begin("").cells("#address-cells", {2}).cells("#size-cells", {2});
    tree.begin("memory").text("device_type", "memory").cells("reg", ranges).end();
    return tree.end().finish();
}

/// What the kernel says of it; nothing: it starts with it.
std::string refusal(Tree bytes, MachineDescription& machine) {
    auto tree = DeviceTree::at(bytes);
    if (!tree) {
        return tree.reason();
    }
    const auto described = tree->describe(place, window, machine);
    return described ? "" : described.reason();
}
std::string refusal(Tree bytes) {
    MachineDescription machine{};
    return refusal(std::move(bytes), machine);
}
std::string refusal_with(TreeBuilder::HeaderWord word, std::uint32_t value) {
    Tree tree = usual_tree().finish();
    TreeBuilder::put(tree, word * 4, value);
    return refusal(tree);
}

testing::AssertionResult says(const std::string& said, std::string_view expected) {
    return said.find(expected) != std::string::npos ? testing::AssertionSuccess()
                                                    : testing::AssertionFailure() << "said: " << said;
}

TEST(DeviceTree, TellsMemoryReservationsAndCores) {
    MachineDescription machine{};
    ASSERT_EQ(refusal(usual_tree().finish(), machine), "");
    ASSERT_EQ(machine.memory.all().size(), 1U);
    EXPECT_EQ(machine.memory.all()[0], (PhysicalRange{{0x4000'0000}, {0x5000'0000}}));
    ASSERT_EQ(machine.reserved.all().size(), 2U);
    EXPECT_EQ(machine.reserved.all()[0], (PhysicalRange{{0x4400'0000}, {0x4400'2000}})) << "whole pages";
    EXPECT_EQ(machine.reserved.all()[1], (PhysicalRange{{0x4500'0000}, {0x4520'0000}}));
    EXPECT_EQ(machine.processors, 2U);
    EXPECT_EQ(machine.device_tree.start, place);
    EXPECT_EQ(machine.device_tree.size(), usual_tree().finish().size());
    Tree bytes = usual_tree().finish();
    const auto tree = DeviceTree::at(bytes);
    EXPECT_EQ(tree->timebase_frequency(), 1000U);
    EXPECT_TRUE(tree->firmware_behind_monitor());
}

TEST(DeviceTree, OnlyWholePagesThatTheWindowShowsAreMemory) {
    MachineDescription machine{};
    ASSERT_EQ(refusal(tree_with_memory({0, 0x3fff'0000, 0, 0x2'0801, 0, 0x6000'0001, 0x10, 0}), machine), "");
    ASSERT_EQ(machine.memory.all().size(), 2U);
    EXPECT_EQ(machine.memory.all()[0], (PhysicalRange{{0x4000'0000}, {0x4001'0000}}));
    EXPECT_EQ(machine.memory.all()[1], (PhysicalRange{{0x6000'1000}, {0x7000'0000}}));
}

TEST(DeviceTree, WithoutMemoryNothingStarts) {
    EXPECT_TRUE(says(refusal(TreeBuilder{}.begin("").text("a", "b").end().finish()), "names no memory"));
    EXPECT_TRUE(says(refusal(tree_with_memory({0, 0x4000'0000, 0, 0})), "names no memory"));
    EXPECT_TRUE(says(refusal(tree_with_memory({0, 0x4000'0000})), "names no memory")) << "a short property";
    EXPECT_TRUE(says(refusal(tree_with_memory({0, 0x1000'0000, 0, 0x1000'0000})), "names no memory"));
    EXPECT_TRUE(says(refusal(tree_with_memory({0, 0x4000'0000, 0, 0x2000, 0, 0x4000'1000, 0, 0x1000})),
                     "the same memory twice"));
    TreeBuilder pieces;
    pieces.begin("").cells("#address-cells", {1}).cells("#size-cells", {1});
    for (std::uint32_t piece = 0; piece < 17; ++piece) {
        pieces.begin("memory")
            .text("device_type", "memory")
            .cells("reg", {0x4000'0000 + 0x2000 * piece, 0x1000});
        pieces.end();
    }
    EXPECT_TRUE(says(refusal(pieces.end().finish()), "more than 16 pieces"));
}

TEST(DeviceTree, ADamagedHeaderIsToldSo) {
    EXPECT_TRUE(says(refusal({}), "no device tree"));
    EXPECT_TRUE(says(refusal(Tree(4096)), "no device tree"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::version, 16), "version"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::oldest_reader, 18), "version"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::total_size, 0xffff'ffff), "longer than two megabytes"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::total_size, 20), "no room for itself"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::structure_at, 0xffff'fff0), "not all of its blocks"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::structure_at, 0), "not all of its blocks"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::structure_size, 0xffff'fffc), "not all of its blocks"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::names_at, 0x7fff'ffff), "not all of its blocks"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::names_size, 0xffff'ffff), "not all of its blocks"));
    EXPECT_TRUE(says(refusal_with(TreeBuilder::reserved_at, 0xffff'fff0), "reserved memory has no end"));
    Tree tree = usual_tree().finish();
    tree.back() = std::byte{'x'};
    EXPECT_TRUE(says(refusal(tree), "the last name of a property"));
    tree = usual_tree().finish();
    tree.resize(tree.size() - 8);
    EXPECT_TRUE(says(refusal(tree), "device tree is damaged")) << "cut off";
}

TEST(DeviceTree, ADamagedStructureIsToldSo) {
    const auto root = [] { return TreeBuilder{}.begin("").text("a", "b"); };
    EXPECT_TRUE(says(refusal(root().raw(0x1234).end().finish()), "no such token"));
    EXPECT_TRUE(
        says(refusal(root().raw(3).raw(0xffff'ff00).raw(0).end().finish()), "longer than its structure"));
    EXPECT_TRUE(says(refusal(root().raw(3).raw(0).raw(0x1000).end().finish()), "outside of the names"));
    EXPECT_TRUE(says(refusal(root().raw(1).raw(0x6162'6364).finish(false)), "a node's name has no end"));
    EXPECT_TRUE(says(refusal(root().end().end().finish()), "a node ends that did not begin"));
    EXPECT_TRUE(says(refusal(root().finish()), "it ends within a node"));
    EXPECT_TRUE(says(refusal(root().end().finish(false)), "its structure has no end"));
    EXPECT_TRUE(says(refusal(root().end().begin("").end().finish()), "two roots"));
    EXPECT_TRUE(says(refusal(TreeBuilder{}.raw(3).raw(0).raw(0).finish()), "device tree is damaged"));
}

/// Spoils a few words or bytes, or cuts the end off.
void spoil(Tree& tree, std::mt19937& random) {
    constexpr std::array<std::uint32_t, 12> likely{0, 1,           2,           3,           4,  9,
                                                   8, 0x7fff'ffff, 0x8000'0000, 0xffff'ffff, 16, 0x1000};
    for (unsigned count = 1 + random() % 3; count != 0; --count) {
        const std::size_t at = random() % tree.size();
        switch (random() % 4) {
        case 0: tree[at] ^= static_cast<std::byte>(1U << random() % 8); break;
        case 1: tree.resize(std::max<std::size_t>(at, 4)); break;
        default:
            if (const std::size_t word = at & ~std::size_t{3}; word + 4 <= tree.size()) {
                TreeBuilder::put(tree, word, likely[random() % likely.size()]);
            }
        }
    }
}

/// Under the sanitizers: a byte that is read behind the tree ends the test.
TEST(DeviceTree, RandomDamageNeverLeadsOutOfTheTree) {
    std::mt19937 random{1};
    const Tree whole = usual_tree().finish();
    unsigned refused = 0;
    constexpr unsigned rounds = 20'000;
    for (unsigned round = 0; round < rounds; ++round) {
        Tree spoilt = whole;
        spoil(spoilt, random);
        const Tree exact(spoilt); // no room behind it
        MachineDescription machine{};
        if (!refusal(exact, machine).empty()) {
            ++refused;
            continue;
        }
        for (const PhysicalRange& range : machine.memory.all()) {
            ASSERT_TRUE(!range.empty() && range.start >= window.start && range.end <= window.end) << round;
        }
        ASSERT_GE(machine.processors, 1U) << round;
        ASSERT_LE(machine.device_tree.size(), exact.size()) << round;
    }
    EXPECT_GT(refused, rounds / 4) << "most damage is seen";
    EXPECT_LT(refused, rounds) << "some damage is none";
}

} // namespace
