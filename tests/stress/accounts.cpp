// SPDX-License-Identifier: MIT
// What the kernel must have again at the end.
#include <stress/accounts.hpp>

namespace nacre::stress {

namespace {

constexpr unsigned most_pools = 200;
constexpr unsigned most_identifiers = 600;

Capability spare_slot(unsigned index) { return {world.boot_info->empty.start + index}; }

unsigned count_pools() {
    unsigned count = 0;
    for (; count < most_pools; ++count) {
        const Capability memory = spare_slot(2 * count);
        const Capability pool = spare_slot(2 * count + 1);
        if (!retype(world.reserve, api::ObjectType::untyped, api::architecture::asid_pool_bits, memory) ||
            !user::invoke({initial::asid_control},
                          api::asid_control::MakePool{memory, cnode(), pool.address, whole_word})
                 .good()) {
            break;
        }
    }
    revoke(world.reserve);
    return count;
}

unsigned count_identifiers() {
    unsigned count = 0;
    for (; count < most_identifiers; ++count) {
        const Capability space = spare_slot(count);
        if (!retype(world.reserve, static_cast<Word>(api::architecture::ObjectType::vspace), 0, space) ||
            !user::invoke({initial::asid_pool}, api::asid_pool::Assign{space}).good()) {
            break;
        }
    }
    revoke(world.reserve);
    return count;
}

} // namespace

Account count_account() { return {.pools = count_pools(), .identifiers = count_identifiers()}; }

void end_all() {
    revoke(world.reserve);
    for (Word slot = world.first_frame_slot; slot < world.first_frame_slot + arena_count * frame_slots;
         ++slot) {
        remove({slot}); // copies of the program's own pages: they are nobody's children here
    }
}

void remove_wandered() {
    for (unsigned index = 0; index < shared_slots; ++index) {
        const Capability slot = shared_slot(index);
        if (holds(slot, api::ObjectKind::cnode) || holds(slot, api::ObjectKind::address_space)) {
            remove(slot);
        }
    }
}

Capability left_over() {
    for (Word slot = world.boot_info->empty.start; slot < world.boot_info->empty.end; ++slot) {
        if (user::debug_capability_identify({slot}) != 0) {
            return {slot};
        }
    }
    return user::null_capability;
}

bool is_reserve_whole() {
    const Capability slot = spare_slot(0);
    const bool whole = retype(world.reserve, api::ObjectType::untyped, world.reserve_bits, slot);
    remove(slot);
    return whole;
}

} // namespace nacre::stress
