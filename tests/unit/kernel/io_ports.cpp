// SPDX-License-Identifier: MIT
// Which IO ports have a capability.
#include <core/object/io_port_table.hpp>

#include <bitset>
#include <gtest/gtest.h>
#include <memory>
#include <random>

namespace nacre::test {
namespace {

using namespace kernel;

struct MachineWithPorts {
    static constexpr bool has_io_ports = true;
};
using Ports = PortsOf<MachineWithPorts>;

bool any(const std::bitset<Ports::count>& ports, Word first, Word last) {
    for (Word port = first; port <= last; ++port) {
        if (ports[port]) {
            return true;
        }
    }
    return false;
}

TEST(IoPorts, AgreesWithOneBitForEachPort) {
    std::mt19937 random{20};
    const auto table = std::make_unique<Ports>();
    std::bitset<Ports::count> expected{};
    for (int step = 0; step < 2'000; ++step) {
        const Word first = random() % Ports::count;
        const Word last = std::min<Word>(first + random() % (step % 2 == 0 ? 3 : 300), Ports::count - 1);
        const bool value = random() % 2 == 0;
        EXPECT_EQ(table->any_issued(first, last), any(expected, first, last));
        table->set_issued(first, last, value);
        for (Word port = first; port <= last; ++port) {
            expected[port] = value;
        }
    }
    for (Word port = 0; port < Ports::count; ++port) {
        ASSERT_EQ(table->any_issued(port, port), expected[port]);
    }
}

TEST(IoPorts, TakesTheRangeOfAll) {
    const auto table = std::make_unique<Ports>();
    EXPECT_FALSE(table->any_issued(0, Ports::count - 1));
    table->set_issued(0, Ports::count - 1, true);
    EXPECT_TRUE(table->any_issued(0, 0));
    EXPECT_TRUE(table->any_issued(Ports::count - 1, Ports::count - 1));
    table->set_issued(0, Ports::count - 1, false);
    EXPECT_FALSE(table->any_issued(0, Ports::count - 1));
}

} // namespace
} // namespace nacre::test
