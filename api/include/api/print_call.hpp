// SPDX-License-Identifier: MIT
// The trace printer: writes a message as the call that it is, every argument with the name that the method
// list gives it.
#pragma once

#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <base/format.hpp>

#include <span>
#include <string_view>

namespace nacre::api {

/// A message to be printed. `words` and `capabilities` (addresses) may be fewer than the info word promises:
/// what is not there is printed as `missing`.
struct PrintableMessage {
    MessageInfo info;
    std::span<const Word> words;
    std::span<const Word> capabilities;
};

namespace detail {

/// Where an argument lies in the message; a width of 0 is a capability.
struct ArgumentShape {
    const char* name;
    Position position;
    unsigned width;
    bool is_decimal; ///< bits are counted, everything else of a word's size may be an address
};

/// Whether the argument says how many bits of an address count.
constexpr bool is_depth(std::string_view name) { return name.ends_with("depth"); }

struct MethodShape {
    const char* name;
    std::span<const ArgumentShape> arguments;
    std::size_t words;
};

template<Method M>
consteval auto make_shapes() {
    std::array<ArgumentShape, field_count<M>> shapes{};
    [&]<std::size_t... i>(std::index_sequence<i...>) {
        ((shapes[i] = {std::get<i>(M::arguments).name, layout_of<M>.positions[i],
                       wire_bits<FieldType<M, i>>(), is_depth(std::get<i>(M::arguments).name)}),
         ...);
    }(std::make_index_sequence<field_count<M>>{});
    return shapes;
}

template<Method M>
inline constexpr auto shapes_of = make_shapes<M>();

/// A table, so that the printer's code does not grow with the list.
inline constexpr auto method_shapes = [] {
    std::array<MethodShape, method_count> shapes{};
    for_each_method(
        [&]<Method M>() { shapes[label_of<M> - 1] = {M::name, shapes_of<M>, message_length<M>}; });
    return shapes;
}();

template<TextSink Sink>
void print_argument(Sink& sink, const ArgumentShape& shape, const PrintableMessage& message) {
    const bool is_capability = shape.width == 0;
    const std::size_t index =
        is_capability ? shape.position.capability : shape.position.first_bit / word_bits;
    const std::span<const Word> from = is_capability ? message.capabilities : message.words;
    if (index >= from.size() || (!is_capability && index >= message.info.length())) {
        format(sink, "{}=missing", shape.name);
        return;
    }
    if (is_capability || shape.width >= word_bits) {
        std::uint64_t value = from[index];
        if (shape.width > word_bits && index + 1 < from.size()) {
            value |= std::uint64_t{from[index + 1]} << (word_bits % 64);
        }
        if (shape.is_decimal) {
            format(sink, "{}={}", shape.name, value);
        } else {
            format(sink, "{}={:#x}", shape.name, value);
        }
        return;
    }
    format(sink, "{}={}", shape.name,
           (from[index] >> (shape.position.first_bit % word_bits)) & low_mask(shape.width));
}

} // namespace detail

/// Writes `CNode_Delete(index=0x40, depth=64)`; words behind the fixed arguments are counted, a label that is
/// no method's is written as a number with the words as they are.
template<TextSink Sink>
void print_call(Sink& sink, const PrintableMessage& message) {
    const Word label = message.info.label();
    const char* separator = "";
    if (label == invalid_invocation || label > method_count) {
        format(sink, "unknown method {}(", label);
        for (const Word word : message.words) {
            format(sink, "{}{:#x}", separator, word);
            separator = ", ";
        }
        sink.write(")");
        return;
    }
    const detail::MethodShape& method = detail::method_shapes[label - 1];
    format(sink, "{}(", method.name);
    for (const detail::ArgumentShape& argument : method.arguments) {
        sink.write(separator);
        separator = ", ";
        detail::print_argument(sink, argument, message);
    }
    if (message.info.length() > method.words) {
        format(sink, "{}{} more words", separator, message.info.length() - method.words);
    }
    sink.write(")");
}

} // namespace nacre::api
