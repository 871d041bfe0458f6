// SPDX-License-Identifier: MIT
// The interrupt controllers of old PCs, which nobody uses here: out of the way and silent. Intel 8259A data
// sheet (231468), "Programming the 8259A".
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::drivers {

/// One of the two.
template<Bus B>
class Pic8259 {
public:
    struct COMMAND : Register<0, Access::write_only, std::uint8_t> {};
    struct DATA : Register<1, Access::read_write, std::uint8_t> {};

    constexpr explicit Pic8259(B bus) : device_{bus} {}

    /// What it raises nevertheless (a spurious interrupt cannot be masked) has vectors from `first_vector`
    /// on. `cascade` is the line of the first one at which the second one is.
    void silence(std::uint8_t first_vector, std::uint8_t cascade) const {
        constexpr std::uint8_t initialise_with_four_words = 0x11;
        constexpr std::uint8_t mode_8086 = 0x01;
        constexpr std::uint8_t all = 0xff;
        device_.template write<COMMAND>(initialise_with_four_words);
        device_.template write<DATA>(first_vector);
        device_.template write<DATA>(cascade);
        device_.template write<DATA>(mode_8086);
        device_.template write<DATA>(all);
    }

private:
    Device<B> device_;
};

} // namespace nacre::kernel::drivers
