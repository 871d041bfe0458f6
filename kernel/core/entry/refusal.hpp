// SPDX-License-Identifier: MIT
// Why an invocation is refused: the error and the words that explain it.
#pragma once

#include <base/result.hpp>
#include <core/fault.hpp>

namespace nacre::kernel {

struct Refusal {
    api::Error error = api::Error::no_error;
    Word first = 0;  ///< argument number; smallest value; bytes left; or 1 if the source's look-up failed
    Word second = 0; ///< largest value
    LookupFault lookup{};
};

template<typename T>
using Decoded = Result<T, Refusal>;

namespace refuse {

constexpr Failure<Refusal> with(api::Error error) { return {{.error = error}}; }
constexpr Failure<Refusal> invalid_argument(Word position) {
    return {{.error = api::Error::invalid_argument, .first = position}};
}
/// `position`: 0 for the invoked capability, 1 for the first argument among the capabilities, and so on.
constexpr Failure<Refusal> invalid_capability(Word position) {
    return {{.error = api::Error::invalid_capability, .first = position}};
}
constexpr Failure<Refusal> out_of_range(Word smallest, Word largest) {
    return {{.error = api::Error::range_error, .first = smallest, .second = largest}};
}
constexpr Failure<Refusal> not_enough_memory(Word bytes_left) {
    return {{.error = api::Error::not_enough_memory, .first = bytes_left}};
}
constexpr Failure<Refusal> failed_lookup(bool is_source, const LookupFault& fault) {
    return {{.error = api::Error::failed_lookup, .first = is_source ? Word{1} : Word{0}, .lookup = fault}};
}

} // namespace refuse
} // namespace nacre::kernel
