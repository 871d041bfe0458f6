// SPDX-License-Identifier: MIT
// The groups of checks, one for each source in this folder and in those of the architectures.
#pragma once

#include <conformance/check.hpp>

namespace nacre::conformance {

std::span<const Check> truncated_checks();
std::span<const Check> wrong_object_checks();
std::span<const Check> cnode_single_checks();
std::span<const Check> cnode_transfer_checks();
std::span<const Check> cnode_rotate_checks();
std::span<const Check> untyped_checks();
std::span<const Check> thread_register_checks();
std::span<const Check> thread_space_checks();
std::span<const Check> thread_scheduling_checks();
std::span<const Check> domain_checks();
std::span<const Check> needed_rights_checks();
std::span<const Check> frame_checks();
std::span<const Check> page_table_checks();
std::span<const Check> asid_checks();
std::span<const Check> interrupt_handler_checks();
std::span<const Check> message_checks();
std::span<const Check> transfer_checks();
std::span<const Check> fault_checks();
std::span<const Check> exception_checks();
std::span<const Check> capability_fault_checks();
std::span<const Check> scheduling_context_checks();
std::span<const Check> scheduling_control_checks();
std::span<const Check> running_thread_checks();
std::span<const Check> passive_server_checks();
std::span<const Check> budget_checks();
std::span<const Check> timeout_checks();
std::span<const Check> yielding_checks();
std::span<const Check> timed_case_checks();

/// What only some architectures have: which of these groups are built, architecture_groups says.
std::span<const Check> frame_cache_checks();
std::span<const Check> address_space_checks();
std::span<const Check> interrupt_number_checks();
std::span<const Check> software_interrupt_checks();
std::span<const Check> interrupt_pin_checks();
std::span<const Check> io_port_checks();
std::span<const Check> mapping_checks();
std::span<const Check> wide_register_checks();
std::span<const Check> legacy_timer_checks();

/// The groups of the architecture's own: one source in architecture/ for each architecture.
std::span<const std::span<const Check>> architecture_groups();

} // namespace nacre::conformance
