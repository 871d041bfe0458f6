// SPDX-License-Identifier: MIT
// IO ports, and a device's registers behind them.
#pragma once

#include <base/register.hpp>

namespace nacre::kernel::arch {

template<std::unsigned_integral T>
T read_port(std::uint16_t port) {
    T value{};
    if constexpr (sizeof(T) == 1) {
        asm volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
    } else if constexpr (sizeof(T) == 2) {
        asm volatile("inw %1, %0" : "=a"(value) : "Nd"(port));
    } else {
        asm volatile("inl %1, %0" : "=a"(value) : "Nd"(port));
    }
    return value;
}

template<std::unsigned_integral T>
void write_port(std::uint16_t port, T value) {
    if constexpr (sizeof(T) == 1) {
        asm volatile("outb %0, %1" : : "a"(value), "Nd"(port));
    } else if constexpr (sizeof(T) == 2) {
        asm volatile("outw %0, %1" : : "a"(value), "Nd"(port));
    } else {
        asm volatile("outl %0, %1" : : "a"(value), "Nd"(port));
    }
}

/// Registers at IO ports from `base` on.
class PortBus {
public:
    constexpr explicit PortBus(std::uint16_t base) : base_{base} {}

    template<std::unsigned_integral T>
    T load(std::size_t offset) const {
        return read_port<T>(static_cast<std::uint16_t>(base_ + offset));
    }
    template<std::unsigned_integral T>
    void store(std::size_t offset, T value) const {
        write_port(static_cast<std::uint16_t>(base_ + offset), value);
    }

private:
    std::uint16_t base_;
};

static_assert(Bus<PortBus>);

} // namespace nacre::kernel::arch
