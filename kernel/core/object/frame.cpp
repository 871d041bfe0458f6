// SPDX-License-Identifier: MIT
// Frames: memory that programs see, and its mappings.
#include <core/capability/derive.hpp>
#include <core/memory/cache_operation.hpp>
#include <core/memory/mapping.hpp>

namespace nacre::kernel::frame {

namespace {

using Format = arch::PageTableFormat;

/// What the attributes say beyond cached or not.
template<typename Attributes>
unsigned char memory_type_of(Attributes attributes) {
    if constexpr (requires { attributes.memory_type(); }) {
        return static_cast<unsigned char>(attributes.memory_type());
    } else {
        return 0;
    }
}

PagePermissions permissions_of(const FrameView& frame, api::CapabilityRights wanted,
                               api::architecture::MappingAttributes attributes) {
    const FrameView limited{with_rights(frame.raw, wanted)};
    const bool may_read = limited.rights().has(FrameRight::read);
    // What can be executed can be read: without that right the page is there, but not for the program.
    return {.read = may_read,
            .write = limited.rights().has(FrameRight::write),
            .execute = may_read && !attributes.execute_never(),
            .cached = attributes.cacheable(),
            .memory_type = memory_type_of(attributes)};
}

struct Map {
    using Method = api::frame::Map;
    struct Plan {
        Slot* slot;
        PageTables::Entry* entry;
        PageTables::Entry value;
        Asid asid;
        VirtualAddress address;
        bool was_mapped;
        bool is_executable;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        const Slot& vspace = invocation.capability(arguments.vspace);
        const auto frame = invocation.slot.as<FrameView>();
        const VirtualAddress address{arguments.virtual_address};
        if constexpr (mapping::tables_have_levels) {
            NACRE_CHECK(mapping::require_space(invocation.processor, vspace, 1));
            NACRE_CHECK(check_place(frame, vspace.as<AddressSpaceView>().asid(), address));
        }
        NACRE_TRY(space, mapping::find_space(invocation.processor, vspace, 1));
        if constexpr (mapping::spaces_are_page_tables) {
            NACRE_CHECK(check_range(frame, address));
        }
        if (!address.aligned(frame.size_bits())) {
            return refuse::with<api::Error::alignment_error,
                                "`virtual_address` is not aligned to the size of the frame">();
        }
        if constexpr (!mapping::spaces_are_page_tables) {
            NACRE_CHECK(check_place(frame, space.asid, address));
        }
        const unsigned level = PageTables::level_of_frame(frame.size_bits());
        const auto found = PageTables{space.root}.find(address);
        if (found.level != level) {
            return wrong_tables(invocation.processor, found, level);
        }
        // What is mapped there, this frame or another, gives way; another one does not where spaces are page
        // tables.
        if constexpr (mapping::spaces_are_page_tables) {
            NACRE_CHECK(check_place(frame, space.asid, address));
            if (!frame.is_mapped() && *found.entry != 0) {
                return refuse::with<api::Error::delete_first,
                                    "another frame is mapped at `virtual_address`">();
            }
        }
        const PagePermissions permissions = permissions_of(frame, arguments.rights, arguments.attributes);
        return Plan{.slot = &invocation.slot,
                    .entry = found.entry,
                    .value = Format::leaf(level, frame.physical(), permissions),
                    .asid = space.asid,
                    .address = address,
                    .was_mapped = *found.entry != 0,
                    .is_executable = permissions.execute};
    }

    static Progress commit(Invocation&, const Plan& plan) {
        plan.slot->capability = FrameView::mapped(plan.slot->capability, plan.asid, plan.address);
        PageTables::write(plan.entry, plan.value);
        if (plan.was_mapped) {
            arch::Machine::flush_page(plan.asid, plan.address);
        }
        if (plan.is_executable) {
            arch::Machine::refetch_instructions();
        }
        return Progress::done;
    }

private:
    [[gnu::cold, gnu::noinline]] static Failure<Refusal>
    wrong_tables(Processor& processor, const PageTables::Position& found, unsigned level) {
        const LookupFault fault{.type = api::LookupFailure::missing_capability,
                                .bits_left = found.span_bits()};
        if (mapping::tables_have_levels && found.level > level) {
            return refuse::with<api::Error::delete_first,
                                "page tables for smaller frames are mapped at `virtual_address`">();
        }
        if (found.level > level) {
            return refuse::failed_lookup<false, "a page table lies where a frame of this size would go">(
                processor, "virtual_address", fault);
        }
        return *found.entry == 0
                   ? refuse::failed_lookup<false, "a page table for a frame of this size is missing">(
                         processor, "virtual_address", fault)
                   : refuse::failed_lookup<false, "a larger frame is mapped there">(processor,
                                                                                    "virtual_address", fault);
    }

