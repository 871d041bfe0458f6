// SPDX-License-Identifier: MIT
// A bus that remembers: what was stored, in order, and what a load is to return.
#pragma once

#include <base/register.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <utility>
#include <vector>

namespace nacre::test {

struct BusState {
    using Store = std::pair<std::size_t, std::uint32_t>;

    std::map<std::size_t, std::uint32_t> registers;          ///< what a load returns
    std::map<std::size_t, std::deque<std::uint32_t>> coming; ///< returned first, one a load
    std::vector<Store> stores;

    std::vector<std::uint32_t> stored_at(std::size_t offset) const {
        std::vector<std::uint32_t> values;
        for (const auto& [where, value] : stores) {
            if (where == offset) {
                values.push_back(value);
            }
        }
        return values;
    }
};

/// Small and copied by drivers, as a real bus is.
class FakeBus {
public:
    explicit FakeBus(BusState& state) : state_{&state} {}

    template<std::unsigned_integral T>
    T load(std::size_t offset) const {
        auto& coming = state_->coming[offset];
        if (coming.empty()) {
            return static_cast<T>(state_->registers[offset]);
        }
        const std::uint32_t value = coming.front();
        coming.pop_front();
        return static_cast<T>(value);
    }
    template<std::unsigned_integral T>
    void store(std::size_t offset, T value) const {
        state_->stores.emplace_back(offset, static_cast<std::uint32_t>(value));
    }

private:
    BusState* state_;
};

static_assert(Bus<FakeBus>);

} // namespace nacre::test
