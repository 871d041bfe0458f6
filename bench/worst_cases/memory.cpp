// SPDX-License-Identifier: MIT
// Clearing the largest block of memory, and making as many objects as one call makes, of every type.
#include "groups.hpp"

#include <api/object_type.hpp>
#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

using ArchitectureType = api::architecture::ObjectType;

constexpr Word most_at_once = 256;

struct Kind {
    Word type;
    unsigned size_bits;
};

constexpr Kind kinds[] = {{static_cast<Word>(api::ObjectType::untyped), 12},
                          {static_cast<Word>(api::ObjectType::thread), 0},
                          {static_cast<Word>(api::ObjectType::endpoint), 0},
                          {static_cast<Word>(api::ObjectType::notification), 0},
                          {static_cast<Word>(api::ObjectType::cnode), 7},
                          {static_cast<Word>(api::ObjectType::scheduling_context), 12},
                          {static_cast<Word>(api::ObjectType::reply), 0},
                          {static_cast<Word>(ArchitectureType::small_frame), 0},
                          {static_cast<Word>(ArchitectureType::page_table), 0},
                          {static_cast<Word>(ArchitectureType::vspace), 0}};

/// Each time out of memory that was used before.
void make_many_objects(Scene& scene) {
    constexpr unsigned page_bits = 12;
    const Capability memory = scene.memory(log2_ceiling(most_at_once) + page_bits);
    const Word first = scene.take(most_at_once);
    const Measured<Case::make_many_objects> measured{"Retype objects of each type at once", most_at_once};
    for (unsigned round = 0; round < 2; ++round) {
        for (const Kind& kind : kinds) {
            scene.make(memory, kind.type, kind.size_bits, first, most_at_once);
            scene.revoke(memory.address);
        }
    }
    scene.give_back(most_at_once);
}

} // namespace

void worst_of_memory(Scene& scene) {
    make_many_objects(scene);
    const Word slot = scene.take();
    const Measured<Case::clear_largest> measured{"Clear the largest untyped memory, MiB",
                                                 power_of_two(scene.largest_bits() - 20)};
    scene.make(scene.largest(), api::ObjectType::endpoint, 0, slot);
}

} // namespace nacre::bench
