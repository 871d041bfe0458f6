// SPDX-License-Identifier: MIT
// The FPU and NEON registers of a thread, as fpu.S saves and loads them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace nacre::kernel::arch {

struct alignas(16) FpuState {
    std::array<std::uint64_t, 64> vectors; ///< v0 to v31, 128 bits each
    std::uint64_t status;                  ///< FPSR
    std::uint64_t control;                 ///< FPCR
};

static_assert(sizeof(FpuState) == 528);
static_assert(offsetof(FpuState, status) == 512);

extern "C" {
void fpu_save(FpuState& state);
void fpu_load(const FpuState& state);
}

} // namespace nacre::kernel::arch
