// SPDX-License-Identifier: MIT
// The words that hold several things at once.
#include <api/boot_info.hpp>
#include <api/cnode_data.hpp>
#include <api/fault.hpp>
#include <api/message.hpp>
#include <api/object_size.hpp>
#include <api/rights.hpp>
#include <api/type_kind.hpp>

#include <gtest/gtest.h>

namespace nacre::api {
namespace {

TEST(MessageInfo, KeepsItsFieldsApart) {
    const auto info = MessageInfo::make(0x12345, 5, 2, 120);
    EXPECT_EQ(info.label(), 0x12345U);
    EXPECT_EQ(info.capabilities_unwrapped(), 5U);
    EXPECT_EQ(info.extra_capabilities(), 2U);
    EXPECT_EQ(info.length(), 120U);
    EXPECT_EQ(info.bits, (Word{0x12345} << 12) | (5U << 9) | (2U << 7) | 120U);
}

TEST(MessageInfo, AProgramCanClaimMoreWordsThanAMessageHolds) {
    // The kernel has to clamp it: the field is wider than the limit.
    EXPECT_GT(MessageInfo{~Word{0}}.length(), message_maximum_length);
}

TEST(CNodeData, PacksGuardAndItsSize) {
    const auto data = CNodeData::make(0x15, 18);
    EXPECT_EQ(data.guard(), 0x15U);
    EXPECT_EQ(data.guard_size(), 18U);
    EXPECT_EQ(data.bits, word_bits == 64 ? Word{0x15 << 6 | 18} : Word{0x15 << 8 | 18 << 3});
}

TEST(CNodeData, ARootResolvesWholeWords) {
    EXPECT_EQ(CNodeData::root(13).guard_size(), word_bits - 13);
    EXPECT_EQ(CNodeData::root(13).guard(), 0U);
}

TEST(CapabilityRights, AreSingleBits) {
    EXPECT_EQ(CapabilityRights::write().bits, 1U);
    EXPECT_EQ(CapabilityRights::read().bits, 2U);
    EXPECT_EQ(CapabilityRights::grant().bits, 4U);
    EXPECT_EQ(CapabilityRights::grant_reply().bits, 8U);
    EXPECT_TRUE(CapabilityRights::all().can_grant_reply());
    EXPECT_FALSE(CapabilityRights::read_write().can_grant());
}

TEST(ObjectSize, VariableSizesComeFromTheCaller) {
    EXPECT_EQ(object_size_bits(static_cast<Word>(ObjectType::untyped), 20), 20U);
    EXPECT_EQ(object_size_bits(static_cast<Word>(ObjectType::cnode), 4), 4U + slot_bits);
    EXPECT_EQ(object_size_bits(static_cast<Word>(ObjectType::endpoint), 99), endpoint_bits);
}

TEST(ObjectSize, UnknownTypesHaveNone) {
    EXPECT_EQ(object_size_bits(architecture::object_type_count, 12), std::nullopt);
    EXPECT_EQ(object_size_bits(~Word{0}, 12), std::nullopt);
}

TEST(ObjectKind, EveryTypeWithASizeHasAKind) {
    for (Word type = 0; type < architecture::object_type_count + 3; ++type) {
        EXPECT_EQ(object_size_bits(type, 12).has_value(), object_kind(type) != ObjectKind::null) << type;
    }
    EXPECT_EQ(object_kind(static_cast<Word>(architecture::ObjectType::vspace)), ObjectKind::address_space);
    EXPECT_EQ(object_kind(~Word{0}), ObjectKind::null);
}

TEST(ObjectSize, TheSmallestSchedulingContextIsExact) {
    EXPECT_EQ(maximum_extra_refills(minimum_scheduling_context_bits), word_bits == 64 ? 0U : 2U);
    EXPECT_EQ(maximum_extra_refills(8), (256 - core_scheduling_context_bytes) / 16);
}

TEST(Faults, ACapabilityFaultIsAsLongAsItsFailure) {
    EXPECT_EQ(CapabilityFaultMessage::length(LookupFailure::invalid_root), 4U);
    EXPECT_EQ(CapabilityFaultMessage::length(LookupFailure::missing_capability), 5U);
    EXPECT_EQ(CapabilityFaultMessage::length(LookupFailure::depth_mismatch), 6U);
    EXPECT_EQ(CapabilityFaultMessage::length(LookupFailure::guard_mismatch), 7U);
}

TEST(Errors, HaveNamesAlsoWhenTheyAreNone) {
    EXPECT_STREQ(name_of(Error::not_enough_memory), "not_enough_memory");
    EXPECT_STREQ(name_of(static_cast<Error>(11)), "unknown error");
}

} // namespace
} // namespace nacre::api
