// SPDX-License-Identifier: MIT
// Linked before the kernel's own debug calls: debug_snapshot stops all cores and checks the kernel's
// invariants. A violated one is a panic.
#include <checking_kernel/heap.hpp>
#include <core/cores/exclusive.hpp>
#include <core/entry/debug_call.hpp>
#include <core/entry/leave.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>
#include <core/schedule/scheduler.hpp>
#include <support/check_invariants.hpp>

#include <api/system_call.hpp>

// What the linker makes of the kernel's own function, and of calls to it (--wrap).
extern "C" bool own_perform(nacre::kernel::Processor& processor,
                            std::intptr_t number) asm("__real_" NACRE_WRAPPED_FUNCTION);
extern "C" bool checking_perform(nacre::kernel::Processor& processor,
                                 std::intptr_t number) asm("__wrap_" NACRE_WRAPPED_FUNCTION);

namespace nacre::test {

namespace {

/// The caller must be the root task's: everything is found from its capability space.
void check(kernel::Processor& processor, std::span<const kernel::Slot> roots) {
    const HeapInUse heap;
    Violations violations;
    const Census census{*processor.kernel, roots, violations, Moment::in_section};
    if (violations.empty()) {
        check_derivation(census, violations);
        check_threads(*processor.kernel, census, nullptr, violations);
        check_queues(*processor.kernel, census, violations);
        check_contexts(*processor.kernel, census, nullptr, violations);
        check_mappings(*processor.kernel, census, violations);
    }
    for (const std::string& violation : violations) {
        kernel::print("violated: {}\n", std::string_view{violation});
    }
    if (!violations.empty()) {
        kernel::panic("the kernel's invariants do not hold");
    }
}

} // namespace
} // namespace nacre::test

bool checking_perform(nacre::kernel::Processor& processor, std::intptr_t number) {
    using namespace nacre::kernel;
    if (number != static_cast<std::intptr_t>(nacre::api::SystemCall::debug_snapshot)) {
        return own_perform(processor, number);
    }
    scheduler::account(processor);
    const bool goes_on = exclusive::enter(processor, exclusive::Patience::until_allowed);
    if (goes_on) {
        nacre::test::check(processor, processor.current->slots);
        if (scheduler::has_budget_or_restart(processor)) {
            processor.current->registers.set_badge(nacre::test::HeapInUse::most);
        }
    }
    entry::leave(processor);
    return true;
}
