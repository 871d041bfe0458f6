// SPDX-License-Identifier: MIT
// Address spaces as objects: cache maintenance by virtual address.
#include <api/method/address_space.hpp>
#include <core/memory/cache_operation.hpp>
#include <core/memory/mapping.hpp>

namespace nacre::kernel::address_space {

namespace {

using Format = arch::PageTableFormat;

template<typename TheMethod, CacheOperation operation>
struct Maintain {
    using Method = TheMethod;
    struct Plan {
        PhysicalAddress start;
        Word size; ///< 0: nothing is mapped there, or a device
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (arguments.start >= arguments.end) {
            return refuse::invalid_argument<1, "`start` is not below `end`">();
        }
        if (arguments.end >= arch::Machine::user_top.value) {
            return refuse::with<api::Error::illegal_operation, "`end` lies outside user space">();
        }
        NACRE_TRY(space, mapping::find_space(invocation.processor, invocation.slot, 0));
        const VirtualAddress start{arguments.start};
        const auto found = PageTables{space.root}.find(start);
        if (!Format::is_leaf(found.level, *found.entry)) {
            return Plan{{}, 0};
        }
        const VirtualAddress page = start.down_to(found.span_bits());
        const Word page_size = power_of_two(found.span_bits());
        if (arguments.end - page.value > page_size) {
            return refuse::out_of_range<"`start` and `end` lie in different pages">(
                invocation.processor, start.value, page.value + page_size - 1);
        }
        if (operation == CacheOperation::invalidate && !Format::permissions(*found.entry).write) {
            return refuse::with<api::Error::illegal_operation,
                                "`start` is mapped without the right to write">();
        }
        const PhysicalAddress physical = Format::target(*found.entry) + (start - page);
        const bool is_ram = invocation.kernel().is_memory(physical);
        return Plan{physical, is_ram ? arguments.end - arguments.start : 0};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        return maintain_cache(invocation, operation, plan.start, plan.size);
    }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<
        api::ObjectKind::address_space, Maintain<api::address_space::CleanData, CacheOperation::clean>,
        Maintain<api::address_space::InvalidateData, CacheOperation::invalidate>,
        Maintain<api::address_space::CleanInvalidateData, CacheOperation::clean_invalidate>,
        Maintain<api::address_space::UnifyInstruction, CacheOperation::unify>>(invocation);
}

} // namespace nacre::kernel::address_space
