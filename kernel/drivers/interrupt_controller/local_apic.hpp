// SPDX-License-Identifier: MIT
// A core's own interrupt controller, with its timer: the local APIC. Intel SDM volume 3, chapter 10.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// The registers are 32 bits wide and 16 bytes apart, in memory (xAPIC) or as model-specific registers
/// (x2APIC).
template<Bus B>
class LocalApic {
public:
    /// The number of the controller, 10.4.6.
    struct ID : Register<0x020, Access::read_only> {};
    /// Task priority, 10.8.3.1: only vectors of a higher class are delivered.
    struct TPR : Register<0x080> {};
    /// End of interrupt, 10.8.5.
    struct EOI : Register<0x0b0, Access::write_only> {};
    /// Spurious interrupts, 10.9.
    struct SVR : Register<0x0f0> {
        using VECTOR = Field<0, 8>;
        using ENABLE = Field<8>;
    };
    /// Interrupt requests, 10.8.4: a bit for each vector that waits to be delivered.
    struct IRR : RegisterArray<0x200, 8, Access::read_only, std::uint32_t, 0x10> {};
    static constexpr unsigned vectors_per_request = 32;
    /// Interrupt command, 10.6.1. Writing the low half sends.
    struct ICR_LOW : Register<0x300> {
        using VECTOR = Field<0, 8>;
        using MODE = Field<8, 3>;
        using PENDING = Field<12>;
        using ASSERT = Field<14>;
    };
    struct ICR_HIGH : Register<0x310> {
        using DESTINATION = Field<24, 8>;
    };
    /// What the controller's own lines raise, 10.5.1.
    struct LVT_TIMER : Register<0x320> {
        using VECTOR = Field<0, 8>;
        using MASKED = Field<16>;
        using MODE = Field<17, 2>;
    };
    struct LVT_LINT0 : Register<0x350> {};
    struct LVT_LINT1 : Register<0x360> {};
    struct LVT_ERROR : Register<0x370> {};
    /// The timer counts down from here once, 10.5.4; at the bus clock.
    struct INITIAL_COUNT : Register<0x380> {};
    struct CURRENT_COUNT : Register<0x390, Access::read_only> {};
    struct DIVIDE : Register<0x3e0> {
        static constexpr std::uint32_t by_one = 0xb;
    };

    enum class Delivery : std::uint32_t { fixed = 0, start = 5, start_up = 6 };
    enum class TimerMode : std::uint32_t { one_shot = 0, deadline = 2 };

    constexpr explicit LocalApic(B bus) : bus_{bus}, device_{bus} {}

    /// Everything may come in; what the lines of old machines raise may not.
    void start(std::uint8_t spurious_vector, std::uint8_t timer_vector, TimerMode mode) {
        device_.template write<TPR>(0);
        device_.template write<LVT_LINT0>(LVT_TIMER::MASKED::mask);
        device_.template write<LVT_LINT1>(LVT_TIMER::MASKED::mask);
        device_.template write<LVT_ERROR>(LVT_TIMER::MASKED::mask);
        device_.template write<DIVIDE>(DIVIDE::by_one);
        device_.template write<INITIAL_COUNT>(0);
        device_.template write<LVT_TIMER>(LVT_TIMER::MODE::make(static_cast<std::uint32_t>(mode)) |
                                          LVT_TIMER::VECTOR::make(timer_vector));
        device_.template write<SVR>(SVR::ENABLE::mask | SVR::VECTOR::make(spurious_vector));
    }

    std::uint32_t requests(std::size_t index) const { return device_.template read<IRR>(index); }
    void end_interrupt() { device_.template write<EOI>(0); }

    /// 0 stops it.
    void start_timer(std::uint32_t count) { device_.template write<INITIAL_COUNT>(count); }
    std::uint32_t timer() const { return device_.template read<CURRENT_COUNT>(); }

    /// To the controller with that number.
    void send(std::uint32_t destination, Delivery delivery, std::uint8_t vector) {
        const std::uint32_t command = ICR_LOW::ASSERT::mask | ICR_LOW::VECTOR::make(vector) |
                                      ICR_LOW::MODE::make(static_cast<std::uint32_t>(delivery));
        // In x2APIC mode command and destination are one register, and nothing has to be waited for.
        if constexpr (requires(B bus) { bus.send(command, destination); }) {
            if (bus_.send(command, destination)) {
                return;
            }
        }
        while ((device_.template read<ICR_LOW>() & ICR_LOW::PENDING::mask) != 0) {
        }
        device_.template write<ICR_HIGH>(ICR_HIGH::DESTINATION::make(destination));
        device_.template write<ICR_LOW>(command);
    }

private:
    B bus_;
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
