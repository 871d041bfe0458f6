// SPDX-License-Identifier: MIT
// From a capability address to a slot: the walk through guarded CNodes (manual, section "Capability
// Addressing").
#include <core/capability/lookup.hpp>

namespace nacre::kernel {

namespace {

/// What is left of an address; the next bit to be used is the highest.
struct Remainder {
    Word address;
    unsigned less_one; ///< of its bits: the sign tells whether there is a next bit

    unsigned bits() const { return less_one + 1; }
    bool has_next() const { return static_cast<int>(less_one) >= 0; }
    void use(unsigned count) {
        address <<= count;
        less_one -= count;
    }
};

/// Takes a guard off the address; false, and nothing taken, if it does not match.
bool pass_guard(const CNodeView& node, Remainder& left) {
    const unsigned guard_size = node.guard_size();
    const Word bits = left.address >> 1 >> (word_bits - 1 - guard_size);
    if (left.bits() < guard_size || bits != node.guard()) {
        return false;
    }
    left.use(guard_size);
    return true;
}

/// The walk. `fail` makes the result of one that leads nowhere. A program may put a CNode in the way of each
/// bit, for each of the ten look-ups of one message, with interrupts off: the way through a CNode without a
/// guard is as short as it gets.
template<typename Fail>
[[gnu::always_inline]] inline auto walk(Capability root, Word address, unsigned depth, Fail fail)
    -> Result<ResolvedSlot, decltype(fail(LookupFault{}))> {
    Word radix = CNodeView::radix_or_more(root); // at least 1: Retype makes no smaller ones
    if (radix >= word_bits) {
        return failure(fail(LookupFault{.type = api::LookupFailure::invalid_root}));
    }
    CNodeView node{root};
    Remainder left{.address = address << (word_bits - depth), .less_one = depth - 1};
    while (true) {
        if (node.has_guard() && !pass_guard(node, left)) [[unlikely]] {
            return failure(fail(LookupFault{.type = api::LookupFailure::guard_mismatch,
                                            .bits_left = left.bits(),
                                            .bits_found = node.guard_size(),
                                            .guard_found = node.guard()}));
        }
        Slot* slot = node.slots() + (left.address >> (word_bits - radix));
        left.use(static_cast<unsigned>(radix));
        // One branch for both: all but the last step goes by here.
        if (!left.has_next()) [[unlikely]] {
            if (left.bits() == 0) {
                return ResolvedSlot{slot, 0};
            }
            const unsigned used = node.radix() + node.guard_size();
            return failure(fail(LookupFault{.type = api::LookupFailure::depth_mismatch,
                                            .bits_left = left.bits() + used,
                                            .bits_found = used}));
        }
        node = CNodeView{slot->capability};
        radix = CNodeView::radix_or_more(node.raw);
        if (radix >= word_bits) {
            return ResolvedSlot{slot, left.bits()};
        }
    }
}

} // namespace

ResolvedSlot resolve(Capability root, Word address, unsigned depth) {
    struct NoReason {};
    const auto found = walk(root, address, depth, [](const LookupFault&) { return NoReason{}; });
    return found ? *found : ResolvedSlot{};
}

LookupFault lookup_fault(Capability root, Word address, unsigned depth) {
    const auto found = walk(root, address, depth, [](const LookupFault& fault) { return fault; });
    return found ? LookupFault{} : found.reason();
}

} // namespace nacre::kernel
