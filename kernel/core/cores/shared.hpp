// SPDX-License-Identifier: MIT
// A value that several cores read and write at the same time.
#pragma once

#include <arch/machine.hpp>

#include <atomic>

namespace nacre::kernel {

/// Every access is sequentially consistent: these are rare, and each is a place where the tests' explorer
/// lets another core go on.
template<typename T>
class Shared {
public:
    T load() const {
        arch::Machine::interleave();
        return value_.load();
    }
    void store(T value) {
        arch::Machine::interleave();
        value_.store(value);
    }
    T fetch_add(T value) {
        arch::Machine::interleave();
        return value_.fetch_add(value);
    }
    T exchange(T value) {
        arch::Machine::interleave();
        return value_.exchange(value);
    }
    /// False, and `expected` is what is there now, if something else was there.
    bool compare_exchange(T& expected, T value) {
        arch::Machine::interleave();
        return value_.compare_exchange_strong(expected, value);
    }

private:
    std::atomic<T> value_{};
};

} // namespace nacre::kernel
