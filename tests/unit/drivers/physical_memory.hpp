// SPDX-License-Identifier: MIT
// Physical memory for the readers of firmware's tables.
#pragma once

#include <base/address.hpp>

#include <cstring>
#include <list>
#include <span>
#include <string_view>
#include <vector>

namespace nacre::test {

/// Physical memory that a test fills.
class Memory {
public:
    static std::span<const std::byte> view(PhysicalAddress start, std::size_t size) {
        return start.value >= bytes.size() || size > bytes.size() - start.value
                   ? std::span<const std::byte>{}
                   : std::span<const std::byte>{bytes}.subspan(start.value, size);
    }
    template<typename T>
    static void put(std::size_t at, T value) {
        std::memcpy(bytes.data() + at, &value, sizeof(value));
    }
    static void put_text(std::size_t at, std::string_view text) {
        std::memcpy(bytes.data() + at, text.data(), text.size());
    }
    /// Makes the sum of the bytes 0.
    static void seal(std::size_t at, std::size_t size, std::size_t checksum_at) {
        unsigned sum = 0;
        for (std::size_t i = 0; i < size; ++i) {
            sum += std::to_integer<unsigned>(bytes[at + i]);
        }
        bytes[at + checksum_at] =
            static_cast<std::byte>(std::to_integer<unsigned>(bytes[at + checksum_at]) - sum);
    }
    /// The same bytes with nothing behind them: what is read beyond them ends the test. Valid until `forget`.
    static std::span<const std::byte> exact_view(PhysicalAddress start, std::size_t size) {
        const auto seen = view(start, size);
        copies.emplace_back(seen.begin(), seen.end());
        return copies.back();
    }
    static void forget() { copies.clear(); }

    static inline std::vector<std::byte> bytes;

private:
    static inline std::list<std::vector<std::byte>> copies;
};

} // namespace nacre::test
