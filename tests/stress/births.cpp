// SPDX-License-Identifier: MIT
// Making victims: threads that anybody may stop, move and end, each from the memory of its arena.
#include <stress/fail.hpp>
#include <stress/operations.hpp>
#include <stress/threads.hpp>
#include <stress/victims.hpp>

#include <runtime/page_table.hpp>

namespace nacre::stress {

namespace {

using Architectural = api::architecture::ObjectType;

/// An address space with the program's pages in it, but of the threads' places only the victim's.
class OwnSpace {
public:
    OwnSpace(Arena& arena, unsigned index) : arena_{arena}, index_{index} {}

    /// Null if somebody used the memory up.
    Capability build(unsigned place) {
        const Capability space = next();
        if (!make(Architectural::vspace, space) ||
            !user::invoke({initial::asid_pool}, api::asid_pool::Assign{space}).good()) {
            return user::null_capability;
        }
        const Word first = image_start();
        for (Word count = 0; count < world.boot_info->user_image_frames.size(); ++count) {
            const Word address = first + count * page_size;
            const bool is_place =
                address >= stack_of(0) && address < stack_of(thread_places - 1) + 2 * page_size;
            const bool is_own = address >= stack_of(place) && address < stack_of(place) + 2 * page_size;
            if ((!is_place || is_own) && !map(space, address)) {
                return user::null_capability;
            }
        }
        return space;
    }

private:
    Capability next() {
        if (arena_.used_slots == frame_slots) {
            fail("an address space needs more slots than there are");
        }
        return {world.first_frame_slot + index_ * frame_slots + arena_.used_slots++};
    }

    bool make(Architectural type, Capability slot) {
        return retype(arena_.memory, static_cast<Word>(type), 0, slot);
    }

    bool map(Capability space, Word address) {
        const Capability copy = next();
        if (!user::invoke(cnode(),
                          api::cnode::Copy{copy.address, whole_word, cnode(), frame_at(address).address,
                                           whole_word, api::CapabilityRights::all()})
                 .good()) {
            return false;
        }
        const auto attributes = api::architecture::MappingAttributes::normal();
        while (true) {
            const auto refusal = user::map_frame(
                copy, api::frame::Map{space, address, api::CapabilityRights::read_write(), attributes});
            if (!refusal) {
                return true;
            }
            const Capability table = next();
            const unsigned level = refusal->missing_level;
            if (refusal->error != api::Error::failed_lookup || !make(user::table_type(level), table) ||
                !user::map_table(table, level, space, address).good()) {
                return false;
            }
        }
    }

    Arena& arena_;
    unsigned index_;
};

void share(Random& random, Capability original) {
    const Capability slot = find(random, api::ObjectKind::null);
    user::invoke(cnode(), api::cnode::Copy{slot.address, whole_word, cnode(), original.address, whole_word,
                                           api::CapabilityRights::all()})
        .good();
}

void make_victim(Random& random, Arena& arena, unsigned index) {
    constexpr Word context_bits = 8;
    revoke(arena.memory);
    remove(arena.control);
    remove(arena.time);
    for (; arena.used_slots != 0; --arena.used_slots) {
        remove({world.first_frame_slot + index * frame_slots + arena.used_slots - 1});
    }
    if (!retype(arena.memory, api::ObjectType::thread, 0, arena.control) ||
        !retype(arena.memory, api::ObjectType::scheduling_context, context_bits, arena.time)) {
        return; // somebody used the memory up at once
    }
    const unsigned place = first_victim_place() + index;
    const Capability space = random.one_in(3) ? OwnSpace{arena, index}.build(place) : vspace();
    if (!space) {
        return;
    }
    const std::uint64_t budget = 200 + random.below(1'000);
    const bool started =
        start_thread({.control = arena.control,
                      .time = arena.time,
                      .entry = &be_victim,
                      .argument = index,
                      .place = place,
                      .core = random.below(world.cores),
                      .priority = usual_priority - 2 + random.below(2),
                      .budget = budget,
                      .period = budget + random.below(2'000),
                      .fault_endpoint = random.one_in(6) ? find(random, api::ObjectKind::endpoint)
                                                         : arena.fault_endpoints[random.below(world.cores)],
                      .space = space});
    if (started) {
        ++arena.births;
        share(random, arena.control);
        share(random, arena.time);
        if (random.one_in(8)) {
            remove(arena.control); // what is shared may be the last
        }
    }
}

} // namespace

void bear(Random& random, unsigned index) {
    Arena& arena = world.arenas[index];
    if (!arena.busy.exchange(true)) {
        make_victim(random, arena, index);
        arena.busy = false;
    }
}

} // namespace nacre::stress
