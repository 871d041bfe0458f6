// SPDX-License-Identifier: MIT
// The groups of checks in the order in which they run.
#include <conformance/checks/groups.hpp>

#include <array>

namespace nacre::conformance {

namespace {

/// What all architectures have.
constexpr std::size_t common_groups = 28;
std::array<std::span<const Check>, common_groups> common() {
    return {
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
        page_table_checks(),
        asid_checks(),
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
}

} // namespace

std::span<const std::span<const Check>> all_checks() {
    constexpr std::size_t most_of_an_architecture = 8;
    static std::array<std::span<const Check>, common_groups + most_of_an_architecture> groups{};
    auto end = std::ranges::copy(common(), groups.begin()).out;
    end = std::ranges::copy(architecture_groups(), end).out;
    return {groups.begin(), end};
}

} // namespace nacre::conformance
