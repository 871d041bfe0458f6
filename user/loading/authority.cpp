// SPDX-License-Identifier: MIT
// Making objects and moving capabilities: the kernel's methods with this program's own spaces filled in.
#include "authority.hpp"

#include <runtime/invoke.hpp>

namespace nacre::user {

namespace {

/// The own capability space resolves all bits of an address.
constexpr std::uint8_t whole_word = word_bits;

} // namespace

bool Authority::make(Word untyped, Word type, unsigned size_bits, Word slot, Word count) const {
    return invoke({untyped}, api::untyped::Retype{.type = type,
                                                  .size_bits = size_bits,
                                                  .root = cnode,
                                                  .node_index = 0,
                                                  .node_depth = 0,
                                                  .node_offset = slot,
                                                  .object_count = count})
        .good();
}

bool Authority::give(Capability destination, unsigned cnode_bits, Word slot, Word own,
                     api::CapabilityRights rights) const {
    return invoke(destination, api::cnode::Copy{.destination_index = slot,
                                                .destination_depth = static_cast<std::uint8_t>(cnode_bits),
                                                .source_root = cnode,
                                                .source_index = own,
                                                .source_depth = whole_word,
                                                .rights = rights})
        .good();
}

bool Authority::give_badged(Capability destination, unsigned cnode_bits, Word slot, Word own,
                            api::CapabilityRights rights, Word badge) const {
    return invoke(destination, api::cnode::Mint{.destination_index = slot,
                                                .destination_depth = static_cast<std::uint8_t>(cnode_bits),
                                                .source_root = cnode,
                                                .source_index = own,
                                                .source_depth = whole_word,
                                                .rights = rights,
                                                .badge = badge})
        .good();
}

bool Authority::hand_over(Capability destination, unsigned cnode_bits, Word slot, Word own) const {
    return invoke(destination, api::cnode::Move{.destination_index = slot,
                                                .destination_depth = static_cast<std::uint8_t>(cnode_bits),
                                                .source_root = cnode,
                                                .source_index = own,
                                                .source_depth = whole_word})
        .good();
}

bool Authority::copy(Word slot, Word own) const {
    return give(cnode, whole_word, slot, own, api::CapabilityRights::all());
}

bool Authority::badge(Word slot, Word own, api::CapabilityRights rights, Word badge) const {
    return give_badged(cnode, whole_word, slot, own, rights, badge);
}

// An empty slot is deleted and revoked with success: neither can fail for a slot of the own capability space.
void Authority::remove(Word slot) const {
    const auto done = invoke(cnode, api::cnode::Delete{.index = slot, .depth = whole_word});
    NACRE_ASSERT(done.good());
}

void Authority::revoke(Word slot) const {
    const auto done = invoke(cnode, api::cnode::Revoke{.index = slot, .depth = whole_word});
    NACRE_ASSERT(done.good());
}

} // namespace nacre::user
