// SPDX-License-Identifier: MIT
// CNodes: moving capabilities about, copying and deleting them.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>
#include <core/capability/target.hpp>
#include <core/entry/invocation.hpp>
#include <core/object/deletion.hpp>
#include <core/object/endpoint.hpp>

namespace nacre::kernel::cnode {

namespace {

using target::Place;
using target::Role;

/// Arguments of the methods that have two slots or three.
constexpr Place destination_place{Role::destination, "the invoked CNode", "destination_index",
                                  "destination_depth"};
constexpr Place source_place{Role::source, "source_root", "source_index", "source_depth"};
constexpr Place pivot_place{Role::source, "pivot_root", "pivot_index", "pivot_depth"};
/// As on seL4, an empty pivot counts as a destination, one that is not found as a source.
constexpr Place empty_pivot_place{Role::destination, "pivot_root", "pivot_index", "pivot_depth"};

struct SlotPlan {
    Slot* slot;
};

struct Revoke {
    using Method = api::cnode::Revoke;
    using Plan = SlotPlan;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(slot, target::find(invocation.processor, target::invoked, invocation.slot.capability,
                                     arguments.index, arguments.depth));
        return Plan{slot};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        return deletion::revoke(invocation.processor, *plan.slot);
    }
};

struct Delete {
    using Method = api::cnode::Delete;
    using Plan = SlotPlan;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(slot, target::find(invocation.processor, target::invoked, invocation.slot.capability,
                                     arguments.index, arguments.depth));
        return Plan{slot};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        return deletion::delete_slot(invocation.processor, *plan.slot);
    }
};

struct CancelBadgedSends {
    using Method = api::cnode::CancelBadgedSends;
    using Plan = SlotPlan;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(slot, target::find(invocation.processor, target::invoked, invocation.slot.capability,
                                     arguments.index, arguments.depth));
        const auto all = RightSet{EndpointRight::send} | EndpointRight::receive | EndpointRight::grant |
                         EndpointRight::grant_reply;
        if (!slot->is<EndpointView>()) {
            return refuse::with<api::Error::illegal_operation, "the slot holds no endpoint">();
        }
        if (!slot->as<EndpointView>().rights().has(all)) {
            return refuse::with<api::Error::illegal_operation, "the endpoint's capability lacks a right">();
        }
        return Plan{slot};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        const auto endpoint = plan.slot->as<EndpointView>();
        if (endpoint.badge() == 0) {
            return Progress::done;
        }
        const Word object = reinterpret_cast<Word>(&endpoint.object());
        Word ticket = invocation.progress_on(object);
        if (ticket == 0) {
            // Another one's first: if it was stopped, it would otherwise have to begin again.
            if (go_on(invocation.processor, endpoint.object()) == Progress::preempted) {
                return Progress::preempted;
            }
            ticket = endpoint::begin_cancellation(invocation.kernel(), endpoint.object(), endpoint.badge());
        }
        if (endpoint::is_cancelling(endpoint.object(), ticket) &&
            go_on(invocation.processor, endpoint.object()) == Progress::preempted) {
            return invocation.stop_at(ticket, object);
        }
        return Progress::done;
    }

private:
    /// With the cancellation that is under way, if there is one.
    static Progress go_on(Processor& processor, Endpoint& endpoint) {
        while (endpoint::continue_cancellation(processor, endpoint)) {
            if (deletion::should_stop(processor)) {
                return Progress::preempted;
            }
        }
        return Progress::done;
    }
};

/// Each method looks for its first slot before it misses what comes behind `index` and `depth`.
constexpr MessageSize one_slot{.words = 2, .capabilities = 0};
/// The address of a source slot too, with the CNode that it is under.
constexpr MessageSize two_slots{.words = 4, .capabilities = 1};

/// A capability that comes from one slot and goes into another, empty one.
struct TransferPlan {
    Slot* destination;
    Slot* source;
    Capability capability;
};

template<typename Method>
Decoded<TransferPlan> find_both(Invocation& invocation, const Method& arguments) {
    NACRE_TRY(destination, target::find(invocation.processor, destination_place, invocation.slot.capability,
                                        arguments.destination_index, arguments.destination_depth));
    NACRE_CHECK(invocation.require(two_slots));
    NACRE_CHECK(target::require_empty(*destination));
    NACRE_TRY(source, target::find(invocation.processor, source_place,
                                   invocation.capability(arguments.source_root).capability,
                                   arguments.source_index, arguments.source_depth));
    if (source->empty()) {
        return target::missing(invocation.processor, source_place, arguments.source_depth);
    }
    NACRE_CHECK(invocation.require(message_size_of<Method>));
    return TransferPlan{destination, source, source->capability};
}

Decoded<TransferPlan> as_copy(Invocation& invocation, TransferPlan plan, Capability wanted) {
    const auto derived = derive(*plan.source, wanted);
    if (!derived) {
        invocation.processor.refusal.argument = source_place.index;
        return derived.passed_on();
    }
    if (derived->is_null()) {
        if (plan.source->is<CNodeView>()) {
            return refuse::with<api::Error::illegal_operation,
                                "the guard in `badge` does not fit the CNode">();
        }
        if (wanted.is_null()) {
            return refuse::with<api::Error::illegal_operation, "the source has a badge already">();
        }
        return refuse::with<api::Error::illegal_operation,
                            "a capability of the source's kind cannot be copied">();
    }
    plan.capability = *derived;
    return plan;
}

