// SPDX-License-Identifier: MIT
// The floating-point registers of a thread (extensions F and D), as fpu.S saves and loads
// them.
#pragma once

#include <api/architecture.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace nacre::kernel::arch {

struct alignas(8) FloatingPointRegisters {
    std::array<std::uint64_t, 32> registers; ///< f0 to f31; F keeps its numbers in their lower halves
    std::uint32_t control_and_status;        ///< fcsr
};

static_assert(sizeof(FloatingPointRegisters) == 264);
static_assert(offsetof(FloatingPointRegisters, control_and_status) == 256);

/// Where programs have no FPU, threads are half as large.
struct NoFloatingPointRegisters {};
using FpuState =
    std::conditional_t<api::architecture::has_fpu, FloatingPointRegisters, NoFloatingPointRegisters>;

extern "C" {
void fpu_save(FloatingPointRegisters& state);
void fpu_load(const FloatingPointRegisters& state);
}

} // namespace nacre::kernel::arch
