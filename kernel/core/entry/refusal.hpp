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
    const char* why =
        nullptr; ///< for --explain: which argument is at fault, and how; null: the error says all
};

template<typename T>
using Decoded = Result<T, Refusal>;

namespace refuse {

constexpr Failure<Refusal> with(api::Error error, const char* why = nullptr) {
    return {{.error = error, .why = why}};
}
constexpr Failure<Refusal> invalid_argument(Word position, const char* why = nullptr) {
    return {{.error = api::Error::invalid_argument, .first = position, .why = why}};
}
/// `position`: 0 for the invoked capability, 1 for the first argument among the capabilities, and so on.
constexpr Failure<Refusal> invalid_capability(Word position, const char* why = nullptr) {
    return {{.error = api::Error::invalid_capability, .first = position, .why = why}};
}
constexpr Failure<Refusal> out_of_range(Word smallest, Word largest, const char* why = nullptr) {
    return {{.error = api::Error::range_error, .first = smallest, .second = largest, .why = why}};
}
constexpr Failure<Refusal> not_enough_memory(Word bytes_left, const char* why = nullptr) {
    return {{.error = api::Error::not_enough_memory, .first = bytes_left, .why = why}};
}
constexpr Failure<Refusal> failed_lookup(bool is_source, const LookupFault& fault,
                                         const char* why = nullptr) {
    return {{.error = api::Error::failed_lookup,
             .first = is_source ? Word{1} : Word{0},
             .lookup = fault,
             .why = why}};
}

} // namespace refuse
} // namespace nacre::kernel
