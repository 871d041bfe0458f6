// SPDX-License-Identifier: MIT
// The platform-level interrupt controller (PLIC). RISC-V Platform-Level Interrupt Controller
// Specification 1.0.
#pragma once

#include <base/register.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::drivers {

/// Sources are numbered from 1; a context is a mode of a hart that can be interrupted. `source_count`
/// includes the source 0 that does not exist.
///
/// A source is masked by its priority, not by its enable bits: who completes an interrupt must still be
/// enabled for it (chapter 8), or the source stays silent for ever. The enable bits say where it goes.
template<Bus B, InterruptNumber source_count>
class Plic {
public:
    static constexpr std::size_t context_limit = 64;
    static constexpr std::size_t words = (source_count + 31) / 32;

    /// Chapter 4: 0 is never.
    struct PRIORITY : RegisterArray<0x00'0000, 1024> {};
    /// Chapter 6: a bit for each source, 0x80 bytes for each context.
    struct ENABLE : RegisterArray<0x00'2000, context_limit * 32> {};
    /// Chapter 7: only interrupts above it are signalled.
    struct THRESHOLD : RegisterArray<0x20'0000, context_limit, Access::read_write, std::uint32_t, 0x1000> {};
    /// Chapters 8 and 9: reading claims, writing completes.
    struct CLAIM : RegisterArray<0x20'0004, context_limit, Access::read_write, std::uint32_t, 0x1000> {};

    constexpr explicit Plic(B bus) : device_{bus} {}

    /// Once: everything masked.
    void start() {
        for (InterruptNumber source = 1; source < source_count; ++source) {
            mask(source);
        }
    }

    /// Once for each context: every source goes to it, or none.
    void start_context(std::size_t context, bool has_all) {
        for (std::size_t word = 0; word < words; ++word) {
            device_.template write<ENABLE>(first_enable(context) + word, has_all ? ~0U : 0);
        }
        device_.template write<THRESHOLD>(context, 0);
    }

    /// The most urgent pending source, which stays silent until it is completed; 0 if there is none.
    InterruptNumber claim(std::size_t context) { return device_.template read<CLAIM>(context); }
    void complete(std::size_t context, InterruptNumber source) {
        device_.template write<CLAIM>(context, static_cast<std::uint32_t>(source));
    }

    void mask(InterruptNumber source) { device_.template write<PRIORITY>(source, 0); }
    void unmask(InterruptNumber source) { device_.template write<PRIORITY>(source, 1); }

    /// Does the source go to this context?
    void enable(std::size_t context, InterruptNumber source, bool goes_there) {
        const std::size_t word = first_enable(context) + source / 32;
        const std::uint32_t bit = 1U << (source % 32);
        const std::uint32_t old = device_.template read<ENABLE>(word);
        device_.template write<ENABLE>(word, goes_there ? old | bit : old & ~bit);
    }

private:
    static constexpr std::size_t first_enable(std::size_t context) { return context * 32; }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
