// SPDX-License-Identifier: MIT
// What the explorer explores.
#pragma once

#include <explorer/stage.hpp>

#include <span>

namespace nacre::test {

struct Scenario {
    const char* name;
    unsigned cores;
    void (*build)(Stage&);
};

std::span<const Scenario> scenarios();

// By what they are about, each in its own source.
std::span<const Scenario> message_scenarios();
std::span<const Scenario> ownership_scenarios();

} // namespace nacre::test
