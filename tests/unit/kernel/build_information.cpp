// SPDX-License-Identifier: MIT
// The boot information's chunk `build`: which interface, version, build and board a program runs on.
#include <api/version.hpp>
#include <gtest/gtest.h>
#include <support/boot_machine.hpp>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

const std::byte* extra_information(World& world) {
    const Slot& page = world.slot(world.boot_info().extra_boot_info_pages.start);
    return static_cast<const std::byte*>(arch::Machine::pointer(page.as<FrameView>().physical()));
}

TEST(BuildInformation, IsAChunkThatOthersCanSkip) {
    World world;
    const std::byte* chunks = extra_information(world);
    Word offset = 0;
    unsigned found = 0;
    while (offset < world.boot_info().extra_length) {
        api::BootInfoHeader header{};
        std::memcpy(&header, chunks + offset, sizeof(header));
        ASSERT_GE(header.length, sizeof(header));
        if (header.id == static_cast<Word>(api::BootInfoId::build)) {
            found++;
            ASSERT_EQ(header.length, sizeof(header) + sizeof(api::BuildInformation));
            api::BuildInformation build{};
            std::memcpy(&build, chunks + offset + sizeof(header), sizeof(build));
            EXPECT_EQ(build.interface_version, 0x0f0000U);
            EXPECT_EQ(build.configuration, api::configuration::of_this_build);
            EXPECT_STREQ(build.version, api::nacre_version);
            EXPECT_STREQ(build.build, fake_build);
            EXPECT_STREQ(build.board, fake_board);
        }
        offset += header.length;
    }
    EXPECT_EQ(found, 1U);
    EXPECT_EQ(offset, world.boot_info().extra_length);
}

} // namespace
} // namespace nacre::test
