// SPDX-License-Identifier: MIT
// Untyped_Retype: sizes, watermark, reset, device memory and every refusal.
#include "root_cnode.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace nacre::test {
namespace {

using namespace kernel;
using api::untyped::Retype;
using Type = api::ObjectType;
using PageType = api::architecture::ObjectType;

constexpr Word number(Type type) { return static_cast<Word>(type); }
constexpr Word number(PageType type) { return static_cast<Word>(type); }

Received retype(World& world, Cap untyped, Word type, Word size_bits = 0, Word count = 1) {
    const Cap first = world.free_slot();
    for (Word more = 1; more < count; more++) {
        world.free_slot();
    }
    return world.invoke(untyped, Retype{type, size_bits, {node}, 0, 0, first, count});
}

TEST(Retype, ObjectsHaveTheInterfacesSizes) {
    World world;
    struct Expected {
        Word type, size_bits;
        unsigned bits;
    };
    const Expected all[] = {
        {number(Type::untyped), 6, 6},
        {number(Type::thread), 0, api::thread_bits},
        {number(Type::endpoint), 0, 4},
        {number(Type::notification), 0, api::notification_bits},
        {number(Type::cnode), 3, 3 + api::slot_bits},
        {number(Type::scheduling_context), 8, 8},
        {number(Type::reply), 0, api::reply_bits},
        {number(PageType::small_frame), 0, 12},
        {number(PageType::page_table), 0, 12},
        {number(PageType::vspace), 0, 12},
    };
    for (const Expected& expected : all) {
        const Cap memory = world.make_untyped(13);
        world.make_from(memory, expected.type, expected.size_bits);
        EXPECT_EQ(world.slot(memory).as<UntypedView>().watermark(), power_of_two(expected.bits))
            << expected.type;
    }
}

TEST(Retype, FillsExactlyAndNoFurther) {
    World world;
    const Cap memory = world.make_untyped(10);
    EXPECT_EQ(retype(world, memory, number(Type::endpoint), 0, 60).error(), Error::no_error);
    const Received refused = retype(world, memory, number(Type::endpoint), 0, 5);
    EXPECT_EQ(refused.error(), Error::not_enough_memory);
    EXPECT_EQ(refused.words, std::vector<Word>{64});
    EXPECT_EQ(retype(world, memory, number(Type::endpoint), 0, 4).error(), Error::no_error);
    EXPECT_EQ(retype(world, memory, number(Type::endpoint)).words, std::vector<Word>{0});
}

TEST(Retype, AlignsEachObject) {
    World world;
    const Cap memory = world.make_untyped(13);
    world.make_from(memory, number(Type::endpoint));
    const Cap frame = world.make_from(memory, number(PageType::small_frame));
    EXPECT_TRUE(world.slot(frame).as<FrameView>().physical().aligned(12));
    EXPECT_EQ(world.slot(memory).as<UntypedView>().free_bytes(), 0U);
    EXPECT_EQ(retype(world, memory, number(Type::endpoint)).error(), Error::not_enough_memory);
}

TEST(Retype, NewObjectsAreZero) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap frame = world.make_from(memory, number(PageType::small_frame));
    auto* bytes =
        static_cast<std::byte*>(arch::Machine::pointer(world.slot(frame).as<FrameView>().physical()));
    EXPECT_TRUE(std::all_of(bytes, bytes + 4096, [](std::byte byte) { return byte == std::byte{0}; }));
    std::fill(bytes, bytes + 4096, std::byte{0x77});
    world.revoke(memory);
    world.make_from(memory, number(PageType::small_frame));
    EXPECT_TRUE(std::all_of(bytes, bytes + 4096, [](std::byte byte) { return byte == std::byte{0}; }));
}

TEST(Retype, WithoutChildrenItStartsOver) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap first = world.make_from(memory, number(Type::untyped), 11);
    const Cap second = world.make_from(memory, number(Type::untyped), 11);
    world.remove(first);
    // One child is enough to keep what the others took.
    EXPECT_EQ(retype(world, memory, number(Type::untyped), 11).error(), Error::not_enough_memory);
    world.remove(second);
    EXPECT_EQ(retype(world, memory, number(Type::untyped), 12).error(), Error::no_error);
}

