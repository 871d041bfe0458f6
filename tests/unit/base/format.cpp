// SPDX-License-Identifier: MIT
// The formatter's fields, and that a wrong text does not compile.
#include <base/format.hpp>

#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace nacre {
namespace {

enum class Fruit { apple };
constexpr const char* name_of(Fruit) { return "apple"; }

template<typename... Arguments>
std::string formatted(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    std::array<char, 256> buffer{};
    BufferSink sink{buffer};
    format(sink, text, arguments...);
    return std::string{sink.text()};
}

TEST(Format, PlainTextStaysAsItIs) {
    EXPECT_EQ(formatted(""), "");
    EXPECT_EQ(formatted("plain\n"), "plain\n");
    EXPECT_EQ(formatted("{{}} {{{}}}", 1), "{} {1}");
}

TEST(Format, Numbers) {
    EXPECT_EQ(formatted("{} {} {}", 0, -1, 42U), "0 -1 42");
    EXPECT_EQ(formatted("{}", std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(formatted("{}", std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(formatted("{:x} {:#x}", 255, std::numeric_limits<std::uint64_t>::max()),
              "ff 0xffffffffffffffff");
    EXPECT_EQ(formatted("{}", std::uint8_t{65}), "65");
    EXPECT_EQ(formatted("{}", std::int8_t{-128}), "-128");
}

TEST(Format, WidthAndPadding) {
    EXPECT_EQ(formatted("[{:4}] [{:<4}] [{:04}]", 7, 7, 7), "[   7] [7   ] [0007]");
    EXPECT_EQ(formatted("[{:04}] [{:#010x}]", -7, 0xbeef), "[-007] [0x0000beef]");
    EXPECT_EQ(formatted("[{:4}] [{:>4}] [{:1}]", "ab", "ab", "abc"), "[ab  ] [  ab] [abc]");
}

TEST(Format, OtherKinds) {
    EXPECT_EQ(formatted("{} {} {}", 'c', true, false), "c true false");
    EXPECT_EQ(formatted("{} {}", std::string_view{"view"}, Fruit::apple), "view apple");
    const char* nothing = nullptr;
    EXPECT_EQ(formatted("{}", nothing), "(null)");
    EXPECT_EQ(formatted("{}", reinterpret_cast<void*>(0x10)), "0x10");
}

TEST(Format, WhatDoesNotFitIsDropped) {
    std::array<char, 4> buffer{};
    BufferSink sink{buffer};
    format(sink, "{}", 123456);
    EXPECT_EQ(sink.text(), "1234");
    EXPECT_TRUE(sink.truncated());
}

// The checks that FormatText makes while it compiles.
static_assert(detail::count_fields("{} {:08x}") == 2);
static_assert(detail::count_fields("{{}}") == 0);
static_assert(detail::count_fields("{") == -1);
static_assert(detail::count_fields("}") == -1);
static_assert(detail::count_fields("{:q}") == -1);
static_assert(detail::count_fields("{0}") == -1);
static_assert(detail::count_fields("{:8") == -1);

TEST(Format, ATextThatChangedItsMindWritesNoRubbish) {
    // format_arguments is also reached by nothing but checked texts; it must stand an unchecked one all the
    // same.
    std::array<char, 64> buffer{};
    BufferSink sink{buffer};
    const std::array<detail::FormatArgument, 1> arguments{detail::FormatArgument{1}};
    detail::format_arguments(SinkReference{sink}, "a{}b{}c", arguments);
    EXPECT_EQ(sink.text(), "a1b");
}

} // namespace
} // namespace nacre
