// SPDX-License-Identifier: MIT
// A capability slot: a capability and its place in the derivation tree.
#pragma once

#include <api/error.hpp>
#include <api/object_size.hpp>
#include <base/result.hpp>
#include <core/capability/views.hpp>

namespace nacre::kernel {

/// 2^api::slot_bits bytes. The derivation tree is kept as one list of all slots in depth-first order: a
/// capability's descendants follow it directly. Two flags live in the alignment bits of the links.
struct alignas(power_of_two(api::slot_bits)) Slot {
    Capability capability{};

    bool empty() const { return capability.is_null(); }
    Kind kind() const { return capability.kind(); }

    template<typename V>
    bool is() const {
        return capability.is_of(V::kind);
    }
    template<typename V>
    V as() const {
        return V{capability};
    }

    /// The one door to an object: the capability is of the kind, and has the rights, or the caller learns
    /// which of the two is wrong (invalid_capability, illegal_operation).
    template<typename V>
    Result<V, api::Error> require() const {
        if (!is<V>()) {
            return failure(api::Error::invalid_capability);
        }
        return V{capability};
    }
    template<typename V>
    Result<V, api::Error> require(RightSet<typename V::Right> rights) const {
        if (!is<V>()) {
            return failure(api::Error::invalid_capability);
        }
        const V view{capability};
        if (!view.rights().has(rights)) {
            return failure(api::Error::illegal_operation);
        }
        return view;
    }

    Slot* next() const { return pointer(next_); }
    Slot* previous() const { return pointer(previous_); }
    void set_next(Slot* slot) { next_ = word(slot) | (next_ & flags); }
    void set_previous(Slot* slot) { previous_ = word(slot); }

    /// Revoking this one finds descendants: what is derived from it is below it.
    bool revocable() const { return (next_ & revocable_flag) != 0; }
    /// The first capability with its badge: copies of it are its descendants, its badge can be cancelled.
    bool first_badged() const { return (next_ & first_badged_flag) != 0; }
    void set_flags(bool revocable, bool first_badged) {
        next_ = (next_ & ~flags) | (revocable ? revocable_flag : 0) | (first_badged ? first_badged_flag : 0);
    }

    /// All of an empty slot at once.
    void fill(Capability with, const Slot* previous, const Slot* next, bool revocable, bool first_badged) {
        capability = with;
        next_ = word(next) | (revocable ? revocable_flag : 0) | (first_badged ? first_badged_flag : 0);
        previous_ = word(previous);
    }

    /// Forgets capability and links: the slot is empty. The list around it must not point to it any more.
    void clear() {
        capability = {};
        next_ = 0;
        previous_ = 0;
    }

private:
    static constexpr Word revocable_flag = 1;
    static constexpr Word first_badged_flag = 2;
    static constexpr Word flags = revocable_flag | first_badged_flag;

    static Slot* pointer(Word link) {
        return reinterpret_cast<Slot*>(link & ~flags);
    } // NOLINT(performance-no-int-to-ptr)
    static Word word(const Slot* slot) { return reinterpret_cast<Word>(slot); }

    Word next_ = 0;
    Word previous_ = 0;
};

static_assert(sizeof(Slot) == power_of_two(api::slot_bits));

} // namespace nacre::kernel
