// SPDX-License-Identifier: MIT
// The packed words of capabilities: every field keeps its value beside all others, at both widths.
#include <core/capability/slot.hpp>
#include <gtest/gtest.h>
#include <support/world.hpp>

namespace nacre::test {
namespace {

using namespace kernel;

/// An address with as many bits set as an object's may have.
constexpr Word busy_address =
    word_bits == 64 ? static_cast<Word>(0x0000'7fff'ffff'fff0ULL) : Word{0xffff'fff0};

Word highest(Word bits) { return low_mask(static_cast<unsigned>(bits)); }

TEST(Capability, NullIsAllZero) {
    EXPECT_TRUE(Capability{}.is_null());
    EXPECT_EQ(Capability{}, Capability::make(Kind::null, 0));
}

TEST(Capability, KeepsKindAndAddress) {
    for (unsigned number = 0; number < kind_count; number++) {
        const auto kind = static_cast<Kind>(number);
        const bool has_object = number != 0 && number < first_long_kind;
        const Word address = has_object ? busy_address : 0;
        const Capability capability = Capability::make(kind, address);
        EXPECT_EQ(capability.kind(), kind) << number;
        EXPECT_EQ(capability.address(), address) << number;
    }
}

TEST(Capability, KeepsAddressesOfTheKernelsHalf) {
    if constexpr (word_bits == 64) {
        const auto address = static_cast<Word>(0xffff'8000'1234'5670ULL);
        EXPECT_EQ(Capability::make(Kind::thread, address).address(), address);
    }
}

TEST(Capability, UntypedKeepsAllItsFields) {
    const Capability whole = UntypedView::make({0x1000'0000}, api::maximum_untyped_bits, true);
    const Capability used = UntypedView::with_watermark(whole, power_of_two(api::maximum_untyped_bits) - 16);
    const UntypedView view{used};
    EXPECT_EQ(view.start().value, 0x1000'0000U);
    EXPECT_EQ(view.size_bits(), api::maximum_untyped_bits);
    EXPECT_TRUE(view.is_device());
    EXPECT_EQ(view.watermark(), power_of_two(api::maximum_untyped_bits) - 16);
    EXPECT_EQ(view.free_bytes(), 16U);
    EXPECT_EQ(used.kind(), Kind::untyped);
    // The watermark of exhausted memory is the whole size.
    EXPECT_EQ(
        UntypedView{UntypedView::with_watermark(whole, power_of_two(api::maximum_untyped_bits))}.free_bytes(),
        0U);
}

TEST(Capability, EndpointKeepsBadgeAndRights) {
    const Word badge = highest(api::endpoint_badge_bits);
    const Capability capability = Capability::make(Kind::endpoint, busy_address)
                                      .with<EndpointView::Badge>(badge)
                                      .with<EndpointView::RightBits>(5);
    const EndpointView view{capability};
    EXPECT_EQ(view.badge(), badge);
    EXPECT_TRUE(view.rights().has(EndpointRight::send));
    EXPECT_FALSE(view.rights().has(EndpointRight::receive));
    EXPECT_TRUE(view.rights().has(EndpointRight::grant));
    EXPECT_FALSE(view.rights().has(EndpointRight::grant_reply));
    EXPECT_EQ(capability.address(), busy_address);
    EXPECT_EQ(capability.kind(), Kind::endpoint);
}

TEST(Capability, NotificationKeepsBadgeAndRights) {
    const Word badge = highest(api::notification_badge_bits);
    const Capability capability = Capability::make(Kind::notification, busy_address)
                                      .with<NotificationView::Badge>(badge)
                                      .with<NotificationView::RightBits>(2);
    EXPECT_EQ(NotificationView{capability}.badge(), badge);
    EXPECT_EQ(NotificationView{capability}.rights(), RightSet{NotificationRight::wait});
    EXPECT_EQ(capability.address(), busy_address);
}

TEST(Capability, CNodeKeepsGuardAndRadix) {
    const Capability capability = CNodeView::with_guard(
        Capability::make(Kind::cnode, busy_address).with<CNodeView::Radix>(13), highest(17), word_bits - 13);
    const CNodeView view{capability};
    EXPECT_EQ(view.radix(), 13U);
    EXPECT_EQ(view.guard_size(), word_bits - 13);
    EXPECT_EQ(view.guard(), highest(17));
    EXPECT_EQ(capability.address(), busy_address);
    EXPECT_EQ(capability.kind(), Kind::cnode);
}

TEST(Capability, ZombieKeepsWhatRemains) {
    const Capability capability = ZombieView::with_remaining(
        Capability::make(Kind::zombie, busy_address).with<ZombieView::Radix>(20), power_of_two(20));
    const ZombieView view{capability};
    EXPECT_FALSE(view.is_thread());
    EXPECT_EQ(view.radix(), 20U);
    EXPECT_EQ(view.remaining(), power_of_two(20));
    EXPECT_EQ(view.address(), busy_address);
}

TEST(Capability, FrameKeepsMappingSizeAndRights) {
    const PhysicalAddress start{0xefff'f000};
    const VirtualAddress at{arch::Machine::user_top.value - 0x1000};
    const Asid asid = highest(arch::PageTableFormat::asid_bits);
    const Capability capability =
        FrameView::mapped(FrameView::make(start, 12, true).with<FrameView::RightBits>(2), asid, at);
    const FrameView view{capability};
    EXPECT_EQ(view.physical(), start);
    EXPECT_EQ(view.size_bits(), 12U);
    EXPECT_TRUE(view.is_device());
    EXPECT_TRUE(view.is_mapped());
    EXPECT_EQ(view.mapped_asid(), asid);
    EXPECT_EQ(view.mapped_at(), at);
    EXPECT_EQ(view.rights(), RightSet{FrameRight::read});
    EXPECT_FALSE(FrameView{FrameView::unmapped(capability)}.is_mapped());
    EXPECT_EQ(FrameView{FrameView::unmapped(capability)}.physical(), start);
}

TEST(Capability, SlotAsksKindBeforeRights) {
    Slot slot;
    EXPECT_EQ(slot.require<EndpointView>(EndpointRight::send).reason(), Error::invalid_capability);
    slot.capability = Capability::make(Kind::endpoint, busy_address).with<EndpointView::RightBits>(2);
    EXPECT_EQ(slot.require<EndpointView>(EndpointRight::send).reason(), Error::illegal_operation);
    EXPECT_TRUE(slot.require<EndpointView>(EndpointRight::receive));
    EXPECT_EQ(slot.require<NotificationView>().reason(), Error::invalid_capability);
}

TEST(Capability, SlotKeepsFlagsBesideLinks) {
    Slot slots[2];
    slots[0].set_flags(true, false);
    slots[0].set_next(&slots[1]);
    EXPECT_EQ(slots[0].next(), &slots[1]);
    EXPECT_TRUE(slots[0].revocable());
    EXPECT_FALSE(slots[0].first_badged());
    slots[0].set_flags(false, true);
    EXPECT_EQ(slots[0].next(), &slots[1]);
    EXPECT_FALSE(slots[0].revocable());
    EXPECT_TRUE(slots[0].first_badged());
}

} // namespace
} // namespace nacre::test
