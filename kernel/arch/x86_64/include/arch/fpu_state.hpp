// SPDX-License-Identifier: MIT
// The FPU and vector registers of a thread, as the processor saves and loads them.
#pragma once

#include <api/architecture.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace nacre::kernel::arch {

/// The image of FXSAVE, or of XSAVE with AVX. Intel SDM volume 1, sections 10.5.1 and 13.4. The two control
/// words are stored as how they differ from what a thread begins with, so that memory that is zero is a
/// beginning.
class FpuState {
public:
    static constexpr bool is_extended = api::architecture::has_xsave;

    void save() {
        if constexpr (is_extended) {
            asm volatile("xsave64 %0" : "+m"(*this) : "a"(components), "d"(0));
        } else {
            asm volatile("fxsave64 %0" : "=m"(*this));
        }
        flip();
    }

    void load() {
        flip();
        if constexpr (is_extended) {
            asm volatile("xrstor64 %0" : : "m"(*this), "a"(components), "d"(0));
        } else {
            asm volatile("fxrstor64 %0" : : "m"(*this));
        }
        flip();
    }

private:
    /// x87, SSE, AVX.
    static constexpr std::uint32_t components = 7;
    static constexpr std::uint16_t initial_control = 0x37f;
    static constexpr std::uint32_t initial_vector_control = 0x1f80;

    void flip() {
        // XSAVE says in its header whether the x87 part is in its initial state, and means it.
        if constexpr (!is_extended) {
            control_ ^= initial_control;
        }
        vector_control_ ^= initial_vector_control;
    }

    // With XSAVE the processor looks at the alignment, and at the header behind the first 512 bytes.
    alignas(is_extended ? 64 : 16) std::uint16_t control_; ///< FCW
    std::array<std::uint16_t, 11> x87_;
    std::uint32_t vector_control_; ///< MXCSR
    std::array<std::uint32_t, is_extended ? 201 : 121> rest_;
};

static_assert(sizeof(FpuState) == (FpuState::is_extended ? 832 : 512));

} // namespace nacre::kernel::arch
