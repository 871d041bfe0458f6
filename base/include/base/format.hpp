// SPDX-License-Identifier: MIT
// A small text formatter: `format(sink, "{} of {:#x}\n", 3, address)` to anything that has
// write(std::string_view).
//
// A replacement field is {}, or {:spec} with spec = [<|>][0][#][width][x]: alignment, zero padding, the
// prefix 0x, the smallest width, hexadecimal. Text is aligned left by default, numbers right. {{ and }} print
// braces. The text is checked against the arguments when it is compiled.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace nacre {

/// Anything that text can be written to.
template<typename Sink>
concept TextSink = requires(Sink& sink, std::string_view text) { sink.write(text); };

/// A TextSink without its type, so that the formatter is compiled once.
class SinkReference {
public:
    template<TextSink Sink>
        requires(!std::same_as<std::remove_cv_t<Sink>, SinkReference>)
    constexpr explicit SinkReference(Sink& sink)
        : sink_{&sink},
          write_{[](void* object, std::string_view text) { static_cast<Sink*>(object)->write(text); }} {}

    constexpr void write(std::string_view text) const { write_(sink_, text); }

private:
    void* sink_;
    void (*write_)(void*, std::string_view);
};

/// Text into memory of a fixed size; what does not fit is dropped.
class BufferSink {
public:
    constexpr explicit BufferSink(std::span<char> buffer) : buffer_{buffer} {}

    constexpr void write(std::string_view text) {
        for (const char character : text) {
            if (length_ == buffer_.size()) {
                truncated_ = true;
                return;
            }
            buffer_[length_++] = character;
        }
    }
    constexpr std::string_view text() const { return {buffer_.data(), length_}; }
    constexpr bool truncated() const { return truncated_; }

private:
    std::span<char> buffer_;
    std::size_t length_ = 0;
    bool truncated_ = false;
};

namespace detail {

/// What stands between the braces of a field.
struct FormatSpec {
    std::size_t width = 0;
    bool left = false;
    bool right = false;
    bool zero = false;
    bool prefix = false;
    bool hexadecimal = false;
};

/// Reads the spec that begins at `position` and ends at the closing brace; `position` is left behind it.
/// False if it is none.
constexpr bool parse_spec(std::string_view text, std::size_t& position, FormatSpec& spec) {
    const auto at = [&](char character) { return position < text.size() && text[position] == character; };
    const auto take = [&](char character) { return at(character) && (++position, true); };
    if (take('}')) {
        return true;
    }
    if (!take(':')) {
        return false;
    }
    spec.left = take('<');
    spec.right = !spec.left && take('>');
    spec.prefix = take('#');
    spec.zero = take('0');
    spec.prefix = take('#') || spec.prefix;
    while (position < text.size() && text[position] >= '0' && text[position] <= '9' && spec.width < 1000) {
        spec.width = spec.width * 10 + static_cast<std::size_t>(text[position++] - '0');
    }
    spec.hexadecimal = take('x');
    return take('}');
}

/// How many fields the text has; -1 if it is malformed.
constexpr int count_fields(std::string_view text) {
    int count = 0;
    for (std::size_t position = 0; position < text.size();) {
        const char character = text[position++];
        const bool doubled = position < text.size() && text[position] == character;
        if ((character == '{' || character == '}') && doubled) {
            ++position;
        } else if (character == '{') {
            FormatSpec spec;
            if (!parse_spec(text, position, spec)) {
                return -1;
            }
            ++count;
        } else if (character == '}') {
            return -1;
        }
    }
    return count;
}

template<typename T>
concept Named = requires(T value) {
    { name_of(value) } -> std::convertible_to<std::string_view>;
};

/// An argument without its type.
struct FormatArgument {
    enum class Kind : unsigned char { number, negative, text };

