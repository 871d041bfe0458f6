// SPDX-License-Identifier: MIT
// Function names for addresses, from symbol tables that may be broken.
#include "elf_builder.hpp"

#include <gtest/gtest.h>
#include <random>

namespace nacre {
namespace {

using test::ElfBuilder;

class ElfSymbols : public testing::TestWithParam<unsigned> {
public:
    ElfBuilder file{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(WordSizes, ElfSymbols, testing::Values(32U, 64U));

TEST_P(ElfSymbols, FindsTheFunction) {
    const auto first = find_symbol(file.bytes, GetParam(), ElfBuilder::text_address + 0xf);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->name, "first");
    EXPECT_EQ(first->offset, 0xfU);
    const auto second = find_symbol(file.bytes, GetParam(), ElfBuilder::text_address + 0x10);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->name, "second");
    EXPECT_EQ(second->offset, 0U);
}

TEST_P(ElfSymbols, FindsNothingElsewhere) {
    EXPECT_FALSE(find_symbol(file.bytes, GetParam(), ElfBuilder::text_address + 0x30));
    EXPECT_FALSE(find_symbol(file.bytes, GetParam(), 0));
    EXPECT_FALSE(find_symbol({}, GetParam(), ElfBuilder::text_address));
}

TEST_P(ElfSymbols, StandsRubbish) {
    std::mt19937 random{4};
    for (int round = 0; round < 20000; ++round) {
        // The tables lie at the end of the file; the block is cut to size so that the sanitizer sees a byte
        // too far.
        std::vector<std::byte> bytes(file.bytes.begin(),
                                     file.bytes.end() - static_cast<long>(random() % 0x300));
        for (unsigned changes = random() % 4; changes != 0; --changes) {
            const std::size_t at =
                random() % 2 == 0 ? random() % 64 : ElfBuilder::symbols_offset + random() % 0x300;
            if (at < bytes.size()) {
                bytes[at] = static_cast<std::byte>(random() % 3 == 0 ? 0xff : random());
            }
        }
        const auto symbol = find_symbol(bytes, GetParam(), ElfBuilder::text_address + 0x10);
        if (symbol) {
            EXPECT_LE(symbol->name.size(), bytes.size());
        }
    }
}

} // namespace
} // namespace nacre
