// SPDX-License-Identifier: MIT
// Typed views of capabilities: what the packed words of each kind mean.
#pragma once

#include <api/cnode_data.hpp>
#include <base/address.hpp>
#include <core/capability/capability.hpp>
#include <core/capability/rights.hpp>
#include <interface/machine.hpp>

namespace nacre::kernel {

struct Endpoint;
struct Notification;
struct Reply;
struct SchedulingContext;
struct Slot;
struct Thread;

/// A view's common part: it *is* the capability, of a kind that whoever made the view has checked.
template<Kind the_kind>
struct View {
    static constexpr Kind kind = the_kind;
    Capability raw;

protected:
    /// The kernel object at the capability's address.
    template<typename Object>
    Object& object_as() const {
        return *reinterpret_cast<Object*>(raw.address()); // NOLINT(performance-no-int-to-ptr): the one door
    }
    static Word address_of(const void* object) { return reinterpret_cast<Word>(object); }
};

struct UntypedView : View<Kind::untyped> {
    using Right = NoRight;
    using Watermark = CapabilityField<FieldPlace{0, 0, 64}, FieldPlace{0, 0, 26}>; // in units of 16 bytes
    using SizeBits = CapabilityField<FieldPlace{1, 48, 6}, FieldPlace{0, 26, 5}>;
    using IsDevice = CapabilityField<FieldPlace{1, 54, 1}, FieldPlace{0, 31, 1}>;
    static constexpr unsigned watermark_unit_bits = 4;

    PhysicalAddress start() const { return {raw.address()}; }
    unsigned size_bits() const { return static_cast<unsigned>(raw.get<SizeBits>()); }
    bool is_device() const { return raw.get<IsDevice>() != 0; }
    /// Offset of the first byte that no child can have.
    Word watermark() const { return raw.get<Watermark>() << watermark_unit_bits; }
    Word free_bytes() const { return power_of_two(size_bits()) - watermark(); }

    static Capability make(PhysicalAddress start, unsigned size_bits, bool is_device) {
        return Capability::make(kind, start.value)
            .with<SizeBits>(size_bits)
            .with<IsDevice>(is_device ? 1 : 0);
    }
    static Capability with_watermark(Capability untyped, Word offset) {
        return untyped.with<Watermark>(offset >> watermark_unit_bits);
    }
};

struct EndpointView : View<Kind::endpoint> {
    using Right = EndpointRight;
    using Badge = CapabilityField<FieldPlace{0, 0, 64}, FieldPlace{0, 0, 28}>;
    using RightBits = CapabilityField<FieldPlace{1, 0, 4}, FieldPlace{0, 28, 4}>;

    Endpoint& object() const { return object_as<Endpoint>(); }
    Word badge() const { return raw.get<Badge>(); }
    RightSet<Right> rights() const { return RightSet<Right>::from_bits(raw.get<RightBits>()); }

    static Capability make(Endpoint& object) {
        return Capability::make(kind, address_of(&object)).with<RightBits>(RightBits::maximum);
    }
};

struct NotificationView : View<Kind::notification> {
    using Right = NotificationRight;
    using Badge = CapabilityField<FieldPlace{0, 0, 64}, FieldPlace{0, 0, 28}>;
    using RightBits = CapabilityField<FieldPlace{1, 0, 2}, FieldPlace{0, 28, 2}>;

    Notification& object() const { return object_as<Notification>(); }
    Word badge() const { return raw.get<Badge>(); }
    RightSet<Right> rights() const { return RightSet<Right>::from_bits(raw.get<RightBits>()); }

    static Capability make(Notification& object) {
        return Capability::make(kind, address_of(&object)).with<RightBits>(RightBits::maximum);
    }
};

struct ReplyView : View<Kind::reply> {
    using Right = ReplyRight;
    using CanGrant = CapabilityField<FieldPlace{1, 0, 1}, FieldPlace{0, 0, 1}>;

    Reply& object() const { return object_as<Reply>(); }
    bool can_grant() const { return raw.get<CanGrant>() != 0; }

