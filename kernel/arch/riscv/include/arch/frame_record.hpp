// SPDX-License-Identifier: MIT
// What a function with a frame pointer leaves on the stack. RISC-V ELF psABI, "Frame Pointer Convention".
#pragma once

#include <base/word.hpp>

namespace nacre::kernel::arch {

struct FrameRecord {
    Word caller; ///< frame pointer of the calling function
    Word return_address;
};

/// Where the record of that frame pointer begins: right below.
constexpr Word frame_record(Word frame) { return frame - sizeof(FrameRecord); }

} // namespace nacre::kernel::arch
