// SPDX-License-Identifier: MIT
// Why an invocation was refused: the label of the message that answers it.
#pragma once

#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::api {

/// Label of a reply to an invocation. Some errors leave more words in the message registers; see
/// `error_words`.
enum class Error : Word {
    no_error,
    invalid_argument,
    invalid_capability,
    illegal_operation,
    range_error,
    alignment_error,
    failed_lookup,
    truncated_message,
    delete_first,
    revoke_first,
    not_enough_memory,
};

/// Why a capability address could not be resolved: second word of a failed_lookup reply, fourth of a
/// capability fault.
enum class LookupFailure : Word {
    no_failure,
    invalid_root,
    missing_capability,
    depth_mismatch,
    guard_mismatch,
};

struct ErrorDescription {
    const char* name;
    const char* sentence;
    /// What the message registers of the answer hold.
    const char* words = "";
};

inline constexpr std::array error_descriptions{
    ErrorDescription{"no_error", "The method did what it was asked."},
    ErrorDescription{"invalid_argument", "An argument has a value that makes no sense there.",
                     "the number of the offending argument"},
    ErrorDescription{"invalid_capability", "A capability is missing or of the wrong kind.",
                     "the number of the offending capability; 0 is the invoked one"},
    ErrorDescription{"illegal_operation", "The object does not do this, or not in its present state."},
    ErrorDescription{"range_error", "An argument lies outside the range given in the reply.",
                     "the smallest and the largest value that would have been right"},
    ErrorDescription{"alignment_error", "An address is not aligned as the object needs it."},
    ErrorDescription{"failed_lookup", "A capability address does not resolve to a slot.",
                     "1 if the source's address failed, 0 if the destination's; the kind of lookup failure; "
                     "then its words"},
    ErrorDescription{"truncated_message",
                     "The message has fewer words or capabilities than the method takes."},
    ErrorDescription{"delete_first", "The destination is occupied and must be deleted first."},
    ErrorDescription{"revoke_first", "Copies or descendants exist and must be revoked first."},
    ErrorDescription{"not_enough_memory", "The untyped memory has too little room left.",
                     "the bytes that are left"},
};

inline constexpr std::size_t error_count = error_descriptions.size();
static_assert(error_count == static_cast<std::size_t>(Error::not_enough_memory) + 1);

struct LookupFailureDescription {
    LookupFailure number;
    const char* name;
    const char* sentence;
    const char* words;
};

inline constexpr std::array lookup_failures{
    LookupFailureDescription{LookupFailure::invalid_root, "invalid_root", "The root is no CNode capability.",
                             ""},
    LookupFailureDescription{LookupFailure::missing_capability, "missing_capability",
                             "The slot is empty, or holds a capability of another kind than is needed.",
                             "bits left"},
    LookupFailureDescription{LookupFailure::depth_mismatch, "depth_mismatch",
                             "The address has fewer or more bits than the CNodes on the way resolve.",
                             "bits left; bits found"},
    LookupFailureDescription{LookupFailure::guard_mismatch, "guard_mismatch",
                             "A CNode's guard differs from the bits in the address.",
                             "bits left; the guard; its bits"},
};

/// Words that follow the kind of a lookup failure, in an answer or a fault message; see `lookup_failures`.
constexpr std::size_t lookup_failure_words(LookupFailure failure) {
    switch (failure) {
    case LookupFailure::no_failure:
    case LookupFailure::invalid_root: return 0;
    case LookupFailure::missing_capability: return 1;
    case LookupFailure::depth_mismatch: return 2;
    case LookupFailure::guard_mismatch: return 3;
    }
    return 0;
}

constexpr const char* name_of(Error error) {
    const auto index = static_cast<std::size_t>(error);
    return index < error_count ? error_descriptions[index].name : "unknown error";
}

constexpr const char* sentence_of(Error error) {
    const auto index = static_cast<std::size_t>(error);
    return index < error_count ? error_descriptions[index].sentence
                               : "The kernel gave a number that is no error.";
}

} // namespace nacre::api