    static Capability make(Reply& object) {
        return Capability::make(kind, address_of(&object)).with<CanGrant>(1);
    }
};

struct CNodeView : View<Kind::cnode> {
    using Right = NoRight;
    /// On 32-bit machines the radix lies where a shift looks for its distance, and the guard at the top.
    using Guard = CapabilityField<FieldPlace{0, 0, 58}, FieldPlace{0, 14, 18}>;
    using GuardSize = CapabilityField<FieldPlace{0, 58, 6}, FieldPlace{0, 5, 5}>;
    using Radix = CapabilityField<FieldPlace{1, 48, 6}, FieldPlace{0, 0, 5}>;

    Slot* slots() const { return reinterpret_cast<Slot*>(raw.address_above_nothing()); } // NOLINT
    /// 2^radix slots.
    unsigned radix() const { return static_cast<unsigned>(raw.get<Radix>()); }
    unsigned guard_size() const { return static_cast<unsigned>(raw.get<GuardSize>()); }
    Word guard() const { return raw.get<Guard>(); }
    /// Guard and slots together take all bits of an address, as in a capability space of one CNode.
    /// Capabilities of other kinds are asked, too.
    static bool takes_whole_address(Capability capability) {
        if constexpr (word_bits == 64) {
            // One addition for both questions.
            return capability.get<GuardSize>() + capability.get<KindAndRadix>() ==
                   kind_and_no_radix + word_bits;
        } else {
            // Modulo the 32 that their sum is to be: it is never 0, nor 64, as no CNode has one slot.
            const CNodeView node{capability};
            return capability.is_of(kind) && ((node.guard_size() + node.radix()) & low_mask(5)) == 0;
        }
    }
    /// The radix of a CNode's capability; word_bits or more of one of another kind.
    static Word radix_or_more(Capability capability) {
        if constexpr (word_bits == 64) {
            // One subtraction for both questions.
            return capability.get<KindAndRadix>() - kind_and_no_radix;
        } else {
            return capability.is_of(kind) ? capability.get<Radix>() : word_bits;
        }
    }
    /// A guard of no bits is 0.
    bool has_guard() const { return raw.get<Guard>() != 0 || raw.get<GuardSize>() != 0; }

    static Capability make(Slot* slots, unsigned radix) {
        return Capability::make(kind, address_of(slots)).with<Radix>(radix);
    }
    static Capability with_guard(Capability cnode, Word guard, Word guard_size) {
        return cnode.with<Guard>(guard).with<GuardSize>(guard_size);
    }

private:
    /// With 64 bits: nothing else is there in a CNode's, and what another kind has there differs in the kind.
    using KindAndRadix = CapabilityField<FieldPlace{1, 48, 16}, FieldPlace{1, 0, 4}>;
    static constexpr Word kind_and_no_radix = word_bits == 64 ? static_cast<Word>(kind) << 11 : 0;
};

struct ThreadView : View<Kind::thread> {
    using Right = NoRight;

    Thread& object() const { return object_as<Thread>(); }
    static Capability make(Thread& object) { return Capability::make(kind, address_of(&object)); }
};

/// What is left of the last capability to a CNode or thread while the capabilities inside are being deleted.
struct ZombieView : View<Kind::zombie> {
    using Right = NoRight;
    using Remaining = CapabilityField<FieldPlace{0, 0, 64}, FieldPlace{0, 0, 26}>;
    using Radix = CapabilityField<FieldPlace{1, 48, 6}, FieldPlace{0, 26, 5}>;
    using IsThread = CapabilityField<FieldPlace{1, 54, 1}, FieldPlace{0, 31, 1}>;

    bool is_thread() const { return raw.get<IsThread>() != 0; }
    unsigned radix() const { return static_cast<unsigned>(raw.get<Radix>()); }
    /// How many of the first slots may still hold something.
    Word remaining() const { return raw.get<Remaining>(); }
    Slot* slots() const; // in slot.hpp's source, which knows a thread's slots
    Word address() const { return raw.address(); }

