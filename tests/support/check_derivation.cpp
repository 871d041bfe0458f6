// SPDX-License-Identifier: MIT
// The derivation tree and memory: parents before children, nothing overlaps, watermarks cover what was made.
#include <core/capability/relation.hpp>
#include <support/check_invariants.hpp>

#include <algorithm>
#include <tuple>

namespace nacre::test {

using namespace kernel;

namespace {

class DerivationCheck {
public:
    DerivationCheck(const Census& census, Violations& violations)
        : census_{census}, violations_{violations} {}

    void run() {
        for (const auto& list : census_.lists) {
            find_descendants(list);
            check_runs(list);
        }
        check_memory();
    }

private:
    void complain(const Slot& slot, const char* what) { violations_.push_back(describe(slot) + what); }

    /// How far the descendants of each untyped memory reach.
    void find_descendants(const std::vector<const Slot*>& list) {
        for (std::size_t index = 0; index < list.size(); index++) {
            if (list[index]->is<UntypedView>()) {
                std::size_t end = index + 1;
                while (end < list.size() && is_parent_of(*list[index], *list[end])) {
                    end++;
                }
                descendants_end_[list[index]] = end;
            }
        }
    }

    bool is_descendant(const Slot& slot, const Slot& untyped) const {
        const Place place = census_.places.at(&slot);
        const Place parent = census_.places.at(&untyped);
        return place.list == parent.list && parent.position < place.position &&
               place.position < descendants_end_.at(&untyped);
    }

    /// Capabilities to one object stand together, or deleting one would take another for the last.
    void check_runs(const std::vector<const Slot*>& list) {
        for (std::size_t index = 0; index < list.size(); index++) {
            const Slot& slot = *list[index];
            // A software interrupt may be issued again and again: nothing happens when its last one goes.
            if (slot.is<UntypedView>() || slot.is<ZombieView>() || slot.is<SoftwareInterruptView>()) {
                continue;
            }
            const bool begins = index == 0 || !same_object(list[index - 1]->capability, slot.capability);
            if (begins && !objects_.insert(identity(slot.capability)).second) {
                complain(slot, " stands apart from another capability to the same object");
            }
            check_family(slot, begins ? nullptr : list[index - 1]);
        }
    }

    /// Two words that no other object of the kind has.
    static std::tuple<unsigned, Word, Word> identity(Capability capability) {
        const auto kind = static_cast<unsigned>(capability.kind());
        if (capability.kind() == Kind::interrupt_handler) {
            return {kind, InterruptHandlerView{capability}.number(), 0};
        }
        if (capability.kind() == Kind::scheduling_control) {
            return {kind, SchedulingControlView{capability}.processor(), 0};
        }
        if (capability.kind() == Kind::frame) {
            return {kind, FrameView{capability}.physical().value, FrameView{capability}.size_bits()};
        }
        return {kind, capability.address(), 0};
    }

    void check_family(const Slot& slot, const Slot* before) {
        Word badge = 0;
        Word badge_before = 0;
        if (slot.is<EndpointView>()) {
            badge = slot.as<EndpointView>().badge();
            badge_before = before == nullptr ? 0 : before->as<EndpointView>().badge();
        } else if (slot.is<NotificationView>()) {
            badge = slot.as<NotificationView>().badge();
            badge_before = before == nullptr ? 0 : before->as<NotificationView>().badge();
        } else {
            return;
        }
        if (badge != 0 && badge != badge_before && !slot.first_badged()) {
            complain(slot, " begins a badge's family without the mark of a first one");
        }
    }

    struct Range {
        PhysicalRange memory;
        const Slot* slot;
    };

    void check_kind_of_memory(const Slot& slot) {
        if (slot.is<UntypedView>()) {
            const auto memory = slot.as<UntypedView>();
            if (memory.watermark() > power_of_two(memory.size_bits())) {
                complain(slot, " has its watermark behind its end");
            }
            if (memory.is_device() == census_.is_memory(memory.start())) {
                complain(slot, " is RAM that is called a device, or a device that is called RAM");
            }
        }
        if (slot.is<FrameView>() &&
            slot.as<FrameView>().is_device() == census_.is_memory(slot.as<FrameView>().physical())) {
            complain(slot, " is RAM that is called a device, or a device that is called RAM");
        }
    }

    void check_memory() {
        std::vector<Range> ranges;
        for (const auto& [slot, place] : census_.places) {
            check_kind_of_memory(*slot);
            const PhysicalRange memory = memory_of(slot->capability);
            if (!memory.empty()) {
                ranges.push_back({memory, slot});
            }
        }
        std::ranges::sort(ranges, [](const Range& one, const Range& other) {
            return std::tuple{one.memory.start, other.memory.end} <
                   std::tuple{other.memory.start, one.memory.end};
        });
        std::vector<Range> around;
        for (const Range& range : ranges) {
            while (!around.empty() && around.back().memory.end <= range.memory.start) {
                around.pop_back();
            }
            for (const Range& outer : around) {
                check_pair(outer, range);
            }
            around.push_back(range);
        }
    }

    /// `inner` begins inside `outer`.
    void check_pair(const Range& outer, const Range& inner) {
        if (outer.memory.end < inner.memory.end) {
            complain(*inner.slot, " crosses the end of another object");
        } else if (outer.slot->is<UntypedView>()) {
            if (is_descendant(*inner.slot, *outer.slot)) {
                check_watermark(outer, inner);
            } else if (!inner.slot->is<UntypedView>() || outer.memory != inner.memory ||
                       !is_descendant(*outer.slot, *inner.slot)) {
                complain(*inner.slot, " lies in untyped memory that it does not descend from");
            }
        } else if (inner.slot->is<UntypedView>()) {
            if (outer.memory != inner.memory || !is_descendant(*outer.slot, *inner.slot)) {
                complain(*inner.slot, " is untyped memory inside another object");
            }
        } else if (!same_object(outer.slot->capability, inner.slot->capability)) {
            complain(*inner.slot, " overlaps another object");
        }
    }

    void check_watermark(const Range& outer, const Range& inner) {
        if (inner.memory.end - outer.memory.start > outer.slot->as<UntypedView>().watermark()) {
            complain(*inner.slot, " lies above the watermark of its untyped memory");
        }
    }

    const Census& census_;
    Violations& violations_;
    std::map<const Slot*, std::size_t> descendants_end_;
    std::set<std::tuple<unsigned, Word, Word>> objects_;
};

} // namespace

void check_derivation(const Census& census, Violations& violations) {
    DerivationCheck{census, violations}.run();
}

} // namespace nacre::test
