// SPDX-License-Identifier: MIT
// Boot: the root task's world, and sentences for what is wrong with an archive.
#include <api/version.hpp>
#include <core/boot/start.hpp>
#include <core/memory/page_table.hpp>
#include <gtest/gtest.h>
#include <support/boot_machine.hpp>
#include <support/world.hpp>

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

} // namespace
} // namespace nacre::test
