// SPDX-License-Identifier: MIT
// The page that a console driver and the console service share: one ring of bytes for each direction.
#pragma once

#include <loading/layout.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace nacre::user {

/// Bytes from one writer to one reader, without a lock. Neither side trusts the other's counter for more than
/// its own data: an index is always taken modulo the capacity.
template<std::uint32_t capacity>
class ByteRing {
public:
    static_assert((capacity & (capacity - 1)) == 0);

    bool empty() const {
        return read_.load(std::memory_order_relaxed) == written_.load(std::memory_order_acquire);
    }
    std::size_t room() const {
        const std::uint32_t used =
            written_.load(std::memory_order_relaxed) - read_.load(std::memory_order_acquire);
        return used > capacity ? 0 : capacity - used;
    }
    /// The writer's side; there must be room.
    void put(char byte) {
        const std::uint32_t at = written_.load(std::memory_order_relaxed);
        bytes_[at % capacity] = byte;
        written_.store(at + 1, std::memory_order_release);
    }
    /// The reader's side; the ring must not be empty.
    char take() {
        const std::uint32_t at = read_.load(std::memory_order_relaxed);
        const char byte = bytes_[at % capacity];
        read_.store(at + 1, std::memory_order_release);
        return byte;
    }

private:
    std::atomic<std::uint32_t> written_ = 0;
    std::atomic<std::uint32_t> read_ = 0;
    std::array<char, capacity> bytes_{};
};

/// Zeroed memory is a pair of empty rings.
struct ConsoleRings {
    ByteRing<2048> output;
    ByteRing<1024> input;
};

static_assert(sizeof(ConsoleRings) <= layout::page_size);

/// Those in the shared page of that number (root/system_description.hpp).
inline ConsoleRings& rings_in(Word page) {
    return *reinterpret_cast<ConsoleRings*>(layout::shared + page * layout::page_size);
}

} // namespace nacre::user
