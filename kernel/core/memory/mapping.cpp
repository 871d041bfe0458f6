// SPDX-License-Identifier: MIT
// What the mapping methods have in common: finding the address space that an argument names.
#include <core/memory/mapping.hpp>

namespace nacre::kernel::mapping {

Decoded<Space> find_space(const Kernel& kernel, const Slot& slot, Word position) {
    if (!slot.is<AddressSpaceView>() || slot.as<AddressSpaceView>().asid() == 0) {
        return refuse::invalid_capability(position);
    }
    const auto space = slot.as<AddressSpaceView>();
    const void* registered = kernel.asids.root(space.asid());
    if (registered == nullptr) {
        return refuse::failed_lookup(false, {.type = api::LookupFailure::invalid_root});
    }
    if (registered != space.root()) {
        return refuse::invalid_capability(position);
    }
    return Space{space.root(), space.asid()};
}

} // namespace nacre::kernel::mapping
