// SPDX-License-Identifier: MIT
// The world that random calls are let loose in: threads that share one CNode full of things to break.
#pragma once

#include <support/world.hpp>

#include <random>

namespace nacre::test {

using Random = std::mt19937;

/// Everything in the arena is made of one untyped memory and lies in one CNode, so that the root task can
/// make it new when the threads have destroyed themselves.
class Arena {
public:
    static constexpr unsigned radix = 8;
    static constexpr Word slot_count = power_of_two(radix);
    static constexpr kernel::Priority highest_priority = 200;
    static constexpr kernel::InterruptNumber first_line = 40;
    static constexpr Word line_count = 3;

    explicit Arena(std::uint64_t seed);

    World& world() { return world_; }
    Slot& slot(Word index) { return slots_[index]; }
    /// Destroys all that is left and makes everything anew.
    void make();
    /// Nobody can run: the root task starts a few threads again, and now and then makes everything
    /// anew.
    void revive(std::uint64_t seed);

    /// What the current thread calls a slot. Half of the threads have a CNode that does not resolve whole
    /// words: more CNodes may follow, and `rest` says where in them.
    Word address(Word index, Word rest);
    /// A slot with a capability of that kind, the first one that there is from `start` on; `start` if there
    /// is none.
    Word find_from(Word start, kernel::Kind kind);

private:
    Word find(kernel::Kind kind) { return find_from(any(), kind); }
    Word any() { return random_() % slot_count; }
    Word below(Word limit) { return random_() % limit; }
    void make_servers_passive();
    Word start_threads(Word wanted);
    void start_thread(Thread& thread, Word index);
    Word free_index();
    void retype(Word type, Word size_bits, unsigned count);
    void copy_in(Cap cap);
    Cap other_memory();
    void make_outside();
    void make_interrupt_control();
    void make_objects();
    void make_threads();

    Random random_; ///< only for making things: what happens later is told in steps
    World world_;
    Cap untyped_ = nothing; ///< in the root task's CNode
    Cap node_ = nothing;
    Slot* slots_ = nullptr;
    Cap outside_[4]{}; ///< device memory, a software interrupt and a large frame, of the root task's
    Cap device_untyped_ = nothing;
    Cap scratch_[3]{}; ///< empty slots of the root task's
    Cap handlers_[line_count]{};
};

} // namespace nacre::test
