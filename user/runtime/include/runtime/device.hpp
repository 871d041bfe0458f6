// SPDX-License-Identifier: MIT
// How boards say where a device is that has no registers in memory, or whose interrupt has no number.
#pragma once

#include <base/word.hpp>

namespace nacre::user {

/// The ports of a device, on machines that have them.
struct IoPorts {
    Word first;
    Word last;
};

/// An interrupt that arrives over a pin of an IO-APIC; `vector` is one that nothing else of the board uses.
struct IoApicPin {
    Word io_apic;
    Word pin;
    bool is_level_triggered;
    bool is_active_low;
    Word vector;
};

} // namespace nacre::user