    /// A mapped frame can only be mapped again where it is; a new mapping must lie in user space.
    static Decoded<bool> check_place(const FrameView& frame, Asid asid, VirtualAddress address) {
        if (frame.is_mapped()) {
            if (frame.mapped_asid() != asid) {
                return refuse::invalid_capability<
                    1, "the frame is mapped in another address space than `vspace`">();
            }
            if (frame.mapped_at() != address) {
                return refuse::invalid_argument<
                    0, "the frame is mapped at another address than `virtual_address`">();
            }
            return true;
        }
        return check_range(frame, address);
    }

    static Decoded<bool> check_range(const FrameView& frame, VirtualAddress address) {
        if (!mapping::fits_user_space(address, power_of_two(frame.size_bits()))) {
            return refuse::invalid_argument<0, "`virtual_address` lies outside user space">();
        }
        return true;
    }
};

struct Unmap {
    using Method = api::frame::Unmap;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        Slot& slot = invocation.slot;
        address_space::unmap_frame(invocation.kernel(), slot.as<FrameView>());
        slot.capability = FrameView::unmapped(slot.capability);
        return Progress::done;
    }
};

template<typename TheMethod, CacheOperation operation>
struct Maintain {
    using Method = TheMethod;
    struct Plan {
        PhysicalAddress start;
        Word size;
        bool is_device;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        const auto frame = invocation.slot.as<FrameView>();
        if (!frame.is_mapped()) {
            return refuse::with<api::Error::illegal_operation, "the frame is not mapped">();
        }
        void* root = invocation.kernel().asids.root(frame.mapped_asid());
        if (root == nullptr) {
            return refuse::failed_lookup<false, "the address space in which the frame is mapped is gone">(
                invocation.processor, nullptr, {.type = api::LookupFailure::invalid_root});
        }
        const Word size = power_of_two(frame.size_bits());
        if (arguments.start_offset >= arguments.end_offset) {
            return refuse::invalid_argument<1, "`start_offset` is not below `end_offset`">();
        }
        if (arguments.start_offset >= size) {
            return refuse::invalid_argument<0, "`start_offset` lies outside the frame">();
        }
        if (arguments.end_offset > size) {
            return refuse::invalid_argument<0, "`end_offset` lies outside the frame">();
        }
        NACRE_CHECK(check_mapping(root, frame));
        return Plan{frame.physical() + arguments.start_offset, arguments.end_offset - arguments.start_offset,
                    frame.is_device()};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        return plan.is_device ? Progress::done : maintain_cache(invocation, operation, plan.start, plan.size);
    }

private:
    /// The capability remembers a mapping that can have gone in the meantime.
    static Decoded<bool> check_mapping(void* root, const FrameView& frame) {
        const auto found = PageTables{root}.find(frame.mapped_at());
        if (found.level != PageTables::level_of_frame(frame.size_bits()) ||
            !Format::is_leaf(found.level, *found.entry) || Format::target(*found.entry) != frame.physical()) {
            return refuse::invalid_capability<0, "the frame is no longer mapped where it was">();
        }
        if (operation == CacheOperation::invalidate && !Format::permissions(*found.entry).write) {
            return refuse::with<api::Error::illegal_operation,
                                "the frame is mapped without the right to write">();
        }
        return true;
    }
};

struct GetAddress {
    using Method = api::frame::GetAddress;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method&) { return NoPlan{}; }
    static Progress commit(Invocation& invocation, const Plan&) {
        invocation.answer_with(Method::Output{invocation.slot.as<FrameView>().physical().value});
        return Progress::done;
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::frame, Map, Unmap,
                            Maintain<api::frame::CleanData, CacheOperation::clean>,
                            Maintain<api::frame::InvalidateData, CacheOperation::invalidate>,
                            Maintain<api::frame::CleanInvalidateData, CacheOperation::clean_invalidate>,
                            Maintain<api::frame::UnifyInstruction, CacheOperation::unify>, GetAddress>(
        invocation);
}

} // namespace nacre::kernel::frame
