// SPDX-License-Identifier: MIT
// Why an invocation is refused: the error, the words that explain it, and a sentence for people.
#pragma once

#include <base/result.hpp>
#include <base/text_constant.hpp>
#include <core/fault.hpp>

namespace nacre::kernel {

struct Processor;

/// Where the words of a refusal are that is not the same each time.
enum class RefusalDetail : unsigned char {
    none,     ///< always the same
    argument, ///< only whose fault it is varies: RefusalDetails::argument
    words,    ///< all of RefusalDetails
};

/// One way in which invocations are refused: constant data, one for each place in the kernel that refuses.
struct RefusalCase {
    api::Error error;
    const char* why; ///< for --explain: which argument is at fault, and how
    Word first = 0;  ///< argument number; smallest value; bytes left; or 1 if the source's look-up failed
    Word second = 0; ///< largest value
    RefusalDetail detail = RefusalDetail::none;
};

/// What only the moment of the refusal tells. Each core has a place for it, so that success carries nothing.
struct RefusalDetails {
    Word first;
    Word second;
    const char* argument; ///< its name; null: `why` says it
    LookupFault lookup;
};

/// Travels in one register: a call that succeeds pays nothing for the words and sentences.
struct Refusal {
    const RefusalCase* which = nullptr;

    api::Error error() const { return which->error; }
};

template<typename T>
using Decoded = Result<T, Refusal>;

/// All words of a refusal that this core has just made.
RefusalDetails details_of(const Processor& processor, Refusal refusal);

namespace refuse {

using Refused = Failure<Refusal>;

template<api::Error error, TextConstant why, Word first = 0, Word second = 0,
         RefusalDetail detail = RefusalDetail::none>
inline constexpr RefusalCase one_case{error, why.text, first, second, detail};

/// Out of line, for a refusal is rare and the code around it is not.
[[gnu::cold, gnu::noinline]] Refused with_words(Processor& processor, const RefusalCase& which, Word first,
                                                Word second, const char* argument);
[[gnu::cold, gnu::noinline]] Refused with_lookup(Processor& processor, const RefusalCase& which,
                                                 const char* argument, const LookupFault& fault);

template<api::Error error, TextConstant why>
constexpr Refused with() {
    return {{&one_case<error, why>}};
}

/// For the caller to name the argument: Processor::refusal.
template<api::Error error, TextConstant why>
constexpr Refused with_argument() {
    return {{&one_case<error, why, 0, 0, RefusalDetail::argument>}};
}

template<Word position, TextConstant why>
constexpr Refused invalid_argument() {
    return {{&one_case<api::Error::invalid_argument, why, position>}};
}

/// `position`: 0 for the invoked capability, 1 for the first argument among the capabilities, and so on.
template<Word position, TextConstant why>
constexpr Refused invalid_capability() {
    return {{&one_case<api::Error::invalid_capability, why, position>}};
}
template<TextConstant why>
Refused invalid_capability(Processor& processor, Word position, const char* argument) {
    return with_words(processor, one_case<api::Error::invalid_capability, why, 0, 0, RefusalDetail::words>,
                      position, 0, argument);
}

template<Word smallest, Word largest, TextConstant why>
constexpr Refused out_of_range() {
    return {{&one_case<api::Error::range_error, why, smallest, largest>}};
}
template<TextConstant why>
Refused out_of_range(Processor& processor, Word smallest, Word largest, const char* argument = nullptr) {
    return with_words(processor, one_case<api::Error::range_error, why, 0, 0, RefusalDetail::words>, smallest,
                      largest, argument);
}

template<TextConstant why>
Refused not_enough_memory(Processor& processor, Word bytes_left) {
    return with_words(processor, one_case<api::Error::not_enough_memory, why, 0, 0, RefusalDetail::words>,
                      bytes_left, 0, nullptr);
}

/// `argument`: null if `why` names it.
template<bool is_source, TextConstant why>
Refused failed_lookup(Processor& processor, const char* argument, const LookupFault& fault) {
    return with_lookup(processor, one_case < api::Error::failed_lookup, why, is_source ? Word{1} : Word{0}, 0,
                       RefusalDetail::words >, argument, fault);
}

} // namespace refuse
} // namespace nacre::kernel
