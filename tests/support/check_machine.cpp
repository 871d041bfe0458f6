// SPDX-License-Identifier: MIT
// The machine itself: each core's timer, FPU and active address space are what its current thread needs.
#include <arch/fake_machine.hpp>
#include <support/check_invariants.hpp>
#include <support/text.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

namespace {

/// When the timer must ring: the current budget, counted from when it was set, ends, or somebody's time
/// comes.
void check_deadline(Processor& processor, Violations& violations) {
    SchedulingContext& context = *processor.current_context;
    const bool is_idle = processor.current->is_idle();
    if (is_idle && processor.release.empty()) {
        return;
    }
    const arch::FakeCore& core = arch::fake_machine().of_core(processor.index);
    Ticks due = is_idle ? ~Ticks{0} : core.deadline_set_at + refill::first(context).amount;
    if (const Thread* first = processor.release.first()) {
        due = std::min(due, refill::first(*first->scheduling_context).time);
    }
    if (!core.deadline || *core.deadline > due) {
        violations.push_back(
            text("processor: the timer is set too late: ", core.deadline.value_or(0), " instead of ", due));
    }
}

void check_active_space(const Kernel& kernel, const Processor& processor, Violations& violations) {
    const Slot& slot = processor.current->slot(ThreadSlot::address_space);
    const arch::FakeCore& machine = arch::fake_machine().of_core(processor.index);
    const void* root = nullptr;
    if (slot.is<AddressSpaceView>() && slot.as<AddressSpaceView>().asid() != 0) {
        const void* registered = kernel.asids.root(slot.as<AddressSpaceView>().asid());
        root = registered == slot.as<AddressSpaceView>().root() ? registered : nullptr;
    }
    const bool is_right = root == nullptr ? !machine.active_root
                                          : machine.active_root == arch::Machine::physical(root) &&
                                                machine.active_asid == slot.as<AddressSpaceView>().asid();
    if (!is_right) {
        violations.emplace_back(
            "the machine translates through another address space than the current thread's");
    }
}

void check_fpu(const Processor& processor, Violations& violations) {
    if (arch::fake_machine().of_core(processor.index).fpu_enabled !=
        (processor.fpu_owner == processor.current)) {
        violations.emplace_back(
            "processor: the FPU is enabled for one that does not own it, or disabled for its owner");
    }
}

} // namespace

void check_machine(Kernel& kernel, Violations& violations) {
    for (unsigned index = 0; index < kernel.processor_count; index++) {
        check_deadline(kernel.processors[index], violations);
        check_active_space(kernel, kernel.processors[index], violations);
        check_fpu(kernel.processors[index], violations);
    }
}

} // namespace nacre::test
