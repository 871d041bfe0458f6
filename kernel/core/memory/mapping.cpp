// SPDX-License-Identifier: MIT
// What the mapping methods have in common: finding the address space that an argument names.
#include <core/memory/mapping.hpp>

namespace nacre::kernel::mapping {

Decoded<bool> require_space(const Slot& slot, Word position) {
    if (!slot.is<AddressSpaceView>() || slot.as<AddressSpaceView>().asid() == 0) {
        return refuse::invalid_capability(position,
                                          "the capability is no address space, or has no identifier");
    }
    return true;
}

Decoded<Space> find_space(const Kernel& kernel, const Slot& slot, Word position) {
    NACRE_CHECK(require_space(slot, position));
    const auto space = slot.as<AddressSpaceView>();
    const void* registered = kernel.asids.root(space.asid());
    if (registered == nullptr) {
        return refuse::failed_lookup(false, {.type = api::LookupFailure::invalid_root},
                                     "the identifier of the address space is not in use any more");
    }
    if (registered != space.root()) {
        return refuse::invalid_capability(position, "the identifier belongs to another address space now");
    }
    return Space{space.root(), space.asid()};
}

} // namespace nacre::kernel::mapping
