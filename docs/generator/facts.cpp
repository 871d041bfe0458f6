// SPDX-License-Identifier: MIT
// Tells the facts of one architecture and build, one a line, fields separated by tabs: first the methods.
#include "facts.hpp"

#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <api/type_kind.hpp>

#include <string>

namespace {

using namespace nacre;
using namespace nacre::api;

template<typename T>
std::string type_text() {
    if constexpr (std::same_as<T, CapabilityArgument>) {
        return "capability";
    } else if constexpr (std::same_as<T, bool>) {
        return "flag";
    } else if constexpr (std::same_as<T, CapabilityRights>) {
        return "[rights](messages.md#rights)";
    } else if constexpr (std::same_as<T, architecture::MappingAttributes>) {
        return "[attributes](messages.md#mapping-attributes)";
    } else if constexpr (std::same_as<T, Word>) {
        return "word";
    } else {
        return std::to_string(sizeof(T) * 8) + "-bit number";
    }
}

template<typename T>
std::string place_text(detail::Position position) {
    constexpr unsigned width = detail::wire_bits<T>();
    if constexpr (width == 0) {
        return "capability " + std::to_string(position.capability);
    } else {
        const unsigned word = position.first_bit / word_bits;
        const unsigned bit = position.first_bit % word_bits;
        if constexpr (width > word_bits) {
            return "words " + std::to_string(word) + " (low) and " + std::to_string(word + 1);
        } else if constexpr (width == word_bits) {
            return "word " + std::to_string(word);
        } else if constexpr (width == 1) {
            return "word " + std::to_string(word) + ", bit " + std::to_string(bit);
        } else {
            return "word " + std::to_string(word) + ", bits " + std::to_string(bit) + "–" +
                   std::to_string(bit + width - 1);
        }
    }
}

template<typename M, typename T>
void tell_fields(const char* tag) {
    const auto tell_field = [&]<std::size_t i>() {
        const auto& field = std::get<i>(T::arguments);
        using Type = detail::FieldType<T, i>;
        std::string rights;
        if constexpr (std::same_as<M, T>) {
            rights = rights_needed<M>(field.name);
        }
        manual::tell(tag, field.name, type_text<Type>(), place_text<Type>(detail::layout_of<T>.positions[i]),
                     field.description, rights);
    };
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (tell_field.template operator()<i>(), ...);
    }(std::make_index_sequence<detail::field_count<T>>{});
}

template<Method M>
consteval bool rights_name_arguments() {
    if constexpr (requires { M::needed_rights; }) {
        for (const NeededRight& row : M::needed_rights) {
            const bool found = std::apply(
                [&](const auto&... field) { return ((std::string_view{field.name} == row.argument) || ...); },
                M::arguments);
            if (!found) {
                return false;
            }
        }
    }
    return true;
}

template<Method M>
void tell_method() {
    static_assert(rights_name_arguments<M>());
    manual::tell("method", M::name, M::sel4_name, name_of(M::object), label_of<M>, M::summary,
                 description_of<M>());
    tell_fields<M, M>("argument");
    if (trailing_words<M>() != 0) {
        manual::tell("trailing", message_length<M>, trailing_words<M>());
    }
    if constexpr (HasOutput<M>) {
        tell_fields<M, typename M::Output>("result");
    }
    if (trailing_output_words<M>() != 0) {
        manual::tell("trailing_result", 0, trailing_output_words<M>());
    }
    if (message_length<M> + trailing_words<M>() + capability_count<M> != 0) {
        manual::tell("refused", "truncated_message",
                     "the message has fewer words or capabilities than the arguments take");
    }
    if constexpr (requires { M::never_held; }) {
        manual::tell("never_held", M::never_held);
    }
    for (const RefusedCase& row : M::errors) {
        manual::tell("refused", name_of(row.error), row.when);
    }
}

} // namespace

int main() {
    manual::tell("variant", MANUAL_ARCHITECTURE, MANUAL_BUILD);
    for_each_method([]<Method M>() { tell_method<M>(); });
    manual::tell_tables();
}
