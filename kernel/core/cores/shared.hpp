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

private:
    std::atomic<T> value_{};
};

} // namespace nacre::kernel
