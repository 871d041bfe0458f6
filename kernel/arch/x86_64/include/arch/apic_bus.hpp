// SPDX-License-Identifier: MIT
// The way to a core's own interrupt controller: memory, or model-specific registers where the firmware has
// chosen those (x2APIC). Intel SDM volume 3, section 10.12.
#pragma once

#include <arch/kernel_window.hpp>
#include <arch/model_register.hpp>
#include <base/register.hpp>

namespace nacre::kernel::arch {

class ApicBus {
public:
    /// Where it is in memory on every machine that does not move it.
    static constexpr PhysicalAddress usual_place{0xfee0'0000};

    static bool is_extended() { return ApicBase::EXTENDED::get(ApicBase::read()) != 0; }

    explicit ApicBus(bool extended) : extended_{extended} {}

    template<std::unsigned_integral T>
    T load(std::size_t offset) const {
        if (!extended_) {
            return memory().load<T>(offset);
        }
        std::uint32_t low = 0;
        asm volatile("rdmsr" : "=a"(low) : "c"(number_of(offset)) : "edx");
        return static_cast<T>(low);
    }
    template<std::unsigned_integral T>
    void store(std::size_t offset, T value) const {
        if (!extended_) {
            memory().store(offset, value);
        } else {
            asm volatile("wrmsr" : : "c"(number_of(offset)), "a"(value), "d"(0) : "memory");
        }
    }
    /// A command for other controllers, if that is one register here.
    bool send(std::uint32_t command, std::uint32_t destination) const {
        if (extended_) {
            constexpr std::uint32_t interrupt_command = 0x830;
            asm volatile("wrmsr" : : "c"(interrupt_command), "a"(command), "d"(destination) : "memory");
        }
        return extended_;
    }

private:
    static MemoryBus memory() { return MemoryBus{KernelWindow::device_address(usual_place)}; }
    static std::uint32_t number_of(std::size_t offset) {
        constexpr std::uint32_t first = 0x800;
        return first + static_cast<std::uint32_t>(offset >> 4);
    }

    bool extended_;
};

static_assert(Bus<ApicBus>);

} // namespace nacre::kernel::arch
