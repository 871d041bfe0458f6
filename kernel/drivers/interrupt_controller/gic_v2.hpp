// SPDX-License-Identifier: MIT
// The Generic Interrupt Controller, version 2. ARM IHI 0048B, chapter 4.
#pragma once

#include <base/register.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel::drivers {

/// Interrupt numbers are the architecture's: 0-15 software generated (between processors), 16-31 private to a
/// processor, from 32 on shared.
template<Bus DistributorBus, Bus ProcessorBus>
class GicV2 {
public:
    /// Distributor control, 4.3.1.
    struct GICD_CTLR : Register<0x000> {
        using ENABLE = Field<0>;
    };
    /// Type, 4.3.2.
    struct GICD_TYPER : Register<0x004, Access::read_only> {
        using IT_LINES_NUMBER = Field<0, 5>;
    };
    /// Set-enable, 4.3.5, and clear-enable, 4.3.6: a bit for each interrupt.
    struct GICD_ISENABLER : RegisterArray<0x100, 32> {};
    struct GICD_ICENABLER : RegisterArray<0x180, 32> {};
    /// Clear-pending, 4.3.8, and clear-active, 4.3.10.
    struct GICD_ICPENDR : RegisterArray<0x280, 32> {};
    struct GICD_ICACTIVER : RegisterArray<0x380, 32> {};
    /// Priority, 4.3.11: a byte for each interrupt, lower is more urgent.
    struct GICD_IPRIORITYR : RegisterArray<0x400, 255> {};
    /// Processor targets, 4.3.12: a byte for each interrupt, a bit for each processor.
    struct GICD_ITARGETSR : RegisterArray<0x800, 255> {};
    /// Configuration, 4.3.13: two bits for each interrupt, the higher one says edge-triggered.
    struct GICD_ICFGR : RegisterArray<0xc00, 64> {};
    /// Software-generated interrupt, 4.3.15.
    struct GICD_SGIR : Register<0xf00, Access::write_only> {
        using SGIINTID = Field<0, 4>;
        using CPU_TARGET_LIST = Field<16, 8>;
    };

    /// Processor interface control, 4.4.1.
    struct GICC_CTLR : Register<0x000> {
        using ENABLE = Field<0>;
    };
    /// Priority mask, 4.4.2: only interrupts of a lower value are signalled.
    struct GICC_PMR : Register<0x004> {};
    /// Acknowledge, 4.4.4.
    struct GICC_IAR : Register<0x00c, Access::read_only> {
        using INTERRUPT_ID = Field<0, 10>;
        using CPU_ID = Field<10, 3>;
    };
    /// End of interrupt, 4.4.5.
    struct GICC_EOIR : Register<0x010, Access::write_only> {};

    static constexpr InterruptNumber first_private = 16;
    static constexpr InterruptNumber first_shared = 32;
    /// Acknowledged numbers from here on mean that nothing is pending (3.2.1).
    static constexpr InterruptNumber first_special = 1020;

    constexpr GicV2(DistributorBus distributor, ProcessorBus processor)
        : distributor_{distributor}, processor_{processor} {}

    /// Once: nothing enabled, everything shared goes to the first processor, level-triggered.
    void start() {
        using D = Device<DistributorBus>;
        const D& distributor = distributor_;
        distributor.template write<GICD_CTLR>(0);
        const std::size_t words =
            GICD_TYPER::IT_LINES_NUMBER::get(distributor.template read<GICD_TYPER>()) + 1;
        for (std::size_t word = 1; word < words; ++word) {
            distributor.template write<GICD_ICENABLER>(word, ~0U);
            distributor.template write<GICD_ICPENDR>(word, ~0U);
            distributor.template write<GICD_ICACTIVER>(word, ~0U);
        }
        for (std::size_t word = first_shared / 4; word < words * 8; ++word) {
            distributor.template write<GICD_IPRIORITYR>(word, four_times(priority));
            distributor.template write<GICD_ITARGETSR>(word, four_times(1));
        }
        for (std::size_t word = first_shared / 16; word < words * 2; ++word) {
            distributor.template write<GICD_ICFGR>(word, 0);
        }
        distributor.template write<GICD_CTLR>(GICD_CTLR::ENABLE::mask);
    }

    /// On each processor: its private interrupts off but `timer`, its interface on.
    void start_processor(InterruptNumber timer) {
        distributor_.template write<GICD_ICENABLER>(0, ~0U);
        for (std::size_t word = 0; word < first_shared / 4; ++word) {
            distributor_.template write<GICD_IPRIORITYR>(word, four_times(priority));
        }
        distributor_.template write<GICD_ISENABLER>(0, software_generated | bit(timer));
        processor_.template write<GICC_PMR>(0xff);
        processor_.template write<GICC_CTLR>(GICC_CTLR::ENABLE::mask);
    }

    /// The most urgent pending interrupt, now active; 1020 or more if there is none. One from another
    /// processor is over at once: nothing but its arrival matters.
    InterruptNumber claim() {
        const std::uint32_t acknowledged = processor_.template read<GICC_IAR>();
        const std::uint32_t number = GICC_IAR::INTERRUPT_ID::get(acknowledged);
        if (number < first_private) {
            processor_.template write<GICC_EOIR>(acknowledged);
        }
        return number;
    }

    void complete(InterruptNumber number) {
        if (number >= first_private) {
            processor_.template write<GICC_EOIR>(static_cast<std::uint32_t>(number));
        }
    }

    void mask(InterruptNumber number) {
        distributor_.template write<GICD_ICENABLER>(number / 32, bit(number));
    }
    void unmask(InterruptNumber number) {
        distributor_.template write<GICD_ISENABLER>(number / 32, bit(number));
    }

    /// The line should be masked meanwhile (4.3.13).
    void set_edge_triggered(InterruptNumber number, bool edge) {
        const std::uint32_t old = distributor_.template read<GICD_ICFGR>(number / 16);
        const std::uint32_t flag = 2U << (number % 16 * 2);
        distributor_.template write<GICD_ICFGR>(number / 16, edge ? old | flag : old & ~flag);
    }

    /// A shared line goes to one processor; a private one is each processor's own.
    void route(InterruptNumber number, unsigned processor) {
        if (number < first_shared) {
            return;
        }
        const std::uint32_t old = distributor_.template read<GICD_ITARGETSR>(number / 4);
        const auto shift = static_cast<std::uint32_t>(number % 4 * 8);
        distributor_.template write<GICD_ITARGETSR>(number / 4,
                                                    (old & ~(0xffU << shift)) | 1U << processor << shift);
    }

    /// Interrupts other processors, a bit each.
    void signal(unsigned processors, InterruptNumber number) {
        distributor_.template write<GICD_SGIR>(GICD_SGIR::CPU_TARGET_LIST::make(processors) |
                                               GICD_SGIR::SGIINTID::make(static_cast<std::uint32_t>(number)));
    }

private:
    static constexpr std::uint32_t priority = 0xa0;
    static constexpr std::uint32_t software_generated = 0xffff;
    static constexpr std::uint32_t four_times(std::uint32_t byte) { return byte * 0x0101'0101U; }
    static constexpr std::uint32_t bit(InterruptNumber number) { return 1U << (number % 32); }

    Device<DistributorBus> distributor_;
    Device<ProcessorBus> processor_;
};

} // namespace nacre::kernel::drivers
