// SPDX-License-Identifier: MIT
// Ten thousand copies, a derivation tree of every depth, and CNodes full of CNodes, all of them revoked or
// deleted.
#include "groups.hpp"

#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

constexpr Word copies = crowd_size;
constexpr unsigned nest_bits = 1;

/// Every other one is a copy of a copy, the others have badges of their own.
void revoke_copies(Scene& scene) {
    const Capability memory = scene.memory(12);
    const Word first = scene.take(copies + 1);
    scene.make(memory, api::ObjectType::endpoint, 0, first);
    for (Word i = 1; i <= copies; ++i) {
        if (i % 2 == 0) {
            scene.copy(first + i, first + i - 1);
        } else {
            scene.badge(first + i, first, i);
        }
    }
    {
        const Measured<Case::revoke_copies> measured{"Revoke an endpoint's copies and badges", copies};
        scene.revoke(first);
    }
    scene.revoke(memory.address);
    scene.give_back(copies + 1);
}

/// Untyped memory halved down to 2^4 bytes, all the way along one edge, with all halves of the upper levels.
void revoke_tree(Scene& scene) {
    constexpr unsigned whole_bits = 20;
    constexpr unsigned full_levels = 11;
    constexpr Word capabilities = 2 * (power_of_two(full_levels + 1) - 1) + 2 * (whole_bits - full_levels);
    const Capability memory = scene.memory(whole_bits + 1);
    const Word first = scene.take(capabilities);
    Word next = first;
    Word level = next;
    scene.make(memory, api::ObjectType::untyped, whole_bits, level, 2);
    next += 2;
    for (unsigned bits = whole_bits - 1; bits >= api::minimum_untyped_bits; --bits) {
        const bool is_full = whole_bits - bits <= full_levels;
        const Word end = is_full ? next : level + 1;
        const Word below = next;
        for (Word whole = level; whole < end; ++whole) {
            scene.make({whole}, api::ObjectType::untyped, bits, next, 2);
            next += 2;
        }
        level = below;
    }
    const Measured<Case::revoke_tree> measured{"Revoke a tree of untyped memory, 17 deep", next - first};
    scene.revoke(memory.address);
    scene.give_back(capabilities);
}

/// Each CNode holds the last capability to the next; gives the slot of the outermost.
Word nest(Scene& scene, Capability memory, Word first, Word count) {
    scene.make(memory, api::ObjectType::cnode, nest_bits, first, count);
    for (Word i = count - 1; i > 0; --i) {
        scene.move_into(first + i - 1, nest_bits, i % 2, first + i);
    }
    return first;
}

void delete_nests(Scene& scene) {
    const unsigned memory_bits = log2_ceiling(copies) + nest_bits + api::slot_bits;
    const Capability memory = scene.memory(memory_bits);
    const Word first = scene.take(copies);
    const Word outermost = nest(scene, memory, first, copies);
    {
        const Measured<Case::delete_nests> measured{"Delete CNodes inside one another", copies};
        scene.remove(outermost);
    }
    nest(scene, memory, first, copies);
    const Measured<Case::revoke_nests> measured{"Revoke CNodes inside one another", copies};
    scene.revoke(memory.address);
    scene.give_back(copies);
}

/// A CNode full of the last capabilities of small objects.
void delete_wide_cnode(Scene& scene) {
    constexpr unsigned bits = 13;
    const Capability node_memory = scene.memory(bits + api::slot_bits);
    const Capability memory = scene.memory(bits + api::notification_bits);
    const Word node = scene.take();
    const Word first = scene.take(copies);
    scene.make(node_memory, api::ObjectType::cnode, bits, node);
    scene.make(memory, api::ObjectType::notification, 0, first, power_of_two(bits));
    for (Word i = 0; i < power_of_two(bits); ++i) {
        scene.move_into(node, bits, i, first + i);
    }
    const Measured<Case::delete_wide_cnode> measured{"Delete a CNode full of objects", power_of_two(bits)};
    scene.remove(node);
    scene.give_back(copies + 1);
}

} // namespace

void worst_of_capabilities(Scene& scene) {
    revoke_copies(scene);
    revoke_tree(scene);
    delete_nests(scene);
    delete_wide_cnode(scene);
}

} // namespace nacre::bench
