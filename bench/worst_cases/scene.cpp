// SPDX-License-Identifier: MIT
// Making the room for the worst cases.
#include "scene.hpp"

#include <runtime/invoke.hpp>

#include <algorithm>

namespace nacre::bench {

namespace {

/// The root above both CNodes: slot 0 leads to the old one, slot 1 to the store.
constexpr unsigned root_bits = 4;
constexpr unsigned old_bits = 13;
constexpr unsigned store_memory_bits = Scene::store_bits + api::slot_bits;
constexpr Word most_at_once = 256;

unsigned largest_block(const api::BootInfo& boot_info) {
    unsigned bits = 0;
    for (Word i = 0; i < boot_info.untyped.size(); ++i) {
        const auto& untyped = boot_info.untyped_list[i];
        bits = std::max<unsigned>(bits, untyped.is_device != 0 ? 0 : untyped.size_bits);
    }
    return bits;
}

} // namespace

Scene::Scene(const api::BootInfo& boot_info)
    : world_{boot_info, largest_block(boot_info)}, largest_bits_{largest_block(boot_info)} {
    largest_ = world_.largest();
    make_store();
}

void Scene::make_store() {
    const user::Authority& authority = world_.authority();
    const Capability untyped = memory(store_memory_bits + 1);
    store_ = world_.slot();
    const Capability plain_root = world_.slot();
    root_ = world_.slot();
    require(authority.make(untyped.address, api::ObjectType::cnode, store_bits, store_.address) &&
                authority.make(untyped.address, api::ObjectType::cnode, root_bits, plain_root.address),
            "making the store");
    const auto mint = [&](Capability into, std::uint8_t depth, Word index, Capability from, Word guard_size) {
        const api::cnode::Mint method{.destination_index = index,
                                      .destination_depth = depth,
                                      .source_root = authority.cnode,
                                      .source_index = from.address,
                                      .source_depth = whole_word,
                                      .rights = api::CapabilityRights::all(),
                                      .badge = api::CNodeData::make(0, guard_size).bits};
        require(user::invoke(into, method).good(), "joining the CNodes");
    };
    mint(plain_root, root_bits, 0, authority.cnode, store_bits - old_bits);
    mint(plain_root, root_bits, 1, store_, 0);
    mint(authority.cnode, whole_word, root_.address, plain_root, word_bits - root_bits - store_bits);
    require(user::invoke(authority.thread, api::thread::SetSpace{.fault_endpoint = {},
                                                                 .cspace_root = root_,
                                                                 .cspace_root_data = 0,
                                                                 .vspace_root = authority.vspace,
                                                                 .vspace_root_data = 0})
                .good(),
            "changing to the larger capability space");
}

Word Scene::take(Word count) {
    require(next_ + count <= 2 * store_base, "finding slots in the store");
    next_ += count;
    return next_ - count;
}

void Scene::make(Capability memory, Word type, unsigned size_bits, Word slot, Word count) const {
    for (Word done = 0; done < count; done += most_at_once) {
        const api::untyped::Retype method{.type = type,
                                          .size_bits = size_bits,
                                          .root = store_,
                                          .node_index = 0,
                                          .node_depth = 0,
                                          .node_offset = slot - store_base + done,
                                          .object_count = std::min(most_at_once, count - done)};
        require(user::invoke(memory, method).good(), "making objects");
    }
}

void Scene::copy(Word slot, Word original) const {
    const api::cnode::Copy method{slot,     whole_word, root_,
                                  original, whole_word, api::CapabilityRights::all()};
    require(user::invoke(root_, method).good(), "copying a capability");
}

void Scene::badge(Word slot, Word original, Word badge) const {
    const api::cnode::Mint method{slot, whole_word, root_, original, whole_word, api::CapabilityRights::all(),
                                  badge};
    require(user::invoke(root_, method).good(), "minting a capability");
}

void Scene::move(Word slot, Word original) const {
    require(user::invoke(root_, api::cnode::Move{slot, whole_word, root_, original, whole_word}).good(),
            "moving a capability");
}

void Scene::move_into(Word cnode, unsigned cnode_bits, Word index, Word original) const {
    const api::cnode::Move method{index, static_cast<std::uint8_t>(cnode_bits), root_, original, whole_word};
    require(user::invoke(Capability{cnode}, method).good(), "moving a capability into a CNode");
}

void Scene::remove(Word slot) const {
    require(user::invoke(root_, api::cnode::Delete{slot, whole_word}).good(), "deleting a capability");
}

void Scene::revoke(Word slot) const {
    require(user::invoke(root_, api::cnode::Revoke{slot, whole_word}).good(), "revoking a capability");
}

} // namespace nacre::bench
