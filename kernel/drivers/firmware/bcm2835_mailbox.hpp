// SPDX-License-Identifier: MIT
// The Raspberry Pi's property mailbox: questions to the firmware that runs on the GPU.
#pragma once

#include <base/assert.hpp>
#include <base/register.hpp>

#include <array>
#include <initializer_list>

namespace nacre::kernel::drivers {

/// What can be asked and ordered. github.com/raspberrypi/firmware/wiki/Mailbox-property-interface.
enum class Property : std::uint32_t {
    get_arm_memory = 0x0001'0005,
    get_clock_rate = 0x0003'0002,
    allocate_frame_buffer = 0x0004'0001,
    get_display_size = 0x0004'0003,
    get_pitch = 0x0004'0008,
    set_display_size = 0x0004'8003,
    set_virtual_size = 0x0004'8004,
    set_depth = 0x0004'8005,
    set_pixel_order = 0x0004'8006,
    set_virtual_offset = 0x0004'8009,
};

/// Clock numbers, same source.
enum class FirmwareClock : std::uint32_t { uart = 2, core = 4 };

/// One message with some properties, in memory that both sides see; 16-byte aligned, because the low bits of
/// its address name the channel. It fills whole cache lines.
class alignas(64) PropertyMessage {
public:
    static constexpr std::uint32_t success = 0x8000'0000;

    /// Adds a property with these arguments, which the answer replaces; returns where the answer stands.
    unsigned add(Property property, std::initializer_list<std::uint32_t> arguments) {
        NACRE_ASSERT(used_ + 3 + arguments.size() < words_.size());
        words_[used_++] = static_cast<std::uint32_t>(property);
        words_[used_++] = static_cast<std::uint32_t>(arguments.size() * sizeof(std::uint32_t));
        words_[used_++] = 0;
        const unsigned answer = used_;
        for (const std::uint32_t argument : arguments) {
            words_[used_++] = argument;
        }
        words_[used_] = 0;
        words_[0] = static_cast<std::uint32_t>(sizeof words_);
        return answer;
    }
    bool answered() const { return words_[1] == success; }
    std::uint32_t operator[](unsigned place) const { return words_[place]; }

private:
    std::array<std::uint32_t, 47> words_{};
    unsigned used_ = 2; ///< behind the size and the code of the answer
};

static_assert(sizeof(PropertyMessage) % 64 == 0);

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

    constexpr explicit Bcm2835Mailbox(B bus) : device_{bus} {}

    /// `bus_address` is that of a message as the GPU sees it; the caller has cleaned it out of the caches,
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
