// SPDX-License-Identifier: MIT
// How the fields of a method become message words and capabilities, and back: both sides of the wire walk one
// table.
#pragma once

#include <api/message.hpp>
#include <api/method.hpp>

#include <array>
#include <cstddef>
#include <tuple>
#include <utility>

namespace nacre::api {

namespace detail {

/// A word in a struct of its own, such as CapabilityRights.
template<typename T>
concept WrappedWord = requires(T value) {
    { value.bits } -> std::convertible_to<Word>;
};

/// Bits that a field takes in the message. A capability takes none: it travels beside the words.
template<typename T>
constexpr unsigned wire_bits() {
    if constexpr (std::same_as<T, CapabilityArgument>) {
        return 0;
    } else if constexpr (std::same_as<T, bool>) {
        return 1;
    } else if constexpr (WrappedWord<T>) {
        static_assert(sizeof(T) == sizeof(Word));
        return word_bits;
    } else {
        static_assert(std::unsigned_integral<T>);
        return sizeof(T) * 8;
    }
}

struct Position {
    unsigned first_bit;
    unsigned capability;
};

template<std::size_t count>
struct Layout {
    std::array<Position, count> positions{};
    unsigned bits = 0;
    unsigned capabilities = 0;

    constexpr unsigned words() const { return (bits + word_bits - 1) / word_bits; }
};

template<typename T>
inline constexpr std::size_t field_count = std::tuple_size_v<std::remove_cvref_t<decltype(T::arguments)>>;

template<typename T, std::size_t i>
using FieldType = typename std::tuple_element_t<i, std::remove_cvref_t<decltype(T::arguments)>>::Type;

/// Each field is aligned to its own width or to the next word, whichever is less; a 64-bit field on a 32-bit
/// machine takes two words, low half first.
template<typename T>
consteval auto make_layout() {
    Layout<field_count<T>> layout;
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        const auto place = [&](std::size_t index, unsigned width) {
            if (width == 0) {
                layout.positions[index] = {0, layout.capabilities++};
                return;
            }
            const unsigned alignment = width < word_bits ? width : word_bits;
            layout.bits = (layout.bits + alignment - 1) / alignment * alignment;
            layout.positions[index] = {layout.bits, 0};
            layout.bits += width;
        };
        (place(i, wire_bits<FieldType<T, i>>()), ...);
    }(std::make_index_sequence<field_count<T>>{});
    return layout;
}

template<typename T>
inline constexpr auto layout_of = make_layout<T>();

template<typename T, Position position, typename ReadWord>
constexpr T decode_field(ReadWord& read_word) {
    constexpr unsigned width = wire_bits<T>();
    constexpr std::size_t index = position.first_bit / word_bits;
    if constexpr (std::same_as<T, CapabilityArgument>) {
        return {position.capability};
    } else if constexpr (WrappedWord<T>) {
        return T{read_word(index)};
    } else if constexpr (width > word_bits) {
        const T low = read_word(index);
        return low | static_cast<T>(static_cast<T>(read_word(index + 1)) << (width - word_bits));
    } else {
        return static_cast<T>((read_word(index) >> (position.first_bit % word_bits)) & low_mask(width));
    }
}

template<Position position, typename T, std::size_t count>
constexpr void encode_field(const T& value, std::array<Word, count>& words) {
    constexpr unsigned width = wire_bits<T>();
    constexpr std::size_t index = position.first_bit / word_bits;
    if constexpr (std::same_as<T, CapabilityArgument>) {
        return;
    } else if constexpr (WrappedWord<T>) {
        words[index] = value.bits;
    } else if constexpr (width > word_bits) {
        words[index] = static_cast<Word>(value);
        words[index + 1] = static_cast<Word>(value >> (width - word_bits));
    } else {
        words[index] |= static_cast<Word>(value) << (position.first_bit % word_bits);
    }
}

} // namespace detail

/// A struct with an `arguments` table: a method, or its output.
template<typename T>
concept Encodable = requires { detail::field_count<T>; };

/// Words of the fixed part of the message. A shorter message is refused as truncated.
template<Encodable T>
inline constexpr std::size_t message_length = detail::layout_of<T>.words();

/// Capabilities that the message must carry.
template<Encodable T>
inline constexpr std::size_t capability_count = detail::layout_of<T>.capabilities;

/// Builds a `T` from a message; `read_word(index)` gives a message word. A word that holds several small
/// fields is read once for each of them.
template<Encodable T, typename ReadWord>
constexpr T decode(ReadWord&& read_word) {
    T result{};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        ((result.*(std::get<i>(T::arguments).field) =
              detail::decode_field<detail::FieldType<T, i>, detail::layout_of<T>.positions[i]>(read_word)),
         ...);
    }(std::make_index_sequence<detail::field_count<T>>{});
    return result;
}

/// The words of the fixed part of the message.
template<Encodable T>
constexpr std::array<Word, message_length<T>> encode(const T& value) {
    std::array<Word, message_length<T>> words{};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        (detail::encode_field<detail::layout_of<T>.positions[i]>(value.*(std::get<i>(T::arguments).field),
                                                                 words),
         ...);
    }(std::make_index_sequence<detail::field_count<T>>{});
    return words;
}

/// The addresses of the capabilities that go with the message, in their order.
template<Encodable T>
constexpr std::array<Word, capability_count<T>> capabilities_of(const T& value) {
    std::array<Word, capability_count<T>> addresses{};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        const auto place = [&]<std::size_t index>() {
            if constexpr (std::same_as<detail::FieldType<T, index>, CapabilityArgument>) {
                addresses[detail::layout_of<T>.positions[index].capability] =
                    (value.*(std::get<index>(T::arguments).field)).value;
            }
        };
        (place.template operator()<i>(), ...);
    }(std::make_index_sequence<detail::field_count<T>>{});
    return addresses;
}

} // namespace nacre::api
