// SPDX-License-Identifier: MIT
// The program reader: what it accepts, every way in which it refuses, and rubbish.
#include "elf_builder.hpp"

#include <gtest/gtest.h>
#include <random>

namespace nacre {
namespace {

using test::ElfBuilder;

class Elf : public testing::TestWithParam<unsigned> {
public:
    ElfBuilder file{GetParam()};

    void expect(ElfError error) {
        const auto image = file.parse();
        ASSERT_FALSE(image);
        EXPECT_STREQ(sentence_of(image.reason()), sentence_of(error));
    }
    /// Replaces the second segment.
    void data_segment(std::uint64_t offset, std::uint64_t address, std::uint64_t file_size,
                      std::uint64_t memory_size, std::uint32_t flags = elf::flag_read | elf::flag_write,
                      std::uint64_t alignment = 0x1000) {
        file.put_program_header(1, offset, address, file_size, memory_size, flags, elf::segment_load,
                                alignment);
    }
};

INSTANTIATE_TEST_SUITE_P(WordSizes, Elf, testing::Values(32U, 64U));

TEST_P(Elf, AcceptsAProgram) {
    const auto image = file.parse();
    ASSERT_TRUE(image) << sentence_of(image.reason());
    EXPECT_EQ(image->entry(), ElfBuilder::text_address + 0x10);
    ASSERT_EQ(image->segments().size(), 2U);
    const auto& data = image->segments()[1];
    EXPECT_EQ(data.address, ElfBuilder::data_address);
    EXPECT_EQ(data.memory_size, 0x1800U);
    EXPECT_EQ(data.contents.data(), file.bytes.data() + ElfBuilder::data_offset);
    EXPECT_EQ(data.contents.size(), 0x80U);
    EXPECT_TRUE(data.readable && data.writable && !data.executable);
}

TEST_P(Elf, RefusesEveryCutFile) {
    for (std::size_t length = 0; length < ElfBuilder::data_offset + 0x80; length += 7) {
        const std::vector<std::byte> cut(file.bytes.begin(), file.bytes.begin() + static_cast<long>(length));
        EXPECT_FALSE(ElfImage::parse(cut, file.policy())) << length;
    }
}

TEST_P(Elf, RefusesOtherFiles) {
    file.put(0, 0x1234, 4);
    expect(ElfError::bad_magic);
}

TEST_P(Elf, RefusesTheOtherWordSize) {
    file.put(4, GetParam() == 64 ? 1 : 2, 1);
    expect(ElfError::wrong_class);
}

TEST_P(Elf, RefusesAnUnknownClass) {
    file.put(4, 3, 1);
    expect(ElfError::wrong_class);
}

TEST_P(Elf, RefusesBigEndian) {
    file.put(5, 2, 1);
    expect(ElfError::wrong_byte_order);
}

TEST_P(Elf, RefusesAnotherVersion) {
    file.put(20, 2, 4);
    expect(ElfError::wrong_version);
}

TEST_P(Elf, RefusesAnotherMachine) {
    file.put(18, elf::machine_x86_64, 2);
    expect(ElfError::wrong_machine);
}

TEST_P(Elf, RefusesObjectsAndLibraries) {
    file.put(16, 3, 2);
    expect(ElfError::not_executable);
}

TEST_P(Elf, RefusesWhatNeedsADynamicLinker) {
    file.put_program_header(1, 0, 0, 0, 0, 0, elf::segment_interpreter);
    expect(ElfError::needs_interpreter);
}

TEST_P(Elf, RefusesProgramHeadersOutsideTheFile) {
    file.put(file.program_header_count_field(), 0xffff, 2);
    expect(ElfError::bad_program_headers);
}

TEST_P(Elf, RefusesProgramHeadersOfAnotherSize) {
    file.put(file.program_header_count_field() - 2, 1, 2);
    expect(ElfError::bad_program_headers);
}

TEST_P(Elf, RefusesAFileWithNothingToLoad) {
    file.put(file.program_header_count_field(), 0, 2);
    expect(ElfError::no_segments);
}

TEST_P(Elf, RefusesASegmentOutsideTheFile) {
    data_segment(0x2000, 0x402000, 0x401, 0x800);
    expect(ElfError::segment_outside_file);
    data_segment(0xfffff000, 0x402000, 0x10, 0x10);
    expect(ElfError::segment_outside_file);
}

TEST_P(Elf, RefusesASegmentLargerInTheFileThanInMemory) {
    data_segment(0x2000, 0x402000, 0x80, 0x7f);
    expect(ElfError::segment_larger_in_file);
}

TEST_P(Elf, RefusesASegmentOutsideMemory) {
    data_segment(0x2000, 0, 0x80, 0x80);
    expect(ElfError::segment_outside_memory);
    data_segment(0x2000, 0x7ffff000, 0x80, 0x1001);
    expect(ElfError::segment_outside_memory);
    data_segment(0x2000, 0xfffff000, 0x80, 0x80);
    expect(ElfError::segment_outside_memory);
}

TEST_P(Elf, RefusesASegmentThatWrapsAround) {
    const std::uint64_t huge = GetParam() == 64 ? ~std::uint64_t{0} : 0xffffffffU;
    data_segment(0x2000, 0x402000, 0x80, huge);
    expect(ElfError::segment_outside_memory);
}

TEST_P(Elf, RefusesBadAlignment) {
    data_segment(0x2000, 0x402000, 0x80, 0x80, elf::flag_read, 3);
    expect(ElfError::misaligned_segment);
    data_segment(0x2010, 0x402000, 0x80, 0x80, elf::flag_read, 0x1000);
    expect(ElfError::misaligned_segment);
}

TEST_P(Elf, RefusesOverlap) {
    data_segment(0x2000, 0x400000, 0x80, 0x80);
    expect(ElfError::overlapping_segments);
}

TEST_P(Elf, SharedPagesAreAMatterOfPolicy) {
    data_segment(0x1800, 0x400800, 0x80, 0x80);
    expect(ElfError::overlapping_segments);
    auto policy = file.policy();
    policy.allow_shared_pages = true;
    EXPECT_TRUE(ElfImage::parse(file.bytes, policy));
}

TEST_P(Elf, WritableAndExecutableIsAMatterOfPolicy) {
    data_segment(0x2000, 0x402000, 0x80, 0x80, elf::flag_read | elf::flag_write | elf::flag_execute);
    expect(ElfError::writable_and_executable);
    auto policy = file.policy();
    policy.allow_writable_and_executable = true;
    EXPECT_TRUE(ElfImage::parse(file.bytes, policy));
}

TEST_P(Elf, RefusesAnEntryOutsideText) {
    for (const std::uint64_t entry : {0x0ULL, 0x3fffffULL, 0x400100ULL, 0x402000ULL, 0xffffffffULL}) {
        file.put(file.entry_field(), entry, GetParam() / 8);
        expect(ElfError::entry_outside_text);
    }
}

TEST_P(Elf, RefusesTooManySegments) {
    const unsigned count = ElfImage::maximum_segments + 1;
    file.put(file.program_header_count_field(), count, 2);
    for (unsigned i = 0; i < count; ++i) {
        file.put_program_header(i, 0x1000, 0x400000 + 0x1000 * i, 0x10, 0x10,
                                elf::flag_read | elf::flag_execute);
    }
    expect(ElfError::too_many_segments);
}

TEST_P(Elf, IgnoresEmptySegments) {
    data_segment(0x2000, 0, 0, 0);
    ASSERT_TRUE(file.parse());
    EXPECT_EQ(file.parse()->segments().size(), 1U);
}

/// Whatever the bytes are, what is accepted can be loaded: contents in the file, memory where the policy
/// allows it.
TEST_P(Elf, StandsRubbish) {
    std::mt19937 random{3};
    const std::size_t interesting = file.program_header(2);
    unsigned accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        std::vector<std::byte> bytes = file.bytes;
        for (unsigned changes = 1 + random() % 3; changes != 0; --changes) {
            bytes[random() % interesting] = static_cast<std::byte>(random() % 3 == 0 ? 0xff : random());
        }
        const auto image = ElfImage::parse(bytes, file.policy());
        if (!image) {
            continue;
        }
        ++accepted;
        for (const auto& segment : image->segments()) {
            EXPECT_GE(segment.contents.data(), bytes.data());
            EXPECT_LE(segment.contents.data() + segment.contents.size(), bytes.data() + bytes.size());
            EXPECT_LE(segment.contents.size(), segment.memory_size);
            EXPECT_GE(segment.address, file.policy().lowest_address);
            EXPECT_LE(segment.address + segment.memory_size, file.policy().highest_address);
            EXPECT_FALSE(segment.writable && segment.executable);
        }
    }
    EXPECT_GT(accepted, 100U) << "the changes are too wild to test anything";
}

} // namespace
} // namespace nacre