Progress insert(const TransferPlan& plan) {
    derivation_tree::insert(*plan.source, *plan.destination, plan.capability);
    return Progress::done;
}

Progress move(const Invocation& invocation, const TransferPlan& plan) {
    deletion::moved(invocation.kernel(), *plan.source, plan.destination);
    derivation_tree::move(*plan.source, *plan.destination, plan.capability);
    return Progress::done;
}

struct Copy {
    using Method = api::cnode::Copy;
    using Plan = TransferPlan;
    static constexpr MessageSize first_look = one_slot;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(plan, find_both(invocation, arguments));
        return as_copy(invocation, plan, with_rights(plan.capability, arguments.rights));
    }
    static Progress commit(Invocation&, const Plan& plan) { return insert(plan); }
};

struct Mint {
    using Method = api::cnode::Mint;
    using Plan = TransferPlan;
    static constexpr MessageSize first_look = one_slot;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(plan, find_both(invocation, arguments));
        const Capability limited = with_rights(plan.capability, arguments.rights);
        return as_copy(invocation, plan, with_data(limited, arguments.badge, false));
    }
    static Progress commit(Invocation&, const Plan& plan) { return insert(plan); }
};

struct Move {
    using Method = api::cnode::Move;
    using Plan = TransferPlan;
    static constexpr MessageSize first_look = one_slot;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        return find_both(invocation, arguments);
    }
    static Progress commit(Invocation& invocation, const Plan& plan) { return move(invocation, plan); }
};

struct Mutate {
    using Method = api::cnode::Mutate;
    using Plan = TransferPlan;
    static constexpr MessageSize first_look = one_slot;

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(plan, find_both(invocation, arguments));
        plan.capability = with_data(plan.capability, arguments.badge, true);
        if (plan.capability.is_null()) {
            return plan.source->is<CNodeView>()
                       ? refuse::with<api::Error::illegal_operation,
                                      "the guard in `badge` does not fit the CNode">()
                       : refuse::with<api::Error::illegal_operation,
                                      "an endpoint or a notification gets no `badge` by moving it">();
        }
        return plan;
    }
    static Progress commit(Invocation& invocation, const Plan& plan) { return move(invocation, plan); }
};

struct Rotate {
    using Method = api::cnode::Rotate;
    static constexpr MessageSize first_look = one_slot;
    struct Plan {
        Slot* destination;
        Slot* pivot;
        Slot* source;
        Capability for_destination;
        Capability for_pivot;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(destination,
                  target::find(invocation.processor, destination_place, invocation.slot.capability,
                               arguments.destination_index, arguments.destination_depth));
        NACRE_CHECK(invocation.require(message_size_of<Method>));
        NACRE_TRY(source, target::find(invocation.processor, source_place,
                                       invocation.capability(arguments.source_root).capability,
                                       arguments.source_index, arguments.source_depth));
        NACRE_TRY(pivot, target::find(invocation.processor, pivot_place,
                                      invocation.capability(arguments.pivot_root).capability,
                                      arguments.pivot_index, arguments.pivot_depth));
        if (pivot == source) {
            return refuse::with<api::Error::illegal_operation, "the pivot slot is the source slot">();
        }
        if (pivot == destination) {
            return refuse::with<api::Error::illegal_operation, "the pivot slot is the destination slot">();
        }
        if (source != destination && !destination->empty()) {
            return refuse::with<api::Error::delete_first, "the destination slot is occupied">();
        }
        if (source->empty()) {
            return target::missing(invocation.processor, source_place, arguments.source_depth);
        }
        if (pivot->empty()) {
            return target::missing(invocation.processor, empty_pivot_place, arguments.pivot_depth);
        }
        const Plan plan{destination, pivot, source,
                        with_data(pivot->capability, arguments.destination_badge, true),
                        with_data(source->capability, arguments.pivot_badge, true)};
        if (plan.for_destination.is_null()) {
            return refuse::with<api::Error::illegal_operation,
                                "the pivot's capability cannot take `destination_badge`">();
        }
        if (plan.for_pivot.is_null()) {
            return refuse::with<api::Error::illegal_operation,
                                "the source's capability cannot take `pivot_badge`">();
        }
        return plan;
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        Kernel& kernel = invocation.kernel();
        if (kernel.unfinished_nest == plan.pivot) {
            kernel.unfinished_nest = plan.destination;
        } else if (kernel.unfinished_nest == plan.source) {
            kernel.unfinished_nest = plan.pivot;
        }
        if (plan.source == plan.destination) {
            derivation_tree::swap(*plan.source, plan.for_destination, *plan.pivot, plan.for_pivot);
        } else {
            derivation_tree::move(*plan.pivot, *plan.destination, plan.for_destination);
            derivation_tree::move(*plan.source, *plan.pivot, plan.for_pivot);
        }
        return Progress::done;
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::cnode, Revoke, Delete, CancelBadgedSends, Copy, Mint, Move,
                            Mutate, Rotate>(invocation);
}

} // namespace nacre::kernel::cnode
