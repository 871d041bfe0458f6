// SPDX-License-Identifier: MIT
// A value or the reason why there is none. Trivially copyable, so it travels in registers.
#pragma once

#include <base/assert.hpp>

#include <type_traits>
#include <utility>

namespace nacre {

/// The reason inside a Result; `return failure(Error::range_error);` converts to any Result with that reason.
template<typename E>
struct Failure {
    E reason;
};

template<typename E>
constexpr Failure<E> failure(E reason) {
    return {reason};
}

/// Either a `T` or a reason `E`. Ignoring one does not compile; reading the wrong half is a bug.
template<typename T, typename E>
class [[nodiscard]] Result {
public:
    constexpr Result(T value) : value_{std::move(value)}, good_{true} {}
    constexpr Result(Failure<E> reason) : reason_{reason.reason}, good_{false} {}

    constexpr bool good() const { return good_; }
    constexpr explicit operator bool() const { return good_; }

    constexpr T& value() {
        NACRE_ASSERT(good_);
        return value_;
    }
    constexpr const T& value() const {
        NACRE_ASSERT(good_);
        return value_;
    }
    constexpr T& operator*() { return value(); }
    constexpr const T& operator*() const { return value(); }
    constexpr T* operator->() { return &value(); }
    constexpr const T* operator->() const { return &value(); }

    constexpr E reason() const {
        NACRE_ASSERT(!good_);
        return reason_;
    }
    constexpr Failure<E> passed_on() const { return {reason()}; }

private:
    static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_destructible_v<E>);
    union {
        T value_;
        E reason_;
    };
    bool good_;
};

/// Success without a value, or a reason.
template<typename E>
class [[nodiscard]] Result<void, E> {
public:
    constexpr Result() : reason_{}, good_{true} {}
    constexpr Result(Failure<E> reason) : reason_{reason.reason}, good_{false} {}

    constexpr bool good() const { return good_; }
    constexpr explicit operator bool() const { return good_; }
    constexpr E reason() const {
        NACRE_ASSERT(!good_);
        return reason_;
    }
    constexpr Failure<E> passed_on() const { return {reason()}; }

private:
    E reason_;
    bool good_;
};

/// Leaves the calling function with the reason if `expression` failed; otherwise `name` is its value.
#define NACRE_TRY(name, expression)                                                                          \
    auto name##_result = (expression);                                                                       \
    if (!name##_result) [[unlikely]]                                                                         \
        return name##_result.passed_on();                                                                    \
    auto name = *name##_result

/// The same for a Result without a value.
#define NACRE_CHECK(expression)                                                                              \
    do {                                                                                                     \
        if (auto checked_result = (expression); !checked_result) [[unlikely]]                                \
            return checked_result.passed_on();                                                               \
    } while (false)

} // namespace nacre
