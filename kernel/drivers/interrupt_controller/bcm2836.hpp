// SPDX-License-Identifier: MIT
// The Raspberry Pi 3's two interrupt controllers: the cores' own (BCM2836, "QA7") and the GPU's (BCM2835)
// behind it.
#pragma once

#include <base/register.hpp>
#include <interface/machine.hpp>

#include <bit>

namespace nacre::kernel::drivers {

/// Numbers, the same as seL4's for this board: 0-31 sources of a core (QA7, p. 16), 32-63 the ARM's own,
/// 64-127 the GPU's interrupts 0-63 (BCM2835 ARM Peripherals, p. 113).
namespace bcm2836 {
inline constexpr InterruptNumber virtual_timer = 3;
inline constexpr InterruptNumber mailbox = 4;
inline constexpr InterruptNumber gpu = 8;
inline constexpr InterruptNumber first_basic = 32;
inline constexpr InterruptNumber basic_count = 8;
inline constexpr InterruptNumber first_peripheral = 64;
inline constexpr InterruptNumber end = 128;
inline constexpr InterruptNumber none = end;
} // namespace bcm2836

/// The local bus starts at 0x40000000, the peripheral bus at the ARM interrupt block (0x7e00b200 in the data
/// sheet).
template<Bus LocalBus, Bus PeripheralBus>
class Bcm2836 {
public:
    /// Which core the GPU's interrupts go to. QA7, p. 14.
    struct GPU_INTERRUPTS_ROUTING : Register<0x0c> {};
    /// A core's timer interrupts, a bit for each of sources 0-3. QA7, p. 13.
    struct CORE_TIMERS_INTERRUPT_CONTROL : RegisterArray<0x40, 4> {};
    /// A core's mailbox interrupts, a bit for each of its mailboxes. QA7, p. 14.
    struct CORE_MAILBOXES_INTERRUPT_CONTROL : RegisterArray<0x50, 4> {};
    /// What is pending at a core, a bit for each source. QA7, p. 16.
    struct CORE_INTERRUPT_SOURCE : RegisterArray<0x60, 4, Access::read_only> {};
    /// Mailbox 0 of a core: writing sets bits, any set bit interrupts; and the register that clears them.
    /// QA7, p. 15.
    struct CORE_MAILBOX_0_SET : RegisterArray<0x80, 4, Access::write_only, std::uint32_t, 16> {};
    struct CORE_MAILBOX_0_CLEAR : RegisterArray<0xc0, 4, Access::read_write, std::uint32_t, 16> {};

    /// Pending and enable registers. BCM2835 ARM Peripherals, p. 112.
    struct IRQ_BASIC_PENDING : Register<0x00, Access::read_only> {
        using ARM = Field<0, 8>;
    };
    struct IRQ_PENDING : RegisterArray<0x04, 2, Access::read_only> {};
    struct FIQ_CONTROL : Register<0x0c> {};
    struct ENABLE_IRQS : RegisterArray<0x10, 2> {};
    struct ENABLE_BASIC_IRQS : Register<0x18> {};
    struct DISABLE_IRQS : RegisterArray<0x1c, 2> {};
    struct DISABLE_BASIC_IRQS : Register<0x24> {};

    constexpr Bcm2836(LocalBus local, PeripheralBus peripheral) : local_{local}, peripheral_{peripheral} {}

    /// Once: nothing enabled, the GPU's interrupts go to core 0.
    void start() {
        local_.template write<GPU_INTERRUPTS_ROUTING>(0);
        peripheral_.template write<FIQ_CONTROL>(0);
        peripheral_.template write<DISABLE_BASIC_IRQS>(~0U);
        for (std::size_t bank = 0; bank < 2; ++bank) {
            peripheral_.template write<DISABLE_IRQS>(bank, ~0U);
        }
    }

    /// On each core: its virtual timer and its first mailbox.
    void start_processor(unsigned core) {
        local_.template write<CORE_MAILBOX_0_CLEAR>(core, ~0U);
        local_.template write<CORE_TIMERS_INTERRUPT_CONTROL>(core, 1U << bcm2836::virtual_timer);
        local_.template write<CORE_MAILBOXES_INTERRUPT_CONTROL>(core, 1);
    }

    /// What is pending at `core`, `bcm2836::none` if nothing. These controllers know no active state: a
    /// device's interrupt is masked here until `unmask`, one from another core is cleared.
    InterruptNumber claim(unsigned core) {
        const std::uint32_t sources = local_.template read<CORE_INTERRUPT_SOURCE>(core);
        if ((sources & (1U << bcm2836::virtual_timer)) != 0) {
            return bcm2836::virtual_timer;
        }
        if ((sources & (1U << bcm2836::mailbox)) != 0) {
            local_.template write<CORE_MAILBOX_0_CLEAR>(core, ~0U);
            return bcm2836::mailbox;
        }
        if ((sources & (1U << bcm2836::gpu)) == 0) {
            return bcm2836::none;
        }
        const InterruptNumber number = pending_behind_gpu();
        if (number != bcm2836::none) {
            mask(number);
        }
        return number;
    }

    void mask(InterruptNumber number) {
        if (number >= bcm2836::first_peripheral) {
            peripheral_.template write<DISABLE_IRQS>(bank(number), bit(number));
        } else {
            peripheral_.template write<DISABLE_BASIC_IRQS>(bit(number));
        }
    }
    void unmask(InterruptNumber number) {
        if (number >= bcm2836::first_peripheral) {
            peripheral_.template write<ENABLE_IRQS>(bank(number), bit(number));
        } else {
            peripheral_.template write<ENABLE_BASIC_IRQS>(bit(number));
        }
    }

    void signal(unsigned core) { local_.template write<CORE_MAILBOX_0_SET>(core, 1); }

private:
    /// All sources show in the two banks; the shortcuts in the basic register are not needed. A bit that is
    /// pending is enabled too, but for the few that the GPU itself listens to: those are masked here and
    /// never unmasked.
    InterruptNumber pending_behind_gpu() {
        using Arm = typename IRQ_BASIC_PENDING::ARM;
        const std::uint32_t basic = Arm::get(peripheral_.template read<IRQ_BASIC_PENDING>());
        if (basic != 0) {
            return bcm2836::first_basic + static_cast<unsigned>(std::countr_zero(basic));
        }
        for (unsigned index = 0; index < 2; ++index) {
            const std::uint32_t pending =
                peripheral_.template read<IRQ_PENDING>(index) & peripheral_.template read<ENABLE_IRQS>(index);
            if (pending != 0) {
                return bcm2836::first_peripheral + index * 32 +
                       static_cast<unsigned>(std::countr_zero(pending));
            }
        }
        return bcm2836::none;
    }

    static constexpr std::size_t bank(InterruptNumber number) {
        return (number - bcm2836::first_peripheral) / 32;
    }
    static constexpr std::uint32_t bit(InterruptNumber number) { return 1U << (number % 32); }

    Device<LocalBus> local_;
    Device<PeripheralBus> peripheral_;
};

} // namespace nacre::kernel::drivers
