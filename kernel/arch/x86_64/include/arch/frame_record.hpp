// SPDX-License-Identifier: MIT
// What a function with a frame pointer leaves on the stack. System V ABI for AMD64, section 3.2.2.
#pragma once

#include <base/word.hpp>

namespace nacre::kernel::arch {

struct FrameRecord {
    Word caller; ///< frame pointer of the calling function
    Word return_address;
};

/// Where the record of that frame pointer begins.
constexpr Word frame_record(Word frame) { return frame; }

} // namespace nacre::kernel::arch
