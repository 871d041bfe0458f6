// SPDX-License-Identifier: MIT
// What goes onto the wire comes off it again, in the registers in which seL4's stubs put it.
#include <api/codec.hpp>
#include <api/method_list.hpp>

#include <gtest/gtest.h>
#include <random>

namespace nacre::api {
namespace {

template<std::size_t count>
auto reader(const std::array<Word, count>& words) {
    return [&words](std::size_t index) { return words.at(index); };
}

TEST(Codec, SmallFieldsShareAWord) {
    constexpr auto words = encode(thread::CopyRegisters{
        .source = {7},
        .suspend_source = true,
        .resume_target = false,
        .transfer_frame = true,
        .transfer_integer = true,
        .architecture_flags = 0xab,
    });
    static_assert(words.size() == 1);
    EXPECT_EQ(words[0], 0xab0dU);
}

TEST(Codec, FlagsBeforeAWordTakeAWordOfTheirOwn) {
    constexpr auto words =
        encode(thread::ReadRegisters{.suspend_source = true, .architecture_flags = 2, .count = 36});
    static_assert(words.size() == 2);
    EXPECT_EQ(words[0], 0x201U);
    EXPECT_EQ(words[1], 36U);
}

TEST(Codec, ADepthTakesAWordOfItsOwnBetweenWords) {
    constexpr auto words = encode(cnode::Mint{
        .destination_index = 1,
        .destination_depth = 64,
        .source_root = {9},
        .source_index = 2,
        .source_depth = 32,
        .rights = CapabilityRights::read_write(),
        .badge = 5,
    });
    const std::array<Word, 6> expected{1, 64, 2, 32, 3, 5};
    EXPECT_EQ(words, expected);
}

TEST(Codec, TimeTakesTwoWordsWhereAWordIsTooSmall) {
    constexpr std::uint64_t budget = 0x1'0000'0002;
    constexpr auto words = encode(scheduling_control::ConfigureFlags{.scheduling_context = {1},
                                                                     .budget = budget,
                                                                     .period = 3,
                                                                     .extra_refills = 4,
                                                                     .badge = 5,
                                                                     .flags = 1});
    if constexpr (word_bits == 64) {
        EXPECT_EQ(words.size(), 5U);
        EXPECT_EQ(words[0], static_cast<Word>(budget));
    } else {
        EXPECT_EQ(words.size(), 7U);
        EXPECT_EQ(words[0], 2U);
        EXPECT_EQ(words[1], 1U);
        EXPECT_EQ(words[2], 3U);
    }
    const auto decoded = decode<scheduling_control::ConfigureFlags>(reader(words));
    EXPECT_EQ(decoded.budget, budget);
    EXPECT_EQ(decoded.flags, 1U);
}

TEST(Codec, TimeInTheMiddleIsAlignedToAWord) {
    constexpr auto words = encode(domain::ScheduleConfigure{.index = 1, .domain = 2, .duration = 3});
    EXPECT_EQ(words.size(), word_bits == 64 ? 3U : 4U);
    EXPECT_EQ(words[2], 3U);
}

TEST(Codec, CapabilitiesKeepTheirOrderAndDecodeToTheirPosition) {
    constexpr thread::SetSchedulingParameters method{.authority = {11},
                                                     .maximum_controlled_priority = 1,
                                                     .priority = 2,
                                                     .scheduling_context = {12},
                                                     .fault_endpoint = {13}};
    const std::array<Word, 3> expected{11, 12, 13};
    EXPECT_EQ(capabilities_of(method), expected);
    const auto decoded = decode<thread::SetSchedulingParameters>(reader(encode(method)));
    EXPECT_EQ(decoded.authority.value, 0U);
    EXPECT_EQ(decoded.scheduling_context.value, 1U);
    EXPECT_EQ(decoded.fault_endpoint.value, 2U);
    EXPECT_EQ(decoded.priority, 2U);
}

TEST(Codec, DecodingIgnoresBitsThatAFieldDoesNotHave) {
    const auto ones = [](std::size_t) { return ~Word{0}; };
    const auto decoded = decode<thread::ReadRegisters>(ones);
    EXPECT_EQ(decoded.architecture_flags, 0xff);
    EXPECT_EQ(decoded.count, ~Word{0});
    EXPECT_TRUE(decoded.suspend_source);
}

/// Encoding what was decoded from random words, then decoding that, must change nothing; and no field may be
/// read from behind the message.
template<Encodable T>
void check_round_trip(std::mt19937_64& random) {
    std::array<Word, message_length<T>> words{};
    for (Word& word : words) {
        word = static_cast<Word>(random());
    }
    const auto canonical = encode(decode<T>(reader(words)));
    EXPECT_EQ(encode(decode<T>(reader(canonical))), canonical);
    for (std::size_t i = 0; i < canonical.size(); ++i) {
        EXPECT_EQ(canonical[i] & ~words[i], 0U) << "a bit that was not in the message";
    }
}

TEST(Codec, EveryMethodSurvivesARoundTrip) {
    std::mt19937_64 random{1};
    for (int round = 0; round < 100; ++round) {
        for_each_method([&]<Method M>() {
            SCOPED_TRACE(M::name);
            check_round_trip<M>(random);
            if constexpr (HasOutput<M>) {
                check_round_trip<typename M::Output>(random);
            }
        });
    }
}

} // namespace
} // namespace nacre::api
