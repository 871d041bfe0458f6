// SPDX-License-Identifier: MIT
// Address-space identifiers: pools of them, and giving one to an address space.
#include <core/capability/derivation_tree.hpp>
#include <core/capability/target.hpp>
#include <core/entry/invocation.hpp>
#include <core/memory/mapping.hpp>

#include <cstring>

namespace nacre::kernel {

namespace {

struct MakePool {
    using Method = api::asid_control::MakePool;
    struct Plan {
        Slot* untyped;
        Slot* destination;
        Asid base;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        const Asid base = invocation.kernel().asids.free_base();
        if (base == AsidTable::none) {
            return refuse::with<api::Error::delete_first,
                                "all pools of address-space identifiers are made">();
        }
        Slot& untyped = invocation.capability(arguments.untyped);
        if (!untyped.is<UntypedView>()) {
            return refuse::invalid_capability<1, "`untyped` is no untyped memory">();
        }
        const auto memory = untyped.as<UntypedView>();
        if (memory.size_bits() != api::architecture::asid_pool_bits) {
            return refuse::invalid_capability<1, "`untyped` is not of the size of a pool">();
        }
        if (memory.is_device()) {
            return refuse::invalid_capability<1, "`untyped` is device memory">();
        }
        if (derivation_tree::has_child(untyped)) {
            return refuse::with<api::Error::revoke_first, "`untyped` has children">();
        }
        NACRE_TRY(destination,
                  target::find_empty(invocation.processor, invocation.capability(arguments.root).capability,
                                     arguments.index, arguments.depth));
        return Plan{&untyped, destination, base};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        const auto memory = plan.untyped->as<UntypedView>();
        const Word size = power_of_two(memory.size_bits());
        auto* pool = static_cast<AsidPool*>(arch::Machine::pointer(memory.start()));
        std::memset(static_cast<void*>(pool), 0, size);
        plan.untyped->capability = UntypedView::with_watermark(memory.raw, size);
        derivation_tree::insert(*plan.untyped, *plan.destination, AsidPoolView::make(*pool, plan.base));
        invocation.kernel().asids.set_pool(plan.base, pool);
        return Progress::done;
    }
};

struct Assign {
    using Method = api::asid_pool::Assign;
    struct Plan {
        Slot* space;
        Asid asid;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        Slot& space = invocation.capability(arguments.vspace);
        NACRE_CHECK(require_candidate(space));
        const auto capability = invocation.slot.as<AsidPoolView>();
        const AsidPool* pool = invocation.kernel().asids.pool_of(capability.base());
        if (pool == nullptr) {
            return refuse::failed_lookup<false, "the pool does not exist any more">(
                invocation.processor, "the invoked capability", {.type = api::LookupFailure::invalid_root});
        }
        if (pool != &capability.object()) {
            return refuse::invalid_capability<0, "the capability is not of the pool that is registered">();
        }
        for (Asid index = 0; index < AsidPool::size; index++) {
            // Identifier 0 names no address space.
            if (pool->roots[index] == nullptr && capability.base() + index != 0) {
                return Plan{&space, capability.base() + index};
            }
        }
        return refuse::with<api::Error::delete_first, "all identifiers of the pool are given out">();
    }

    /// An address space without an identifier, or a page table that may become one.
    static Decoded<void> require_candidate(const Slot& space) {
        if (mapping::spaces_are_page_tables && space.is<PageTableView>()) {
            if (space.as<PageTableView>().is_mapped()) {
                return refuse::invalid_capability<1, "`vspace` is mapped in an address space">();
            }
            return {};
        }
        if (!space.is<AddressSpaceView>()) {
            return refuse::invalid_capability<1, "`vspace` is no address space">();
        }
        if (space.as<AddressSpaceView>().asid() != 0) {
            return refuse::invalid_capability<1, "`vspace` has an identifier already">();
        }
        return {};
    }

    static Progress commit(Invocation& invocation, const Plan& plan) {
        if (plan.space->is<PageTableView>()) {
            void* root = plan.space->as<PageTableView>().table();
            arch::PageTableFormat::prepare_root(root);
            plan.space->capability = AddressSpaceView::make(root);
        }
        invocation.kernel().asids.set_root(plan.asid, plan.space->as<AddressSpaceView>().root());
        plan.space->capability = AddressSpaceView::assigned(plan.space->capability, plan.asid);
        return Progress::done;
    }
};

} // namespace

Outcome asid_control::invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::asid_control, MakePool>(invocation);
}

Outcome asid_pool::invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::asid_pool, Assign>(invocation);
}

} // namespace nacre::kernel
