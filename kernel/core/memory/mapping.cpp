// SPDX-License-Identifier: MIT
// What the mapping methods have in common: finding the address space that an argument names.
#include <core/memory/mapping.hpp>

namespace nacre::kernel::mapping {

namespace {

/// Methods have the address space as the invoked capability or as their first argument.
const char* name_of(Word position) { return position == 0 ? "the invoked capability" : "vspace"; }

} // namespace

Decoded<bool> require_space(Processor& processor, const Slot& slot, Word position) {
    if (!slot.is<AddressSpaceView>()) [[unlikely]] {
        return refuse::invalid_capability<"the capability is no address space">(processor, position,
                                                                                name_of(position));
    }
    if (slot.as<AddressSpaceView>().asid() == 0) [[unlikely]] {
        return refuse::invalid_capability<"the address space has no identifier">(processor, position,
                                                                                 name_of(position));
    }
    return true;
}

Decoded<Space> find_space(Processor& processor, const Slot& slot, Word position) {
    NACRE_CHECK(require_space(processor, slot, position));
    const auto space = slot.as<AddressSpaceView>();
    const void* registered = processor.kernel->asids.root(space.asid());
    if (registered == nullptr) [[unlikely]] {
        return refuse::failed_lookup<false, "the identifier of the address space is not in use any more">(
            processor, name_of(position), {.type = api::LookupFailure::invalid_root});
    }
    if (registered != space.root()) [[unlikely]] {
        return refuse::invalid_capability<"the identifier belongs to another address space now">(
            processor, position, name_of(position));
    }
    return Space{space.root(), space.asid()};
}

} // namespace nacre::kernel::mapping
