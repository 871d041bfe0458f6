// SPDX-License-Identifier: MIT
// Finds out what the processor can do, and turns it on.
#include <api/architecture.hpp>
#include <arch/control_register.hpp>
#include <arch/model_register.hpp>
#include <arch/page_table_format.hpp>
#include <arch/processor_features.hpp>

namespace nacre::kernel::arch {
namespace {

constexpr bool bit(std::uint32_t word, unsigned index) { return (word >> index & 1) != 0; }

constexpr std::uint32_t extended_leaves = 0x8000'0000;

void enable_extended_save() {
    constexpr std::uint32_t x87_sse_and_avx = 7;
    asm volatile("xsetbv" : : "c"(0), "a"(x87_sse_and_avx), "d"(0));
}

} // namespace

extern "C" constinit ProcessorFeatures processor_features{};

ProcessorFeatures ProcessorFeatures::detect() {
    const std::uint32_t last_leaf = CpuId::of(0).a;
    const CpuId basic = CpuId::of(1);
    const CpuId more = last_leaf >= 7 ? CpuId::of(7) : CpuId{};
    const CpuId extended = CpuId::of(extended_leaves + 1);
    return {.process_identifiers = bit(basic.c, 17),
            .invalidate_process = bit(more.b, 10),
            .deadline_timer = bit(basic.c, 24),
            .huge_pages = bit(extended.d, 26),
            .no_execute = bit(extended.d, 20),
            .supervisor_execution_prevention = bit(more.b, 7),
            .supervisor_access_prevention = bit(more.b, 20),
            .user_instruction_prevention = bit(more.c, 2),
            .extended_save = bit(basic.c, 26) && bit(basic.c, 28)};
}

void enable_processor_features() {
    const ProcessorFeatures& has = processor_features;
    CR0::write(CR0::PE::mask | CR0::MP::mask | CR0::TS::mask | CR0::NE::mask | CR0::WP::mask | CR0::PG::mask);
    CR4::write(CR4::PAE::mask | CR4::PGE::mask | CR4::OSFXSR::mask | CR4::OSXMMEXCPT::mask |
               CR4::UMIP::make(has.user_instruction_prevention) | CR4::PCIDE::make(has.process_identifiers) |
               CR4::SMEP::make(has.supervisor_execution_prevention) |
               CR4::SMAP::make(has.supervisor_access_prevention) |
               CR4::OSXSAVE::make(api::architecture::has_xsave && has.extended_save));
    if (api::architecture::has_xsave && has.extended_save) {
        enable_extended_save();
    }
    PageAttributeTable::write(PageTableFormat::memory_attributes);
}

} // namespace nacre::kernel::arch