    static Capability of_cnode(Slot* slots, unsigned radix) {
        return Capability::make(kind, address_of(slots))
            .with<Radix>(radix)
            .with<Remaining>(power_of_two(radix));
    }
    static Capability of_thread(Thread& thread, Word slot_count) {
        return Capability::make(kind, address_of(&thread)).with<IsThread>(1).with<Remaining>(slot_count);
    }
    static Capability with_remaining(Capability zombie, Word remaining) {
        return zombie.with<Remaining>(remaining);
    }
};

struct SchedulingContextView : View<Kind::scheduling_context> {
    using Right = NoRight;
    using SizeBits = CapabilityField<FieldPlace{1, 48, 6}, FieldPlace{0, 0, 6}>;

    SchedulingContext& object() const { return object_as<SchedulingContext>(); }
    unsigned size_bits() const { return static_cast<unsigned>(raw.get<SizeBits>()); }

    static Capability make(SchedulingContext& object, unsigned size_bits) {
        return Capability::make(kind, address_of(&object)).with<SizeBits>(size_bits);
    }
};

struct SchedulingControlView : View<Kind::scheduling_control> {
    using Right = NoRight;
    using Processor = CapabilityField<FieldPlace{0, 0, 8}, FieldPlace{0, 0, 8}>;

    unsigned processor() const { return static_cast<unsigned>(raw.get<Processor>()); }
    static Capability make(unsigned processor) {
        return Capability::make(kind, 0).with<Processor>(processor);
    }
};

struct InterruptHandlerView : View<Kind::interrupt_handler> {
    using Right = NoRight;
    using Number = CapabilityField<FieldPlace{0, 0, 32}, FieldPlace{0, 0, 32}>;

    InterruptNumber number() const { return raw.get<Number>(); }
    static Capability make(InterruptNumber number) { return Capability::make(kind, 0).with<Number>(number); }
};

/// The right to send one software-generated interrupt to one processor.
struct SoftwareInterruptView : View<Kind::software_interrupt> {
    using Right = NoRight;
    using Number = CapabilityField<FieldPlace{0, 0, 16}, FieldPlace{0, 0, 16}>;
    using Target = CapabilityField<FieldPlace{0, 16, 16}, FieldPlace{0, 16, 16}>;

    InterruptNumber number() const { return raw.get<Number>(); }
    Word target() const { return raw.get<Target>(); }
    static Capability make(InterruptNumber number, Word target) {
        return Capability::make(kind, 0).with<Number>(number).with<Target>(target);
    }
};

struct FrameView : View<Kind::frame> {
    using Right = FrameRight;
    using MappedAsid = CapabilityField<FieldPlace{0, 48, 16}, FieldPlace{0, 3, 9}>;
    using MappedPage = CapabilityField<FieldPlace{0, 0, 48}, FieldPlace{0, 12, 20}>;
    using RightBits = CapabilityField<FieldPlace{1, 0, 2}, FieldPlace{0, 1, 2}>;
    using IsDevice = CapabilityField<FieldPlace{1, 50, 1}, FieldPlace{0, 0, 1}>;
    using SizeBits = CapabilityField<FieldPlace{1, 51, 6}, FieldPlace{1, 4, 6}>;
    static constexpr unsigned page_shift =
        word_bits == 64 ? 0 : 12; // a narrow capability stores page numbers

    // On 32-bit machines the size lies below the page boundary, inside what address() returns.
    PhysicalAddress physical() const { return {align_down(raw.address(), 12)}; }
    unsigned size_bits() const { return static_cast<unsigned>(raw.get<SizeBits>()); }
    bool is_device() const { return raw.get<IsDevice>() != 0; }
    RightSet<Right> rights() const { return RightSet<Right>::from_bits(raw.get<RightBits>()); }
    bool is_mapped() const { return mapped_asid() != 0; }
    Asid mapped_asid() const { return raw.get<MappedAsid>(); }
    VirtualAddress mapped_at() const { return {raw.get<MappedPage>() << page_shift}; }

