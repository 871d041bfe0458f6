// SPDX-License-Identifier: MIT
// Arguments that fit: what makes a method succeed in the arena as it is now, one overload for each method
// that random arguments seldom suit.
#pragma once

#include <fuzz/arena.hpp>

#include <vector>

namespace nacre::test {

/// Chooses the invoked slot and replaces some of the arguments. Methods without an overload succeed often
/// enough with what the generator gives them.
class Likely {
public:
    /// `invoked` is the slot that was chosen so far.
    Likely(Arena& arena, Random& random, Word invoked) : arena_{arena}, random_{random}, invoked_{invoked} {}

    Word invoked() const { return invoked_; }

    template<typename M>
    void fit(M&) {} // NOLINT(readability-convert-member-functions-to-static): one of a family

    void fit(api::address_space::CleanData& method) { fit_range(method, false); }
    void fit(api::address_space::InvalidateData& method) { fit_range(method, true); }
    void fit(api::address_space::CleanInvalidateData& method) { fit_range(method, false); }
    void fit(api::address_space::UnifyInstruction& method) { fit_range(method, false); }
    void fit(api::asid_control::MakePool& method);
    void fit(api::asid_pool::Assign& method);
    void fit(api::cnode::CancelBadgedSends& method);
    void fit(api::cnode::Copy& method) { fit_transfer(method); }
    void fit(api::cnode::Mint& method);
    void fit(api::cnode::Mutate& method);
    void fit(api::cnode::Move& method) { fit_transfer(method); }
    void fit(api::cnode::Rotate& method);
    void fit(api::domain::Set& method);
    void fit(api::domain::ScheduleConfigure& method);
    void fit(api::domain::ScheduleSetStart& method) { method.index = 0; }
    void fit(api::frame::Map& method);
    void fit(api::frame::CleanData& method) { fit_offsets(method, false); }
    void fit(api::frame::InvalidateData& method) { fit_offsets(method, true); }
    void fit(api::frame::CleanInvalidateData& method) { fit_offsets(method, false); }
    void fit(api::frame::UnifyInstruction& method) { fit_offsets(method, false); }
    void fit(api::interrupt_control::Get& method) { fit_line(method); }
    void fit(api::interrupt_control::GetTrigger& method) { fit_line(method); }
    void fit(api::interrupt_control::GetTriggerCore& method);
    void fit(api::interrupt_control::IssueSgiSignal& method);
    void fit(api::page_table::Map& method);
    void fit(api::scheduling_context::Bind& method);
    void fit(api::scheduling_context::Unbind& method);
    void fit(api::scheduling_context::UnbindObject& method);
    void fit(api::scheduling_context::YieldTo& method);
    void fit(api::scheduling_control::ConfigureFlags& method);
    void fit(api::thread::BindNotification& method);
    void fit(api::thread::UnbindNotification& method);
    void fit(api::thread::SetPriority& method);
    void fit(api::thread::SetMaximumControlledPriority& method);
    void fit(api::thread::SetSchedulingParameters& method);
    void fit(api::thread::SetTimeoutEndpoint& method);
    void fit(api::thread::SetIpcBuffer& method);
    void fit(api::thread::Configure& method);
    void fit(api::thread::SetSpace& method);
    void fit(api::untyped::Retype& method);

    /// A slot of which `holds` is true, any one of them; any slot if there is none.
    template<typename Predicate>
    Word pick(Predicate&& holds) {
        const Word start = random_() % Arena::slot_count;
        for (Word distance = 0; distance < Arena::slot_count; distance++) {
            const Word index = (start + distance) % Arena::slot_count;
            if (holds(arena_.slot(index))) {
                return index;
            }
        }
        return start;
    }

private:
    kernel::Kernel& kernel() { return arena_.world().kernel(); }
    Thread& caller() { return arena_.world().current(); }
    Word below(Word limit) { return random_() % limit; }
    Word empty() {
        return pick([](const Slot& slot) { return slot.empty(); });
    }
    api::CapabilityArgument argument(Word index) { return {arena_.address(index, random_())}; }
    template<typename View, typename Predicate>
    api::CapabilityArgument find(Predicate&& holds) {
        return argument(pick([&](const Slot& slot) { return slot.is<View>() && holds(slot.as<View>()); }));
    }
    /// The arena's own CNode, under which a destination is found.
    api::CapabilityArgument arena_node();
    api::CapabilityArgument usable_space();
    api::CapabilityArgument handler();
    api::CapabilityArgument powerful_thread();
    bool is_usable(const kernel::AddressSpaceView& space);
    std::vector<Word> candidate_addresses();
    kernel::Priority priority();
    void invoke_arena_node();

    template<typename M>
    void fit_transfer(M& method);
    template<typename M>
    void fit_line(M& method);
    template<typename M>
    void fit_offsets(M& method, bool writes);
    template<typename M>
    void fit_range(M& method, bool writes);
    template<typename M>
    void fit_roots(M& method);

    Arena& arena_;
    Random& random_;
    Word invoked_;
};

} // namespace nacre::test
