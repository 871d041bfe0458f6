// SPDX-License-Identifier: MIT
// What all threads of the stress program share: slots, memory, and who is who.
#pragma once

#include <api/boot_info.hpp>
#include <api/object_kind.hpp>
#include <api/object_type.hpp>
#include <runtime/invoke.hpp>
#include <stress/random.hpp>

#include <array>
#include <atomic>

namespace nacre::stress {

using user::Capability;
namespace initial = api::initial_capability;

inline constexpr std::uint8_t whole_word = word_bits;
inline constexpr unsigned most_cores = 8;
inline constexpr unsigned workers_of_each_core = 2;
inline constexpr unsigned arena_count = 24;
inline constexpr unsigned arena_bits = 16;

/// Slots that everybody uses, and where objects live and die.
inline constexpr unsigned shared_slots = 320;
/// Slots of each arena for the frames of an address space of its own.
inline constexpr unsigned frame_slots = 96;

/// Badges at the fault servers.
inline constexpr Word first_worker_badge = 1;
inline constexpr Word first_arena_badge = 1000;

/// What an access to memory finds behind which a fault server sent the thread back.
inline constexpr Word access_refused = 0xfa17'fa17;
/// What a thread of this program writes where everybody maps frames: the mark in the upper half of the word,
/// anything in the lower one.
inline constexpr Word written_bits = low_mask(word_bits / 2);
inline constexpr Word written_mark = (0x5757'5757 & written_bits) << word_bits / 2;

/// Addresses at which everybody maps frames.
inline constexpr Word window_start = 0x2000'0000;
inline constexpr unsigned window_pages = 16;
inline constexpr unsigned window_tables = 4; ///< page tables apart
inline constexpr unsigned page_table_span_bits =
    api::architecture::small_frame_bits + api::architecture::page_table_index_bits;
inline constexpr Word page_size = power_of_two(api::architecture::small_frame_bits);

/// Priorities: the supervisor sees everybody, servers come before those who ask, and workers before victims.
/// A victim of the same priority that does nothing but call a server has its turn again with each answer, and
/// workers on its core would wait for as long as its budget lasts, which may be for ever.
inline constexpr Word supervisor_priority = 255;
inline constexpr Word server_priority = 110;
inline constexpr Word usual_priority = 100;

/// A piece of memory of which one victim and other objects are made. Revoking `memory` ends them all for
/// certain.
struct Arena {
    Capability memory;
    Capability control; ///< the victim; behind the first shared slot, as what may be gone
    Capability time;
    unsigned used_slots;                                ///< of its frame slots
    std::array<Capability, most_cores> fault_endpoints; ///< of the fault servers, with its badge
    std::atomic<bool> busy;                             ///< somebody is ending and making its victim
    std::atomic<Word> births;
    std::atomic<Word> steps; ///< what its victims have done
    std::atomic<const char*> doing;
};

/// A thread that nobody ends, with its own context. Its time may be moved to another core.
struct Immortal {
    Capability control;
    Capability time;
    std::atomic<bool> guarded; ///< it must not be suspended now, or somebody does it
};

struct Worker : Immortal {
    Capability bell;                                    ///< notification of its own
    std::array<Capability, most_cores> fault_endpoints; ///< of the fault servers, with its badge
    std::atomic<Word> operations;
    std::atomic<const char*> doing;
    std::atomic<bool> done;
};

struct World {
    const api::BootInfo* boot_info;
    unsigned cores;
    unsigned worker_count;
    Capability reserve; ///< all memory
    unsigned reserve_bits;
    Capability memory; ///< of what lives to the end
    Word next_slot;
    Word first_shared_slot;
    Word first_frame_slot;
    std::array<Capability, most_cores> echo;   ///< endpoints: the answer says the same
    std::array<Capability, most_cores> faults; ///< endpoints of fault handlers
    std::array<Immortal, most_cores> echo_servers;
    std::array<Immortal, most_cores> fault_servers;
    Capability passive; ///< endpoint of a server without time
    /// A thread that never runs and has the highest priority to give: its capability goes with messages that
    /// may reach anybody.
    Capability authority;
    Capability finish; ///< notification at which workers wait when they are done
    std::array<Arena, arena_count> arenas;
    std::array<Worker, most_cores * workers_of_each_core> workers;
    std::atomic<Word> checks; ///< of the kernel's invariants
};

extern constinit World world;

inline Capability cnode() { return {initial::cnode}; }
inline Capability own_thread() { return {initial::thread}; }
inline Capability vspace() { return {initial::vspace}; }
inline Capability time_of_core(unsigned core) { return {world.boot_info->scheduling_control.start + core}; }
inline Capability shared_slot(unsigned index) { return {world.first_shared_slot + index}; }

/// For what lives to the end: it must succeed.
Capability new_slot();
Capability make(api::ObjectType type, Word size_bits = 0);

/// Makes an object in a slot; false if there is no room, or the slot is taken.
bool retype(Capability memory, Word type, Word size_bits, Capability slot);
inline bool retype(Capability memory, api::ObjectType type, Word size_bits, Capability slot) {
    return retype(memory, static_cast<Word>(type), size_bits, slot);
}

Capability minted(Capability original, Word badge);
void revoke(Capability slot);
void remove(Capability slot);
/// What lies there now: soon it may be something else.
bool holds(Capability slot, api::ObjectKind kind);
/// A shared slot in which such a thing lay a moment ago; any one if there are few of them.
Capability find(Random& random, api::ObjectKind kind);

} // namespace nacre::stress
