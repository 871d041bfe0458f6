// SPDX-License-Identifier: MIT
// What the explorer explores.
#pragma once

#include <explorer/stage.hpp>

#include <span>

namespace nacre::test {

struct Scenario {
    std::string name;
    unsigned cores;
    std::function<void(Stage&)> build;
};

// By what they are about, each in its own source.
std::span<const Scenario> message_scenarios();
std::span<const Scenario> ownership_scenarios();
std::span<const Scenario> sharing_scenarios();
/// Random threads; the same with the same seed.
Scenario storm(std::uint64_t seed);

} // namespace nacre::test
