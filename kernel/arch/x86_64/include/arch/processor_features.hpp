// SPDX-License-Identifier: MIT
// What this processor can do. Intel SDM volume 2, CPUID.
#pragma once

#include <cstdint>

namespace nacre::kernel::arch {

struct CpuId {
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t c;
    std::uint32_t d;

    static CpuId of(std::uint32_t leaf, std::uint32_t part = 0) {
        CpuId id{};
        asm volatile("cpuid" : "=a"(id.a), "=b"(id.b), "=c"(id.c), "=d"(id.d) : "a"(leaf), "c"(part));
        return id;
    }
};

struct ProcessorFeatures {
    bool process_identifiers; ///< PCID
    bool invalidate_process;  ///< INVPCID
    bool deadline_timer;      ///< the local timer compares with the time-stamp counter
    bool huge_pages;
    bool no_execute;
    bool supervisor_execution_prevention; ///< SMEP
    bool supervisor_access_prevention;    ///< SMAP
    bool user_instruction_prevention;     ///< UMIP
    bool extended_save;                   ///< XSAVE with AVX

    static ProcessorFeatures detect();
};

/// Of the first core; the others are the same.
extern "C" constinit ProcessorFeatures processor_features;

/// Turns on what the calling core has, programs' safety first.
void enable_processor_features();

} // namespace nacre::kernel::arch
