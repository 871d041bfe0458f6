// SPDX-License-Identifier: MIT
// The archive reader on good archives, on archives with one thing wrong, and on rubbish.
#include <base/cpio.hpp>

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace nacre {
namespace {

std::string entry(const std::string& name, const std::string& data, unsigned mode = 0100755) {
    std::array<char, 111> header{};
    std::snprintf(header.data(), header.size(), "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
                  1U, mode, 0U, 0U, 1U, 0U, static_cast<unsigned>(data.size()), 0U, 0U, 0U, 0U,
                  static_cast<unsigned>(name.size() + 1), 0U);
    std::string bytes = header.data() + name + '\0';
    bytes.resize((bytes.size() + 3) & ~std::size_t{3});
    bytes += data;
    bytes.resize((bytes.size() + 3) & ~std::size_t{3});
    return bytes;
}

const std::string trailer = entry("TRAILER!!!", "");

Result<Archive, ArchiveError> open(const std::string& bytes) {
    return Archive::open(std::as_bytes(std::span{bytes}));
}

std::string text(std::span<const std::byte> data) {
    return {reinterpret_cast<const char*>(data.data()), data.size()};
}

TEST(Archive, FindsItsEntries) {
    const std::string bytes = entry("root", "first") + entry("hello", "") + entry("wc", "counts") + trailer;
    const auto archive = open(bytes);
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->count(), 3U);
    EXPECT_EQ(text(archive->find("root")->data), "first");
    EXPECT_EQ(archive->find("hello")->data.size(), 0U);
    EXPECT_EQ(text(archive->find("wc")->data), "counts");
    EXPECT_EQ(archive->find("wc")->mode, 0100755U);
    EXPECT_FALSE(archive->find("w"));
    EXPECT_FALSE(archive->find("TRAILER!!!"));
}

TEST(Archive, IgnoresWhatFollowsTheTrailer) {
    const std::string bytes = entry("a", "b") + trailer;
    const std::string padded = bytes + std::string(1000, 'x');
    ASSERT_TRUE(open(padded));
    EXPECT_EQ(open(padded)->bytes().size(), bytes.size());
}

TEST(Archive, NamesItsFaults) {
    const std::string good = entry("a", "data") + trailer;
    EXPECT_EQ(open("").reason(), ArchiveError::no_trailer);
    EXPECT_EQ(open(entry("a", "data")).reason(), ArchiveError::no_trailer);
    EXPECT_EQ(open(good.substr(0, 50)).reason(), ArchiveError::truncated_header);
    EXPECT_EQ(open("x" + good.substr(1)).reason(), ArchiveError::bad_magic);
    std::string bad = good;
    bad[6 + 6 * 8] = 'g';
    EXPECT_EQ(open(bad).reason(), ArchiveError::bad_number);
    bad = good;
    bad.replace(6 + 6 * 8, 8, "ffffffff");
    EXPECT_EQ(open(bad).reason(), ArchiveError::truncated_data);
    for (const char* size : {"ffffffff", "00000000", "00000001", "00000003", "7fffffff"}) {
        bad = good;
        bad.replace(6 + 11 * 8, 8, size);
        EXPECT_EQ(open(bad).reason(), ArchiveError::bad_name) << size;
    }
}

TEST(Archive, EveryCutIsNoticed) {
    const std::string good = entry("a", "data") + entry("bcd", "more data") + trailer;
    // The last bytes are the padding of the trailer's name.
    for (std::size_t length = 0; length + 4 < good.size(); ++length) {
        EXPECT_FALSE(open(good.substr(0, length))) << length;
    }
}

TEST(Archive, StandsRubbish) {
    const std::string good = entry("a", "data") + entry("bcd", "more data") + trailer;
    std::mt19937 random{2};
    constexpr std::string_view digits = "0123456789abcdefg\0\xff";
    for (int round = 0; round < 20000; ++round) {
        // A heap block of the exact size: the sanitizer sees a byte too far.
        std::vector<char> bytes(good.begin(), good.end() - static_cast<long>(random() % good.size()));
        for (unsigned changes = random() % 4; changes != 0 && !bytes.empty(); --changes) {
            bytes[random() % bytes.size()] = digits[random() % digits.size()];
        }
        const auto archive = Archive::open(std::as_bytes(std::span{bytes}));
        std::size_t sum = 0;
        if (archive) {
            archive->for_each([&](const ArchiveEntry& entry) {
                for (const std::byte byte : entry.data) {
                    sum += std::to_integer<std::size_t>(byte);
                }
                sum += entry.name.size();
            });
            EXPECT_GT(sum + 1, 0U);
        } else {
            EXPECT_STRNE(sentence_of(archive.reason()), "");
        }
    }
}

} // namespace
} // namespace nacre
