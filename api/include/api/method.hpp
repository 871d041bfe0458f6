// SPDX-License-Identifier: MIT
// What a method is: a struct whose fields are its arguments, and a table that names them in the order of the
// wire.
#pragma once

#include <api/error.hpp>
#include <api/object_kind.hpp>
#include <api/rights.hpp>

#include <array>
#include <concepts>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace nacre::api {

/// A capability among a method's arguments. A program puts the capability's address here; in the kernel,
/// which finds the capability itself beside the message, it holds the position among the message's
/// capabilities.
struct CapabilityArgument {
    Word value = 0;
    constexpr bool operator==(const CapabilityArgument&) const = default;
};

/// One row of a method's table: a field, its name, and what it is for.
template<typename Owner, typename T>
struct Argument {
    using Type = T;
    const char* name;
    T Owner::* field;
    const char* description;
};

template<typename Owner, typename T>
consteval Argument<Owner, T> argument(const char* name, T Owner::* field, const char* description) {
    return {name, field, description};
}

/// One row of a method's errors: the error, and the case that it stands for. The rows stand in the order in
/// which the kernel looks at the cases: of two that hold, the earlier one is answered. Beside these every
/// method answers invalid_capability when the invoked slot is empty, illegal_operation when the object is of
/// another kind, and truncated_message when the message does not carry the arguments: before all else, but
/// for CNode methods, which look at their first arguments before they miss the last.
struct RefusedCase {
    Error error;
    const char* when; ///< ends the sentence "It is refused when …"
};

consteval RefusedCase refused(Error error, const char* when) { return {error, when}; }

/// One row of a method's rights: what the capability behind an argument must allow, in words and as sets.
struct NeededRight {
    const char* argument;
    const char* rights;
    CapabilityRights all;    ///< each of these
    CapabilityRights one_of; ///< and at least one of these, where there are any

    constexpr bool is_met_by(CapabilityRights held) const {
        const bool has_one = one_of.bits == 0 || (held & one_of).bits != 0;
        return (held & all) == all && has_one;
    }
};

consteval NeededRight needs(const char* argument, const char* rights, CapabilityRights all,
                            CapabilityRights one_of = CapabilityRights::none()) {
    return {argument, rights, all, one_of};
}

/// What the lists, the codec, the manual, the trace printer and the fuzzers need of a method.
///
/// `summary` is one sentence; it and the optional `description` are the method's documentation.
/// Optional members: `needed_rights`, an array of what argument's capability must have which rights (the
/// capability that is invoked needs none: holding it is the right); `Output`, a struct with an `arguments`
/// table of its own, for what the reply holds; `never_held`, why no program can have a capability of the
/// kind, so that the method cannot be invoked; `trailing_words`, words that follow the fixed arguments (a
/// register set), at most that many; `trailing_output_words`, the same for the reply.
template<typename M>
concept Method = std::is_aggregate_v<M> && requires {
    { M::name } -> std::convertible_to<const char*>;
    { M::sel4_name } -> std::convertible_to<const char*>;
    { M::summary } -> std::convertible_to<const char*>;
    { M::object } -> std::convertible_to<ObjectKind>;
    std::tuple_size<std::remove_cvref_t<decltype(M::arguments)>>::value;
    { M::errors.size() } -> std::convertible_to<std::size_t>;
    requires std::same_as<typename std::remove_cvref_t<decltype(M::errors)>::value_type, RefusedCase>;
};

template<typename M>
concept HasOutput = Method<M> && requires { typename M::Output; };

template<Method M>
constexpr std::size_t trailing_words() {
    if constexpr (requires { M::trailing_words; }) {
        return M::trailing_words;
    } else {
        return 0;
    }
}

template<Method M>
constexpr std::size_t trailing_output_words() {
    if constexpr (requires { M::trailing_output_words; }) {
        return M::trailing_output_words;
    } else {
        return 0;
    }
}

template<Method M>
constexpr const char* description_of() {
    if constexpr (requires { M::description; }) {
        return M::description;
    } else {
        return "";
    }
}

/// Whether a program can have a capability that the method works on.
template<Method M>
constexpr bool is_reachable() {
    return !requires { M::never_held; };
}

/// What the capability behind an argument must allow; empty if holding it is enough.
template<Method M>
constexpr std::string_view rights_needed(std::string_view argument) {
    if constexpr (requires { M::needed_rights; }) {
        for (const NeededRight& row : M::needed_rights) {
            if (row.argument == argument) {
                return row.rights;
            }
        }
    }
    return {};
}

} // namespace nacre::api
