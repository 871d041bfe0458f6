// SPDX-License-Identifier: MIT
// What a conformance check is: the sentence of the interface that it checks, and how.
#pragma once

#include <api/method_list.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace nacre::conformance {

class Scene;

using Run = void (*)(Scene&);

/// One sentence about the kernel. Sentences about methods are those of api/, word for word.
struct Check {
    std::string_view
        subject;      ///< a method, a system call, or the name of the sel4test case that it stands for
    api::Error error; ///< no_error: something that must succeed
    std::string_view sentence;
    Run run;
};

/// The case that every method with arguments has beside its own.
inline constexpr std::string_view truncated_case = "the message carries fewer words or capabilities";

/// The cases that every method has.
inline constexpr std::string_view empty_slot_case = "the invoked slot is empty";
inline constexpr std::string_view other_kind_case = "the invoked object is of another kind";

/// The method does what its summary says.
template<api::Method M>
consteval Check succeeds(Run run) {
    return {M::name, api::Error::no_error, M::summary, run};
}

/// Not defined: to reach it while compiling is an error whose text says what is wrong.
Check the_method_lists_no_such_case();

/// One of the method's documented errors. A case that the method does not list does not compile.
template<api::Method M>
consteval Check refuses(std::string_view when, Run run) {
    for (const api::RefusedCase& row : M::errors) {
        if (row.when == when) {
            return {M::name, row.error, row.when, run};
        }
    }
    return the_method_lists_no_such_case();
}

/// Methods of the list have one row of rights at most.
template<typename M>
concept NeedsRights = api::Method<M> && M::needed_rights.size() == 1;

/// The rights that the manual names for a method's argument are those that it needs: no more and no fewer.
template<NeedsRights M>
consteval Check needs_rights(Run run) {
    return {M::name, api::Error::no_error, M::needed_rights[0].rights, run};
}

/// Anything else that the kernel promises.
consteval Check holds(std::string_view subject, std::string_view sentence, Run run) {
    return {subject, api::Error::no_error, sentence, run};
}

/// One list out of several.
template<std::size_t... sizes>
consteval auto joined(const std::array<Check, sizes>&... lists) {
    std::array<Check, (sizes + ...)> all{};
    auto next = all.begin();
    ((next = std::ranges::copy(lists, next).out), ...);
    return all;
}

/// All checks, group by group; one source in checks/ for each group.
std::span<const std::span<const Check>> all_checks();

} // namespace nacre::conformance