TEST(Retype, SizesAreChecked) {
    World world;
    const Cap memory = world.make_untyped(12);
    EXPECT_EQ(retype(world, memory, api::architecture::object_type_count).error(), Error::invalid_argument);
    EXPECT_EQ(retype(world, memory, number(Type::untyped), api::minimum_untyped_bits - 1).error(),
              Error::invalid_argument);
    EXPECT_EQ(retype(world, memory, number(Type::cnode), 0).error(), Error::invalid_argument);
    EXPECT_EQ(
        retype(world, memory, number(Type::scheduling_context), api::minimum_scheduling_context_bits - 1)
            .error(),
        Error::invalid_argument);
    const Received large = retype(world, memory, number(Type::untyped), api::maximum_untyped_bits + 1);
    EXPECT_EQ(large.error(), Error::range_error);
    EXPECT_EQ(large.words, (std::vector<Word>{0, api::maximum_untyped_bits}));
    EXPECT_EQ(retype(world, memory, number(Type::untyped), word_bits).error(), Error::range_error);
    EXPECT_EQ(retype(world, memory, number(Type::untyped), 13).error(), Error::not_enough_memory);
}

TEST(Retype, TheWindowOfSlotsIsChecked) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap inner = world.make_cnode(2);
    const auto attempt = [&](Word offset, Word count) {
        return world.invoke(memory, Retype{number(Type::endpoint), 0, {inner}, 0, 0, offset, count});
    };
    EXPECT_EQ(attempt(4, 1).words, (std::vector<Word>{0, 3}));
    EXPECT_EQ(attempt(0, 0).words, (std::vector<Word>{1, 256}));
    EXPECT_EQ(attempt(0, 257).error(), Error::range_error);
    EXPECT_EQ(attempt(2, 3).words, (std::vector<Word>{1, 2}));
    EXPECT_EQ(attempt(1, 2).error(), Error::no_error);
    EXPECT_EQ(attempt(0, 2).error(), Error::delete_first);
    EXPECT_EQ(attempt(~Word{0}, 2).error(), Error::range_error);
}

TEST(Retype, TheDestinationIsLookedUp) {
    World world;
    const Cap memory = world.make_untyped(12);
    const Cap inner = world.make_cnode(2);
    world.must(memory, Retype{number(Type::endpoint), 0, {node}, inner, word_bits, 3, 1});
    EXPECT_TRUE(world.slot(inner).as<CNodeView>().slots()[3].is<EndpointView>());
    EXPECT_EQ(
        world.invoke(memory, Retype{number(Type::endpoint), 0, {node}, memory, word_bits, 3, 1}).error(),
        Error::failed_lookup);
    EXPECT_EQ(world.invoke(memory, Retype{number(Type::endpoint), 0, {memory}, 0, 0, 3, 1}).error(),
              Error::failed_lookup);
}

TEST(Retype, DeviceMemoryMakesFramesAndUntypedOnly) {
    World world;
    const Cap device = world.device_untyped_cap(14);
    for (const Word type : {number(Type::endpoint), number(Type::thread), number(PageType::page_table)}) {
        EXPECT_EQ(retype(world, device, type).error(), Error::invalid_argument) << type;
    }
    const Cap part = world.make_from(device, number(Type::untyped), 13);
    EXPECT_TRUE(world.slot(part).as<UntypedView>().is_device());
    const Cap frame = world.make_from(part, number(PageType::small_frame));
    EXPECT_TRUE(world.slot(frame).as<FrameView>().is_device());
    // It is never an IPC buffer.
    Actor thread = world.make_thread();
    EXPECT_EQ(
        world.invoke(thread.thread_cap, api::thread::SetIpcBuffer{World::buffer_address, {frame}}).error(),
        Error::illegal_operation);
}

TEST(Retype, ResettingLargeMemoryStopsForInterrupts) {
    World world;
    const Cap memory = world.make_untyped(20);
    world.make_from(memory, number(Type::untyped), 20);
    world.revoke(memory);
    arch::fake_machine().lines[45].masked = false;
    arch::fake_machine().raised_later = 45;
    arch::fake_machine().looks_until_interrupt = 2;
    const unsigned before = world.restarts;
    world.make_from(memory, number(Type::untyped), 19);
    EXPECT_EQ(world.restarts, before + 1);
}

} // namespace
} // namespace nacre::test
