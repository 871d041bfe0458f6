// SPDX-License-Identifier: MIT
// The interval timer of every PC, with which other clocks are measured. Intel 8254 data sheet (231164).
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// `TimerBus` has the timer's four ports (0x40), `GateBus` the port that gates its third counter (0x61).
template<Bus TimerBus, Bus GateBus>
class Pit8254 {
public:
    struct COUNTER2 : Register<2, Access::read_write, std::uint8_t> {};
    struct CONTROL : Register<3, Access::write_only, std::uint8_t> {};
    /// Port B of the old keyboard controller.
    struct GATE : Register<0, Access::read_write, std::uint8_t> {
        using GATE2 = Field<0>;
        using SPEAKER = Field<1>;
        using OUT2 = Field<5>;
    };
    static constexpr std::uint32_t frequency = 1'193'182;

    constexpr Pit8254(TimerBus timer, GateBus gate) : timer_{timer}, gate_{gate} {}

    /// The third counter counts so many steps down from now on.
    void start(std::uint16_t steps) const {
        constexpr std::uint8_t counter2_both_bytes_mode0 = 0xb0;
        const std::uint8_t gate = gate_.template read<GATE>();
        gate_.template write<GATE>(
            static_cast<std::uint8_t>((gate & ~GATE::SPEAKER::mask) | GATE::GATE2::mask));
        timer_.template write<CONTROL>(counter2_both_bytes_mode0);
        timer_.template write<COUNTER2>(static_cast<std::uint8_t>(steps));
        timer_.template write<COUNTER2>(static_cast<std::uint8_t>(steps >> 8));
    }
    bool is_over() const { return GATE::OUT2::get(gate_.template read<GATE>()) != 0; }

private:
    Device<TimerBus> timer_;
    Device<GateBus> gate_;
};

} // namespace nacre::kernel::drivers
