// SPDX-License-Identifier: MIT
// What a scheduling context's refills are together: its budget, however it was split.
#pragma once

#include <core/object/scheduling_context.hpp>

namespace nacre::test {

inline kernel::Ticks total_of(const kernel::SchedulingContext& context) {
    kernel::Ticks sum = 0;
    for (std::uint32_t position = 0; position < context.count; position++) {
        sum += context.refills()[(context.head + position) % context.capacity].amount;
    }
    return sum;
}

} // namespace nacre::test
