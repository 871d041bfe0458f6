// SPDX-License-Identifier: MIT
// What is true of a kernel whenever it has left through a door, whatever programs did before.
#include <support/check_invariants.hpp>

namespace nacre::test {

Violations check_invariants(kernel::Kernel& kernel, std::span<const kernel::Slot> roots, History* history) {
    Violations violations;
    const Census census{kernel, roots, violations};
    if (!violations.empty()) {
        return violations; // the rest would follow broken links
    }
    check_derivation(census, violations);
    check_threads(kernel, census, history, violations);
    check_queues(kernel, census, violations);
    check_contexts(kernel, census, history, violations);
    check_mappings(kernel, census, violations);
    check_machine(kernel, violations);
    check_cores(kernel, census, violations);
    return violations;
}

} // namespace nacre::test
