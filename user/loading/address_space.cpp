// SPDX-License-Identifier: MIT
// Mapping: tries, and where the kernel misses a page table adds one and tries again.
#include "address_space.hpp"

#include <runtime/invoke.hpp>
#include <runtime/page_table.hpp>

namespace nacre::user {

namespace {

using Attributes = api::architecture::MappingAttributes;
using Rights = api::CapabilityRights;

api::frame::Map mapping(Capability vspace, Word address, PageUse use) {
    switch (use) {
    case PageUse::read_only: return {vspace, address, Rights::read(), Attributes::normal_data()};
    case PageUse::read_write: return {vspace, address, Rights::read_write(), Attributes::normal_data()};
    case PageUse::execute: return {vspace, address, Rights::read(), Attributes::normal()};
    case PageUse::device: return {vspace, address, Rights::read_write(), Attributes::device()};
    }
    return {};
}

} // namespace

Outcome AddressSpace::map(Word frame, Word address, PageUse use) const {
    for (unsigned tables = 0; tables <= api::architecture::page_table_levels; ++tables) {
        const auto refusal = map_frame({frame}, mapping(vspace_, address, use));
        if (!refusal) {
            return {};
        }
        if (refusal->error != api::Error::failed_lookup) {
            return failure(Trouble{"the kernel refused to map a page"});
        }
        NACRE_CHECK(add_table(address, refusal->missing_level));
    }
    return failure(Trouble{"the kernel wants more page tables than there are levels"});
}

Outcome AddressSpace::add_table(Word address, unsigned level) const {
    const auto slot = slots_->take();
    if (!slot || !authority_->make(untyped_, static_cast<Word>(table_type(level)), 0, *slot)) {
        return failure(Trouble{"there is no memory for a page table"});
    }
    if (!map_table({*slot}, level, vspace_, address).good()) {
        return failure(Trouble{"the kernel refused to map a page table"});
    }
    return {};
}

void AddressSpace::unmap(Word frame) {
    const auto done = invoke({frame}, api::frame::Unmap{});
    NACRE_ASSERT(done.good());
}

} // namespace nacre::user