    static Capability make(PhysicalAddress start, unsigned size_bits, bool is_device) {
        return Capability::make(kind, start.value)
            .with<SizeBits>(size_bits)
            .with<IsDevice>(is_device ? 1 : 0)
            .with<RightBits>(RightBits::maximum);
    }
    static Capability mapped(Capability frame, Asid asid, VirtualAddress at) {
        return frame.with<MappedAsid>(asid).with<MappedPage>(at.value >> page_shift);
    }
    static Capability unmapped(Capability frame) { return mapped(frame, 0, {0}); }
};

/// A page table below the root; on architectures without a separate address-space object also the root. Where
/// each level has a kind of table of its own it knows which: counted as PageTableFormat does, 0 elsewhere.
struct PageTableView : View<Kind::page_table> {
    using Right = NoRight;
    using MappedAsid = CapabilityField<FieldPlace{0, 48, 16}, FieldPlace{0, 3, 9}>;
    using MappedPage = CapabilityField<FieldPlace{0, 0, 48}, FieldPlace{0, 12, 20}>;
    static constexpr unsigned page_shift = word_bits == 64 ? 0 : 12;

    using Level = CapabilityField<FieldPlace{1, 48, 2}, FieldPlace{0, 0, 2}>;

    void* table() const { return &object_as<Word>(); }
    unsigned level() const { return static_cast<unsigned>(raw.get<Level>()); }
    bool is_mapped() const { return mapped_asid() != 0; }
    Asid mapped_asid() const { return raw.get<MappedAsid>(); }
    VirtualAddress mapped_at() const { return {raw.get<MappedPage>() << page_shift}; }

    static Capability make(void* table, unsigned level) {
        return Capability::make(kind, address_of(table)).with<Level>(level);
    }
    static Capability mapped(Capability table, Asid asid, VirtualAddress at) {
        return table.with<MappedAsid>(asid).with<MappedPage>(at.value >> page_shift);
    }
    static Capability unmapped(Capability table) { return mapped(table, 0, {0}); }
};

struct AddressSpaceView : View<Kind::address_space> {
    using Right = NoRight;
    using AssignedAsid = CapabilityField<FieldPlace{0, 0, 16}, FieldPlace{0, 0, 16}>;

    void* root() const { return &object_as<Word>(); }
    /// 0: not assigned to a pool, nothing can be mapped in it and no thread can run in it.
    Asid asid() const { return raw.get<AssignedAsid>(); }

    static Capability make(void* root) { return Capability::make(kind, address_of(root)); }
    static Capability assigned(Capability space, Asid asid) { return space.with<AssignedAsid>(asid); }
};

struct AsidPool;

struct AsidPoolView : View<Kind::asid_pool> {
    using Right = NoRight;
    using Base = CapabilityField<FieldPlace{0, 0, 16}, FieldPlace{0, 0, 16}>;

    AsidPool& object() const { return object_as<AsidPool>(); }
    /// The first of the pool's identifiers.
    Asid base() const { return raw.get<Base>(); }

    static Capability make(AsidPool& pool, Asid base) {
        return Capability::make(kind, address_of(&pool)).with<Base>(base);
    }
};

/// The right to read and write a range of ports.
struct IoPortView : View<Kind::io_port> {
    using Right = NoRight;
    using First = CapabilityField<FieldPlace{0, 0, 16}, FieldPlace{0, 0, 16}>;
    using Last = CapabilityField<FieldPlace{0, 16, 16}, FieldPlace{1, 12, 16}>;

    Word first() const { return raw.get<First>(); }
    Word last() const { return raw.get<Last>(); }
    static Capability make(Word first, Word last) {
        return Capability::make(kind, 0).with<First>(first).with<Last>(last);
    }
};

/// What the interface calls it.
inline api::ObjectKind interface_kind(Capability capability) {
    if (capability.kind() == Kind::page_table) {
        const unsigned level = PageTableView{capability}.level();
        if (level == 1) {
            return api::ObjectKind::page_directory_pointer_table;
        }
        if (level == 2) {
            return api::ObjectKind::page_directory;
        }
    }
    return interface_kind(capability.kind());
}

} // namespace nacre::kernel