    constexpr FormatArgument(bool value) : kind{Kind::text}, text{value ? "true" : "false"} {}
    constexpr FormatArgument(std::string_view value) : kind{Kind::text}, text{value} {}
    constexpr FormatArgument(const char* value)
        : kind{Kind::text}, text{value != nullptr ? value : "(null)"} {}
    /// Refers to its argument, which lives as long as the call.
    constexpr FormatArgument(const char& value) : kind{Kind::text}, text{&value, 1} {}
    template<std::integral T>
        requires(!std::same_as<T, bool> && !std::same_as<T, char>)
    constexpr FormatArgument(T value)
        : kind{value < T{} ? Kind::negative : Kind::number},
          number{value < T{} ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value)} {}
    template<Named T>
    constexpr FormatArgument(T value) : kind{Kind::text}, text{name_of(value)} {}
    FormatArgument(const void* value)
        : kind{Kind::number}, number{reinterpret_cast<std::uintptr_t>(value)}, is_pointer{true} {}

    Kind kind;
    std::string_view text{};
    std::uint64_t number = 0;
    bool is_pointer = false;
};

inline void pad(SinkReference sink, char character, std::size_t count) {
    for (; count != 0; --count) {
        sink.write({&character, 1});
    }
}

inline void format_text(SinkReference sink, const FormatSpec& spec, std::string_view text) {
    const std::size_t padding = spec.width > text.size() ? spec.width - text.size() : 0;
    pad(sink, ' ', spec.right ? padding : 0);
    sink.write(text);
    pad(sink, ' ', spec.right ? 0 : padding);
}

inline void format_number(SinkReference sink, FormatSpec spec, const FormatArgument& argument) {
    std::array<char, 20> digits{};
    std::size_t first = digits.size();
    const unsigned base = spec.hexadecimal || argument.is_pointer ? 16 : 10;
    std::uint64_t rest = argument.number;
    do {
        digits[--first] = "0123456789abcdef"[rest % base];
        rest /= base;
    } while (rest != 0);

    const std::string_view sign = argument.kind == FormatArgument::Kind::negative ? "-" : "";
    const std::string_view prefix = spec.prefix || argument.is_pointer ? "0x" : "";
    const std::size_t length = sign.size() + prefix.size() + digits.size() - first;
    const std::size_t padding = spec.width > length ? spec.width - length : 0;
    const bool zeros = spec.zero && !spec.left;
    pad(sink, ' ', spec.left || zeros ? 0 : padding);
    sink.write(sign);
    sink.write(prefix);
    pad(sink, '0', zeros ? padding : 0);
    sink.write({digits.data() + first, digits.size() - first});
    pad(sink, ' ', spec.left ? padding : 0);
}

/// The formatter proper. `text` has been checked to hold as many fields as there are arguments.
inline void format_arguments(SinkReference sink, std::string_view text,
                             std::span<const FormatArgument> arguments) {
    std::size_t next = 0;
    std::size_t plain = 0;
    for (std::size_t position = 0; position < text.size();) {
        const char character = text[position];
        if (character != '{' && character != '}') {
            ++position;
            continue;
        }
        sink.write(text.substr(plain, position - plain));
        ++position;
        if (position < text.size() && text[position] == character) {
            plain = position++;
            continue;
        }
        FormatSpec spec;
        if (!parse_spec(text, position, spec) || next == arguments.size()) {
            return;
        }
        plain = position;
        const FormatArgument& argument = arguments[next++];
        if (argument.kind == FormatArgument::Kind::text) {
            format_text(sink, spec, argument.text);
        } else {
            format_number(sink, spec, argument);
        }
    }
    sink.write(text.substr(plain));
}

/// Not constexpr on purpose: reaching it while the text is checked is the compile error.
inline void format_text_does_not_match_its_arguments() {}

} // namespace detail

/// A text whose fields match the argument types; a mismatch does not compile.
template<typename... Arguments>
class FormatText {
public:
    template<typename Text>
        requires std::convertible_to<const Text&, std::string_view>
    consteval FormatText(const Text& text) : text_{text} {
        if (detail::count_fields(text_) != static_cast<int>(sizeof...(Arguments))) {
            detail::format_text_does_not_match_its_arguments();
        }
    }
    constexpr std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// Writes `text` to `sink`, its fields replaced by the arguments: integers, characters, text, pointers,
/// bools, and enumerations that have a name_of.
template<TextSink Sink, typename... Arguments>
void format(Sink& sink, FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    const std::array<detail::FormatArgument, sizeof...(Arguments)> erased{
        detail::FormatArgument{arguments}...};
    detail::format_arguments(SinkReference{sink}, text.text(), erased);
}

} // namespace nacre
