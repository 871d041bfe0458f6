// SPDX-License-Identifier: MIT
// A list of types that can be joined, searched and walked at compile time.
#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

namespace nacre::api {

template<typename... Types>
struct TypeList {
    static constexpr std::size_t size = sizeof...(Types);

    template<typename T>
    static constexpr bool contains = (std::same_as<T, Types> || ...);

    /// Position of `T`; `size` if it is not there.
    template<typename T>
    static constexpr std::size_t index_of = [] {
        std::size_t position = 0;
        static_cast<void>(((std::same_as<T, Types> || (++position, false)) || ...));
        return position;
    }();

    template<typename Visitor>
    static constexpr void for_each(Visitor&& visitor) {
        (visitor.template operator()<Types>(), ...);
    }

    /// Calls the visitor with the type at `position`; false if there is none.
    template<typename Visitor>
    static constexpr bool visit(std::size_t position, Visitor&& visitor) {
        return [&]<std::size_t... i>(std::index_sequence<i...>) {
            return ((position == i && (visitor.template operator()<Types>(), true)) || ...);
        }(std::make_index_sequence<size>{});
    }
};

namespace detail {

template<typename... Lists>
struct Join;

template<typename... Types>
struct Join<TypeList<Types...>> {
    using Type = TypeList<Types...>;
};

template<typename... First, typename... Second, typename... Rest>
struct Join<TypeList<First...>, TypeList<Second...>, Rest...> {
    using Type = typename Join<TypeList<First..., Second...>, Rest...>::Type;
};

} // namespace detail

template<typename... Lists>
using Joined = typename detail::Join<Lists...>::Type;

} // namespace nacre::api
