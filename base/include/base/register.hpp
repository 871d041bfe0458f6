// SPDX-License-Identifier: MIT
// Device registers as types: offset, access and named fields, read and written through a bus that a test can
// fake.
#pragma once

#include <base/bits.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace nacre {

enum class Access : unsigned char { read_only, write_only, read_write };

/// The register at byte `byte_offset` of a device; derive from it under the data sheet's name and add fields:
/// `struct FR : Register<0x18, Access::read_only> { using TXFF = Field<5>; };`
template<std::size_t byte_offset, Access allowed = Access::read_write,
         std::unsigned_integral Store = std::uint32_t>
struct Register {
    using Value = Store;
    static constexpr std::size_t offset = byte_offset;
    static constexpr bool readable = allowed != Access::write_only;
    static constexpr bool writable = allowed != Access::read_only;

    template<unsigned low, unsigned width = 1>
    using Field = BitField<Store, low, width>;
};

/// `count` registers of one layout, `stride` bytes apart.
template<std::size_t first_offset, std::size_t length, Access allowed = Access::read_write,
         std::unsigned_integral Store = std::uint32_t, std::size_t distance = sizeof(Store)>
struct RegisterArray : Register<first_offset, allowed, Store> {
    static constexpr std::size_t count = length;
    static constexpr std::size_t stride = distance;
};

/// A way to a device's registers: `load` and `store` of an offset, in program order.
template<typename B>
concept Bus = requires(const B bus, std::size_t offset, std::uint32_t value) {
    { bus.template load<std::uint32_t>(offset) } -> std::same_as<std::uint32_t>;
    bus.store(offset, value);
};

/// The typed view that a driver works with.
template<Bus B>
class Device {
public:
    constexpr explicit Device(B bus) : bus_{bus} {}

    template<typename R>
        requires R::readable
    typename R::Value read() const {
        return bus_.template load<typename R::Value>(R::offset);
    }
    template<typename R>
        requires R::writable
    void write(typename R::Value value) const {
        bus_.store(R::offset, value);
    }
    template<typename R>
        requires R::readable
    typename R::Value read(std::size_t index) const {
        return bus_.template load<typename R::Value>(R::offset + index * R::stride);
    }
    template<typename R>
        requires R::writable
    void write(std::size_t index, typename R::Value value) const {
        bus_.store(R::offset + index * R::stride, value);
    }

private:
    B bus_;
};

/// Registers in the address space of the program: every access happens, once, as wide as the register.
class MemoryBus {
public:
    constexpr explicit MemoryBus(Word base) : base_{base} {}

    template<std::unsigned_integral T>
    T load(std::size_t offset) const {
        return *reinterpret_cast<volatile T*>(base_ + offset);
    }
    template<std::unsigned_integral T>
    void store(std::size_t offset, T value) const {
        *reinterpret_cast<volatile T*>(base_ + offset) = value;
    }

private:
    Word base_;
};

static_assert(Bus<MemoryBus>);

} // namespace nacre
