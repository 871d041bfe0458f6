// SPDX-License-Identifier: MIT
// The floating-point registers of a thread (extensions F and D), as fpu.S saves and loads them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace nacre::kernel::arch {

struct alignas(8) FpuState {
    std::array<std::uint64_t, 32> registers; ///< f0 to f31; F keeps its numbers in their lower halves
    std::uint32_t control_and_status;        ///< fcsr
};

static_assert(sizeof(FpuState) == 264);
static_assert(offsetof(FpuState, control_and_status) == 256);

extern "C" {
void fpu_save(FpuState& state);
void fpu_load(const FpuState& state);
}

} // namespace nacre::kernel::arch
