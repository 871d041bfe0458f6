// SPDX-License-Identifier: MIT
// The groups of checks in the order in which they run.
#include <conformance/checks/groups.hpp>

#include <array>

namespace nacre::conformance {

std::span<const std::span<const Check>> all_checks() {
    static const std::array groups{
        truncated_checks(),
        wrong_object_checks(),
        cnode_single_checks(),
        cnode_transfer_checks(),
        cnode_rotate_checks(),
        untyped_checks(),
        thread_register_checks(),
        thread_space_checks(),
        thread_scheduling_checks(),
        domain_checks(),
        needed_rights_checks(),
        frame_checks(),
        frame_cache_checks(),
        page_table_checks(),
        address_space_checks(),
        asid_checks(),
        interrupt_control_checks(),
        interrupt_handler_checks(),
        message_checks(),
        transfer_checks(),
        fault_checks(),
        exception_checks(),
        capability_fault_checks(),
        scheduling_context_checks(),
        scheduling_control_checks(),
        running_thread_checks(),
        passive_server_checks(),
        budget_checks(),
        timeout_checks(),
        yielding_checks(),
        timed_case_checks(),
    };
    return groups;
}

} // namespace nacre::conformance
