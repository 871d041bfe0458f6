// SPDX-License-Identifier: MIT
// What the fast paths have in common: looks that change nothing, and steps that cannot fail.
#pragma once

#include <api/system_call.hpp>
#include <core/capability/lookup.hpp>
#include <core/memory/address_space.hpp>
#include <core/object/endpoint.hpp>
#include <core/schedule/fpu.hpp>

namespace nacre::kernel::fast_path {

/// Each path is there twice. The usual shape has one CNode, one waiter and a message in registers, and is a
/// function without a stack frame. Any other shape that is worth a fast path takes the same steps with calls
/// in between.
enum class Shape : unsigned char { usual, any };

inline constexpr Word short_length = api::architecture::message_register_count;

/// Registers hold the message whole, and it carries no capability: one comparison for both.
inline bool is_short(api::MessageInfo info) {
    constexpr unsigned bits = api::message_length_bits + api::maximum_extra_capabilities_bits;
    return (info.bits & low_mask(bits)) <= short_length;
}

/// As find_slot, but whatever is unusual is simply not found. The slot is no result that could be null:
/// nobody has to look whether it is.
template<Shape shape>
[[gnu::always_inline]] inline bool find(Capability root, Word address, const Slot*& slot) {
    if constexpr (shape == Shape::any) {
        const ResolvedSlot found = resolve(root, address, word_bits);
        slot = found.slot;
        return found.slot != nullptr && found.bits_left == 0;
    }
    if (!CNodeView::takes_whole_address(root)) {
        return false;
    }
    const CNodeView node{root};
    const unsigned radix = node.radix();
    const Word guard = address >> radix;
    slot = node.slots() + (address - (guard << radix));
    return guard == node.guard();
}

/// May `thread` run next without asking the scheduler?
[[gnu::always_inline]] inline bool is_most_urgent(const Processor& processor, const Thread& thread) {
    return processor.ready.empty() || processor.ready.highest() <= thread.priority;
}

/// Is it known in which address space the thread runs?
template<Shape shape>
[[gnu::always_inline]] inline bool has_space(const Processor& processor, Thread& thread) {
    if (thread.space.epoch == processor.space_epoch) [[likely]] {
        return true;
    }
    // Noting what a look finds changes nothing that anybody could see.
    return shape == Shape::any && address_space::find(processor, thread);
}

[[gnu::always_inline]] inline void run(Processor& processor, Thread& thread) {
    thread.state = ThreadState::running;
    arch::Machine::activate(thread.space.translation);
    fpu::prepare(processor, thread);
    processor.current = &thread;
}

} // namespace nacre::kernel::fast_path
