// SPDX-License-Identifier: MIT
// Who sleeps until when, and which reply object will wake them. Pure bookkeeping.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace nacre::user {

/// At most `capacity` sleepers, each with the reply object that its request came with.
template<std::size_t capacity>
class Sleepers {
public:
    struct Sleeper {
        Word badge;
        Word reply;
        std::uint64_t wake_at;
    };

    bool full() const { return count_ == capacity; }
    bool empty() const { return count_ == 0; }

    /// There must be room.
    void add(const Sleeper& sleeper) { sleepers_[count_++] = sleeper; }

    /// Takes out a sleeper whose time has come.
    std::optional<Sleeper> take_due(std::uint64_t now) {
        return take_if([now](const Sleeper& sleeper) { return sleeper.wake_at <= now; });
    }
    /// Takes out a sleeper of a program that has ended.
    std::optional<Sleeper> take_of(Word badge) {
        return take_if([badge](const Sleeper& sleeper) { return sleeper.badge == badge; });
    }

private:
    template<typename Condition>
    std::optional<Sleeper> take_if(Condition&& condition) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (condition(sleepers_[i])) {
                const Sleeper taken = sleepers_[i];
                sleepers_[i] = sleepers_[--count_];
                return taken;
            }
        }
        return std::nullopt;
    }

    std::array<Sleeper, capacity> sleepers_{};
    std::size_t count_ = 0;
};

} // namespace nacre::user
