// SPDX-License-Identifier: MIT
// Untyped memory: Retype, its checks and its watermark.
#include <api/type_kind.hpp>
#include <core/capability/derivation_tree.hpp>
#include <core/capability/relation.hpp>
#include <core/capability/target.hpp>
#include <core/entry/invocation.hpp>
#include <core/object/deletion.hpp>
#include <core/object/object_factory.hpp>

#include <cstring>

namespace nacre::kernel::untyped {

namespace {

/// Memory is zeroed in pieces of this size between looks at pending interrupts.
constexpr Word zeroing_step = 4096;

/// So many slots are worth a look of their own.
constexpr Word many = 32;

/// Forgets all that was made of memory without children: zeroes it from the end, lowering the watermark as it
/// goes, so that a stopped reset goes on where it was.
Progress reset(const Processor& processor, Slot& slot) {
    while (true) {
        const auto memory = slot.as<UntypedView>();
        const Word used = memory.watermark();
        if (used == 0) {
            return Progress::done;
        }
        if (memory.is_device()) {
            slot.capability = UntypedView::with_watermark(memory.raw, 0);
            return Progress::done;
        }
        const Word start = (used - 1) & ~(zeroing_step - 1);
        std::memset(arch::Machine::pointer(memory.start() + start), 0, used - start);
        slot.capability = UntypedView::with_watermark(memory.raw, start);
        if (deletion::should_stop(processor)) {
            return Progress::preempted;
        }
    }
}

bool allowed_on_device_memory(api::ObjectKind kind) {
    return kind == api::ObjectKind::untyped || kind == api::ObjectKind::frame;
}

/// Checks type and size; returns the exponent of the object's size.
Decoded<unsigned> check_type(const api::untyped::Retype& arguments) {
    const Word size_bits = arguments.size_bits;
    const api::ObjectKind kind = api::object_kind(arguments.type);
    if (kind == api::ObjectKind::null) {
        return refuse::invalid_argument<0, "`type` is no object type">();
    }
    if (size_bits >= word_bits) {
        return refuse::out_of_range<0, api::maximum_untyped_bits, "`size_bits` is too large">();
    }
    const unsigned object_bits = *api::object_size_bits(arguments.type, static_cast<unsigned>(size_bits));
    if (object_bits > api::maximum_untyped_bits) {
        return refuse::out_of_range<0, api::maximum_untyped_bits, "`size_bits` makes too large an object">();
    }
    if (kind == api::ObjectKind::cnode && size_bits == 0) {
        return refuse::invalid_argument<1, "`size_bits` of a CNode is at least 1">();
    }
    if (kind == api::ObjectKind::untyped && size_bits < api::minimum_untyped_bits) {
        return refuse::invalid_argument<1, "`size_bits` of untyped memory is too small">();
    }
    if (kind == api::ObjectKind::scheduling_context && size_bits < api::minimum_scheduling_context_bits) {
        return refuse::invalid_argument<1, "`size_bits` of a scheduling context is too small">();
    }
    return object_bits;
}

/// The CNode that receives the new capabilities.
Decoded<CNodeView> find_destination(Invocation& invocation, const api::untyped::Retype& arguments) {
    Capability destination = invocation.capability(arguments.root).capability;
    if (arguments.node_depth != 0) {
        constexpr static target::Place node{target::Role::destination, "root", "node_index", "node_depth"};
        NACRE_TRY(slot, target::find(invocation.processor, node, destination, arguments.node_index,
                                     arguments.node_depth));
        destination = slot->capability;
    }
    if (destination.kind() != Kind::cnode) {
        return refuse::failed_lookup<false, "what the new capabilities shall go into is no CNode">(
            invocation.processor, arguments.node_depth == 0 ? "root" : "node_index",
            {.type = api::LookupFailure::missing_capability, .bits_left = arguments.node_depth});
    }
    return CNodeView{destination};
}

Decoded<Slot*> find_window(Processor& processor, CNodeView node, Word offset, Word count) {
    const Word size = power_of_two(node.radix());
    if (offset >= size) {
        return refuse::out_of_range<"`node_offset` lies outside the CNode">(processor, 0, size - 1);
    }
    if (count < 1) {
        return refuse::out_of_range<1, api::untyped::retype_fan_out_limit, "`object_count` is 0">();
    }
    if (count > api::untyped::retype_fan_out_limit) {
        return refuse::out_of_range<1, api::untyped::retype_fan_out_limit,
                                    "`object_count` is more than one call makes">();
    }
    if (count > size - offset) {
        return refuse::out_of_range<"`object_count` is more than the slots behind `node_offset`">(
            processor, 1, size - offset);
    }
    Slot* first = node.slots() + offset;
    for (Word index = 0; index < count; index++) {
        if (!first[index].empty()) {
            return refuse::with<api::Error::delete_first, "one of the destination slots is occupied">();
        }
    }
    return first;
}

struct Retype {
    using Method = api::untyped::Retype;
    struct Plan {
        Slot* destination;
        Word count;
        Word type;
        unsigned size_bits;
        unsigned object_bits;
        Word first_offset; ///< of the first object, from the start of the memory
        bool needs_reset;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        NACRE_TRY(object_bits, check_type(arguments));
        NACRE_TRY(node, find_destination(invocation, arguments));
        NACRE_TRY(destination,
                  find_window(invocation.processor, node, arguments.node_offset, arguments.object_count));
        const auto memory = invocation.slot.as<UntypedView>();
        const bool is_fresh = !derivation_tree::has_child(invocation.slot);
        const Word used = is_fresh ? 0 : memory.watermark();
        const Word total = power_of_two(memory.size_bits());
        if (((total - used) >> object_bits) < arguments.object_count) {
            return refuse::not_enough_memory<"the memory has no room for `object_count` objects">(
                invocation.processor, total - used);
        }
        if (memory.is_device() && !allowed_on_device_memory(api::object_kind(arguments.type))) {
            return refuse::invalid_argument<1, "`type` cannot be made of device memory">();
        }
        // As many fit when they are aligned: the memory's size is a multiple of an object's.
        const Word first = align_up(used, object_bits);
        return Plan{destination,    arguments.object_count,
                    arguments.type, static_cast<unsigned>(arguments.size_bits),
                    object_bits,    first,
                    is_fresh};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        Slot& source = invocation.slot;
        if (plan.needs_reset && reset(invocation.processor, source) == Progress::preempted) {
            return Progress::preempted;
        }
        // Checking 256 slots took as long as filling them will. Nothing has happened that would not be done
        // again: a core that waits for this one is no reason to stop.
        if (plan.count >= many && arch::Machine::interrupt_pending()) {
            return Progress::preempted;
        }
        const auto memory = source.as<UntypedView>();
        const Word end = plan.first_offset + (plan.count << plan.object_bits);
        source.capability = UntypedView::with_watermark(memory.raw, end);
        const PhysicalRange objects{memory.start() + plan.first_offset, memory.start() + end};
        const Capability first =
            create_objects(plan.type, plan.size_bits, plan.object_bits, objects, memory.is_device());
        derivation_tree::insert_new(source, {plan.destination, plan.count}, first,
                                    power_of_two(plan.object_bits));
        return Progress::done;
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::untyped, Retype>(invocation);
}

} // namespace nacre::kernel::untyped
