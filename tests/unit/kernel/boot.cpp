// SPDX-License-Identifier: MIT
// Boot: the root task's world, and sentences for what is wrong with an archive.
#include <api/version.hpp>
#include <core/boot/start.hpp>
#include <core/memory/page_table.hpp>
#include <gtest/gtest.h>
#include <support/boot_machine.hpp>
#include <support/world.hpp>

#include <cstring>
#include <memory>

namespace nacre::test {
namespace {

using namespace kernel;

TEST(Boot, GivesTheInitialCapabilities) {
    World world;
    namespace initial = api::initial_capability;
    EXPECT_EQ(world.slot(initial::null).kind(), Kind::null);
    EXPECT_EQ(world.slot(initial::thread).kind(), Kind::thread);
    EXPECT_EQ(world.slot(initial::cnode).kind(), Kind::cnode);
    EXPECT_EQ(world.slot(initial::vspace).kind(), Kind::address_space);
    EXPECT_EQ(world.slot(initial::irq_control).kind(), Kind::interrupt_control);
    EXPECT_EQ(world.slot(initial::asid_control).kind(), Kind::asid_control);
    EXPECT_EQ(world.slot(initial::asid_pool).kind(), Kind::asid_pool);
    EXPECT_EQ(world.slot(initial::boot_info_frame).kind(), Kind::frame);
    EXPECT_EQ(world.slot(initial::ipc_buffer).kind(), Kind::frame);
    EXPECT_EQ(world.slot(initial::domain).kind(), Kind::domain);
    EXPECT_EQ(world.slot(initial::scheduling_context).kind(), Kind::scheduling_context);
    const api::BootInfo& info = world.boot_info();
    EXPECT_EQ(info.root_cnode_slots_bits, api::root_cnode_slots_bits);
    EXPECT_EQ(info.scheduling_control.start, api::first_free_slot);
    EXPECT_EQ(world.slot(info.scheduling_control.start).kind(), Kind::scheduling_control);
    EXPECT_EQ(info.empty.end, power_of_two(api::root_cnode_slots_bits));
}

TEST(Boot, DescribesItsUntypedMemory) {
    World world;
    const api::BootInfo& info = world.boot_info();
    ASSERT_GT(info.untyped.size(), 0U);
    bool device = false;
    for (Word index = 0; index < info.untyped.size(); index++) {
        const auto view = world.slot(info.untyped.start + index).as<UntypedView>();
        const auto& described = info.untyped_list[index];
        EXPECT_EQ(view.start().value, described.physical_address);
        EXPECT_EQ(view.size_bits(), described.size_bits);
        EXPECT_EQ(view.is_device(), described.is_device != 0);
        const PhysicalRange range{view.start(), view.start() + power_of_two(view.size_bits())};
        EXPECT_EQ(range.overlaps(FakeMachine::ram), !view.is_device());
        EXPECT_FALSE(range.overlaps(kernel_device)) << "the kernel's own device is given away";
        EXPECT_FALSE(range.overlaps(kernel_image)) << "the kernel's memory is given away";
        device |= view.is_device();
    }
    EXPECT_TRUE(device);
}

TEST(Boot, StartsTheProgramWhereItSays) {
    World world;
    // The root task has made calls since; its image is mapped as its segments ask.
    const auto& root = *world.root().thread;
    const auto space = root.slot(ThreadSlot::address_space).as<AddressSpaceView>();
    const auto text = PageTables{space.root()}.find({ElfBuilder::text_address});
    const auto data = PageTables{space.root()}.find({ElfBuilder::data_address});
    using Format = arch::PageTableFormat;
    ASSERT_TRUE(Format::is_leaf(text.level, *text.entry));
    ASSERT_TRUE(Format::is_leaf(data.level, *data.entry));
    EXPECT_TRUE(Format::permissions(*text.entry).execute);
    EXPECT_FALSE(Format::permissions(*text.entry).write);
    EXPECT_FALSE(Format::permissions(*data.entry).execute);
    EXPECT_TRUE(Format::permissions(*data.entry).write);
    EXPECT_EQ(root.priority, 255);
    EXPECT_EQ(root.maximum_controlled_priority, 255);
    EXPECT_EQ(std::string_view{root.display_name()}, "root");
}

Result<void, const char*> start(const std::string& archive) {
    static std::unique_ptr<Kernel> kernel;
    kernel = std::make_unique<Kernel>();
    arch::fake_machine().reset();
    return boot::start(*kernel, describe_machine(archive));
}

TEST(Boot, BrokenArchivesGetASentence) {
    EXPECT_TRUE(start(smallest_archive()));
    const ElfBuilder good{word_bits};
    ElfBuilder other_machine{word_bits};
    other_machine.put(18, 62, 2);
    std::vector<std::byte> truncated{good.bytes.begin(), good.bytes.begin() + 40};
    const std::string archives[] = {
        "",
        "this is no archive",
        ArchiveBuilder{}.finish(),
        ArchiveBuilder{}.add("other", good.bytes).finish(),
        ArchiveBuilder{}.add("root", {}).finish(),
        ArchiveBuilder{}.add("root", truncated).finish(),
        ArchiveBuilder{}.add("root", other_machine.bytes).finish(),
        ArchiveBuilder{}.add("root", ElfBuilder{96 - word_bits}.bytes).finish(),
        smallest_archive().substr(0, 500),
    };
    std::set<std::string> sentences;
    for (const std::string& archive : archives) {
        const auto started = start(archive);
        ASSERT_FALSE(started) << sentences.size();
        EXPECT_GT(std::string_view{started.reason()}.size(), 10U);
        sentences.insert(started.reason());
    }
    EXPECT_GE(sentences.size(), 5U) << "different troubles, different sentences";
}

TEST(Boot, TooLittleMemoryGetsASentence) {
    arch::fake_machine().reset();
    auto kernel = std::make_unique<Kernel>();
    boot::MachineDescription machine = describe_machine(smallest_archive());
    machine.memory = {};
    machine.memory.add({FakeMachine::ram_start, FakeMachine::ram_start + 0x12'0000});
    const auto started = boot::start(*kernel, machine);
    ASSERT_FALSE(started);
    EXPECT_NE(std::string_view{started.reason()}.find("memory"), std::string_view::npos);
}

TEST(Boot, OtherProgramsAreMappedForTheRootTask) {
    arch::fake_machine().reset();
    auto kernel = std::make_unique<Kernel>();
    const ElfBuilder program{word_bits};
    const std::string archive =
        ArchiveBuilder{}.add("root", program.bytes).add("hello", program.bytes).finish();
    ASSERT_TRUE(boot::start(*kernel, describe_machine(archive)));
    Processor& processor = kernel->processors[0];
    Thread* root = nullptr;
    processor.ready.for_each([&](Thread& thread) { root = &thread; });
    ASSERT_NE(root, nullptr);
    const Slot* slots = root->slot(ThreadSlot::capability_space).as<CNodeView>().slots();
    const auto* info = static_cast<const api::BootInfo*>(
        arch::Machine::pointer(slots[api::initial_capability::boot_info_frame].as<FrameView>().physical()));
    EXPECT_EQ(info->shared_frames.size(), (archive.size() + 0xfff) / 0x1000);
    for (Word cap = info->shared_frames.start; cap < info->shared_frames.end; cap++) {
        EXPECT_EQ(slots[cap].as<FrameView>().rights(), RightSet{FrameRight::read});
    }
    EXPECT_EQ(info->extra_length, 2 * sizeof(api::BootInfoHeader) + sizeof(api::BootArchiveLocation) +
                                      sizeof(api::BuildInformation));
}

/// A kernel of its own, and what its root task was told.
struct Start {
    std::unique_ptr<Kernel> kernel = std::make_unique<Kernel>();
    boot::MachineDescription machine = [] {
        arch::fake_machine().reset();
        return describe_machine(smallest_archive());
    }();

    Result<void, const char*> run() { return boot::start(*kernel, machine); }
    const Slot* slots() {
        Thread* root = nullptr;
        kernel->processors[0].ready.for_each([&](Thread& thread) { root = &thread; });
        return root->slot(ThreadSlot::capability_space).as<CNodeView>().slots();
    }
    const api::BootInfo& info() {
        return *static_cast<const api::BootInfo*>(arch::Machine::pointer(
            slots()[api::initial_capability::boot_info_frame].as<FrameView>().physical()));
    }
};

/// Whatever is missing, it is said: room for the root CNode is there, and more and more pages beside it.
TEST(Boot, EveryShortageGetsASentence) {
    constexpr Word page = 0x1000;
    constexpr PhysicalAddress cnode = FakeMachine::ram_start + 0x80'0000;
    constexpr PhysicalAddress pages = FakeMachine::ram_start + 0xc0'0000;
    std::set<std::string> sentences;
    Word needed = 0;
    for (; needed < 50; needed++) {
        Start start;
        start.machine.memory = {};
        start.machine.memory.add({FakeMachine::ram_start, start.machine.boot_archive.end.up_to(12)});
        start.machine.memory.add({cnode, cnode + (sizeof(Slot) << api::root_cnode_slots_bits)});
        start.machine.memory.add({pages, pages + needed * page});
        const auto started = start.run();
        if (started) {
            break;
        }
        sentences.insert(started.reason());
    }
    EXPECT_GT(needed, 5U);
    EXPECT_LT(needed, 50U);
    EXPECT_EQ(sentences.size(), 2U);
}

TEST(Boot, TheDeviceTreeIsHandedOn) {
    Start start;
    const PhysicalAddress place = FakeMachine::ram_start + 0x20'0000;
    constexpr std::string_view tree = "a tree";
    std::memcpy(arch::Machine::pointer(place), tree.data(), tree.size());
    start.machine.device_tree = {place, place + 8};
    ASSERT_TRUE(start.run());
    const api::BootInfo& info = start.info();
    const auto* page = static_cast<const std::byte*>(
        arch::Machine::pointer(start.slots()[info.extra_boot_info_pages.start].as<FrameView>().physical()));
    api::BootInfoHeader header{};
    std::memcpy(&header, page, sizeof(header));
    EXPECT_EQ(header.id, static_cast<Word>(api::BootInfoId::device_tree));
    EXPECT_EQ(header.length, sizeof(header) + 8);
    EXPECT_EQ(std::memcmp(page + sizeof(header), tree.data(), tree.size()), 0);
}

TEST(Boot, TheScreenIsToldWithItsLayoutAndIsNoMemory) {
    Start start;
    start.machine.screen = boot::Screen{
        .memory = {0x3c10'0000}, .pitch = 1280, .width = 640, .height = 480, .bits_per_pixel = 16};
    ASSERT_TRUE(start.run());
    const api::BootInfo& info = start.info();
    const auto* page = static_cast<const std::byte*>(
        arch::Machine::pointer(start.slots()[info.extra_boot_info_pages.start].as<FrameView>().physical()));
    api::BootInfoHeader header{};
    std::memcpy(&header, page, sizeof(header));
    EXPECT_EQ(header.id, static_cast<Word>(api::BootInfoId::frame_buffer));
    EXPECT_EQ(header.length, sizeof(header) + sizeof(api::FrameBuffer));
    api::FrameBuffer screen{};
    std::memcpy(&screen, page + sizeof(header), sizeof(screen));
    EXPECT_EQ(screen.physical_address, 0x3c10'0000U);
    EXPECT_EQ(screen.pitch, 1280U);
    EXPECT_EQ(screen.width, 640U);
    EXPECT_EQ(screen.height, 480U);
    EXPECT_EQ(screen.bits_per_pixel, 16U);
    EXPECT_EQ(screen.type, api::FrameBuffer::direct_colour);
    std::memcpy(&header, page + header.length, sizeof(header));
    EXPECT_EQ(header.id, static_cast<Word>(api::BootInfoId::build));
}

TEST(Boot, TheRootTaskHearsThatRefusalsAreExplained) {
    for (const bool explains : {false, true}) {
        Start start;
        start.machine.explains = explains;
        ASSERT_TRUE(start.run());
        const api::BootInfo& info = start.info();
        const auto* page = static_cast<const std::byte*>(arch::Machine::pointer(
            start.slots()[info.extra_boot_info_pages.start].as<FrameView>().physical()));
        api::BuildInformation build{};
        std::memcpy(&build, page + sizeof(api::BootInfoHeader), sizeof(build));
        EXPECT_EQ((build.configuration & api::configuration::explains) != 0, explains);
    }
}

TEST(Boot, MoreMemoryThanTheListHoldsIsLeftOut) {
    Start start;
    // Holes break device memory into more pieces than the root task can be told of.
    for (Word hole = 0; hole < 9; hole++) {
        start.machine.reserved.add({{0x4001'0010 + hole * 0x1234'5670}, {0x4001'0020 + hole * 0x1234'5670}});
    }
    ASSERT_TRUE(start.run());
    EXPECT_LE(start.info().untyped.size(), api::maximum_boot_untypeds);
    EXPECT_EQ(start.info().untyped.size(), api::maximum_boot_untypeds);
}

} // namespace
} // namespace nacre::test
