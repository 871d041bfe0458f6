// SPDX-License-Identifier: MIT
// The Raspberry Pi's property mailbox: questions to the firmware that runs on the GPU.
#pragma once

#include <base/register.hpp>

#include <array>

namespace nacre::kernel::drivers {

/// One request with a single tag, in memory that both sides see; 16-byte aligned, because the low bits of its
/// address name the channel. github.com/raspberrypi/firmware/wiki/Mailbox-property-interface.
struct alignas(64) PropertyRequest {
    std::uint32_t size = sizeof(PropertyRequest);
    std::uint32_t code = 0; ///< answered: success or failure
    std::uint32_t tag = 0;
    std::uint32_t value_size = sizeof(values);
    std::uint32_t value_code = 0;
    std::array<std::uint32_t, 4> values{};
    std::uint32_t end = 0;
    std::array<std::uint32_t, 6> padding{};
};

/// The bus starts at the VideoCore mailbox (0x7e00b880).
template<Bus B>
class Bcm2835Mailbox {
public:
    struct READ : Register<0x00, Access::read_only> {};
    struct STATUS : Register<0x18, Access::read_only> {
        using EMPTY = Field<30>;
        using FULL = Field<31>;
    };
    struct WRITE : Register<0x20, Access::write_only> {};

    static constexpr std::uint32_t property_channel = 8;
    static constexpr std::uint32_t success = 0x8000'0000;
    static constexpr std::uint32_t get_arm_memory = 0x0001'0005;

    constexpr explicit Bcm2835Mailbox(B bus) : device_{bus} {}

    /// `bus_address` is that of a request as the GPU sees it; the caller has cleaned it out of the caches,
    /// and looks at the answer after invalidating them. False if nobody answers.
    bool ask(std::uint32_t bus_address) {
        constexpr unsigned patience = 1'000'000;
        if (!wait_until_clear(STATUS::FULL::mask, patience)) {
            return false;
        }
        device_.template write<WRITE>(bus_address | property_channel);
        for (unsigned answers = 0; answers < 16; ++answers) {
            if (!wait_until_clear(STATUS::EMPTY::mask, patience)) {
                return false;
            }
            if (device_.template read<READ>() == (bus_address | property_channel)) {
                return true;
            }
        }
        return false;
    }

private:
    bool wait_until_clear(std::uint32_t flag, unsigned patience) {
        while ((device_.template read<STATUS>() & flag) != 0) {
            if (patience-- == 0) {
                return false;
            }
        }
        return true;
    }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
