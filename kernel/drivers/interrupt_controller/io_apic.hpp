// SPDX-License-Identifier: MIT
// The controller of devices' interrupt lines: the IO-APIC. Intel 82093AA data sheet (290566), section 3.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

template<Bus B>
class IoApic {
public:
    /// The register that DATA is, 3.1.
    struct INDEX : Register<0x00> {};
    struct DATA : Register<0x10> {};
    /// Behind the index: the version, 3.2.2.
    static constexpr std::uint32_t version = 0x01;
    using LAST_PIN = BitField<std::uint32_t, 16, 8>;
    /// Redirection entries, two words a pin, 3.2.4.
    static constexpr std::uint32_t first_entry = 0x10;
    using VECTOR = BitField<std::uint32_t, 0, 8>;
    using ACTIVE_LOW = BitField<std::uint32_t, 13, 1>;
    using LEVEL = BitField<std::uint32_t, 15, 1>;
    using MASKED = BitField<std::uint32_t, 16, 1>;
    using DESTINATION = BitField<std::uint32_t, 24, 8>; ///< in the upper word

    struct Route {
        std::uint8_t vector;
        bool level;
        bool active_low;
        std::uint8_t destination; ///< number of a local controller
    };

    constexpr explicit IoApic(B bus) : device_{bus} {}

    unsigned pins() const { return LAST_PIN::get(read(version)) + 1; }

    /// Nothing comes through.
    void start() const {
        for (unsigned pin = 0; pin < pins(); ++pin) {
            write(first_entry + 2 * pin, MASKED::mask);
        }
    }

    /// Masked still.
    void connect(unsigned pin, const Route& route) const {
        write(first_entry + 2 * pin, MASKED::mask);
        write(first_entry + 2 * pin + 1, DESTINATION::make(route.destination));
        write(first_entry + 2 * pin, MASKED::mask | VECTOR::make(route.vector) | LEVEL::make(route.level) |
                                         ACTIVE_LOW::make(route.active_low));
    }

    void set_masked(unsigned pin, bool masked) const {
        write(first_entry + 2 * pin, MASKED::set(read(first_entry + 2 * pin), masked));
    }

private:
    std::uint32_t read(std::uint32_t index) const {
        device_.template write<INDEX>(index);
        return device_.template read<DATA>();
    }
    void write(std::uint32_t index, std::uint32_t value) const {
        device_.template write<INDEX>(index);
        device_.template write<DATA>(value);
    }

    Device<B> device_;
};

} // namespace nacre::kernel::drivers
