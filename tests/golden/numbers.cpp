// SPDX-License-Identifier: MIT
// Compares every number of the interface with a file that was made from seL4's own headers, not from ours.
#include <api/boot_info.hpp>
#include <api/cnode_data.hpp>
#include <api/codec.hpp>
#include <api/fault.hpp>
#include <api/message.hpp>
#include <api/method_list.hpp>
#include <api/object_size.hpp>
#include <api/rights.hpp>
#include <api/system_call.hpp>

#include <golden/own_numbers.hpp>

#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace nacre::api {
namespace {

void add_system_calls(Numbers& numbers) {
    for (const auto& description : system_calls) {
        numbers.add("system_call", description.name, description.number);
    }
}

void add_methods(Numbers& numbers) {
    for_each_method([&]<Method M>() {
        numbers.add("label", M::name, label_of<M>);
        numbers.add("words", M::name, message_length<M> + trailing_words<M>());
        numbers.add("capabilities", M::name, capability_count<M>);
    });
    numbers.add("label", "end", method_count + 1);
}

void add_errors(Numbers& numbers) {
    for (std::size_t i = 0; i < error_count; ++i) {
        numbers.add("error", error_descriptions[i].name, i);
    }
    numbers.add("lookup_failure", "invalid_root", LookupFailure::invalid_root);
    numbers.add("lookup_failure", "missing_capability", LookupFailure::missing_capability);
    numbers.add("lookup_failure", "depth_mismatch", LookupFailure::depth_mismatch);
    numbers.add("lookup_failure", "guard_mismatch", LookupFailure::guard_mismatch);
}

void add_objects(Numbers& numbers) {
    numbers.add("object_type", "untyped", ObjectType::untyped);
    numbers.add("object_type", "thread", ObjectType::thread);
    numbers.add("object_type", "endpoint", ObjectType::endpoint);
    numbers.add("object_type", "notification", ObjectType::notification);
    numbers.add("object_type", "cnode", ObjectType::cnode);
    numbers.add("object_type", "scheduling_context", ObjectType::scheduling_context);
    numbers.add("object_type", "reply", ObjectType::reply);
    add_own_objects(numbers);
}

void add_sizes(Numbers& numbers) {
    using namespace architecture;
    numbers.add("size", "slot", slot_bits);
    numbers.add("size", "thread", api::thread_bits);
    numbers.add("size", "endpoint", endpoint_bits);
    numbers.add("size", "notification", notification_bits);
    numbers.add("size", "reply", reply_bits);
    numbers.add("size", "small_frame", small_frame_bits);
    numbers.add("size", "large_frame", large_frame_bits);
    if constexpr (word_bits == 64) {
        numbers.add("size", "huge_frame", huge_frame_bits);
    }
    numbers.add("size", "page_table", page_table_bits);
    numbers.add("size", "vspace", vspace_bits);
    numbers.add("size", "asid_pool", asid_pool_bits);
    numbers.add("size", "asid_pool_index", asid_pool_index_bits);
    numbers.add("size", "asid_pool_count", asid_pool_count_bits);
    numbers.add("size", "ipc_buffer", ipc_buffer_size_bits);
    numbers.add("size", "minimum_untyped", minimum_untyped_bits);
    numbers.add("size", "maximum_untyped", api::maximum_untyped_bits);
    numbers.add("size", "minimum_scheduling_context", minimum_scheduling_context_bits);
    numbers.add("extra_refills", "smallest", maximum_extra_refills(minimum_scheduling_context_bits));
    numbers.add("extra_refills", "page", maximum_extra_refills(12));
    numbers.add("limit", "user_top", user_top);
    numbers.add("limit", "retype_fan_out", untyped::retype_fan_out_limit);
    numbers.add("limit", "message_length", message_maximum_length);
    numbers.add("limit", "extra_capabilities", maximum_extra_capabilities);
    numbers.add("limit", "message_registers", message_register_count);
}

void add_words(Numbers& numbers) {
    numbers.add("word", "message_info", MessageInfo::make(5, 4, 3, 100).bits);
    numbers.add("word", "cnode_data", CNodeData::make(9, word_bits - 14).bits);
    numbers.add("word", "rights_all", CapabilityRights::all().bits);
    numbers.add("word", "right_write", CapabilityRights::write().bits);
    numbers.add("word", "right_read", CapabilityRights::read().bits);
    numbers.add("word", "right_grant", CapabilityRights::grant().bits);
    numbers.add("word", "right_grant_reply", CapabilityRights::grant_reply().bits);
    numbers.add("word", "flag_fpu_disabled", thread::flag::fpu_disabled);
    numbers.add("word", "flag_sporadic", scheduling_control::flag::sporadic);
    add_attributes(numbers);
}

void add_faults(Numbers& numbers) {
    numbers.add("fault", "null_fault", FaultType::null_fault);
    numbers.add("fault", "capability_fault", FaultType::capability_fault);
    numbers.add("fault", "unknown_system_call", FaultType::unknown_system_call);
    numbers.add("fault", "user_exception", FaultType::user_exception);
    numbers.add("fault", "timeout", FaultType::timeout);
    numbers.add("fault", "vm_fault", FaultType::vm_fault);
    using Capability = CapabilityFaultMessage;
    numbers.add("capability_fault", "instruction_pointer", Capability::instruction_pointer);
    numbers.add("capability_fault", "address", Capability::address);
    numbers.add("capability_fault", "in_receive_phase", Capability::in_receive_phase);
    numbers.add("capability_fault", "lookup_failure", Capability::lookup_failure);
    numbers.add("capability_fault", "bits_left", Capability::bits_left);
    numbers.add("capability_fault", "depth_mismatch_bits_found", Capability::depth_mismatch_bits_found);
    numbers.add("capability_fault", "guard_mismatch_guard_found", Capability::guard_mismatch_guard_found);
    numbers.add("capability_fault", "guard_mismatch_bits_found", Capability::guard_mismatch_bits_found);
}

void add_fault_messages(Numbers& numbers) {
    using Vm = architecture::VmFaultMessage;
    numbers.add("vm_fault", "instruction_pointer", Vm::instruction_pointer);
    numbers.add("vm_fault", "address", Vm::address);
    numbers.add("vm_fault", "is_instruction_fault", Vm::is_instruction_fault);
    numbers.add("vm_fault", "status", Vm::status);
    numbers.add("vm_fault", "length", Vm::length);
    add_own_fault_messages(numbers);
    numbers.add("timeout", "data", TimeoutMessage::data);
    numbers.add("timeout", "consumed", TimeoutMessage::consumed);
    numbers.add("timeout", "length", TimeoutMessage::length);
    numbers.add("timeout_reply", "length", architecture::TimeoutReply::length);
}

void add_layouts(Numbers& numbers) {
    numbers.add("ipc_buffer", "tag", offsetof(IpcBuffer, tag));
    numbers.add("ipc_buffer", "message", offsetof(IpcBuffer, message));
    numbers.add("ipc_buffer", "user_data", offsetof(IpcBuffer, user_data));
    numbers.add("ipc_buffer", "capabilities_or_badges", offsetof(IpcBuffer, capabilities_or_badges));
    numbers.add("ipc_buffer", "receive_cnode", offsetof(IpcBuffer, receive_cnode));
    numbers.add("ipc_buffer", "receive_index", offsetof(IpcBuffer, receive_index));
    numbers.add("ipc_buffer", "receive_depth", offsetof(IpcBuffer, receive_depth));
    numbers.add("ipc_buffer", "size", sizeof(IpcBuffer));
    numbers.add("boot_info", "extra_length", offsetof(BootInfo, extra_length));
    numbers.add("boot_info", "node_id", offsetof(BootInfo, node_id));
    numbers.add("boot_info", "node_count", offsetof(BootInfo, node_count));
    numbers.add("boot_info", "io_page_table_levels", offsetof(BootInfo, io_page_table_levels));
    numbers.add("boot_info", "ipc_buffer", offsetof(BootInfo, ipc_buffer));
    numbers.add("boot_info", "empty", offsetof(BootInfo, empty));
    numbers.add("boot_info", "shared_frames", offsetof(BootInfo, shared_frames));
    numbers.add("boot_info", "user_image_frames", offsetof(BootInfo, user_image_frames));
    numbers.add("boot_info", "user_image_paging", offsetof(BootInfo, user_image_paging));
    numbers.add("boot_info", "io_space_capabilities", offsetof(BootInfo, io_space_capabilities));
    numbers.add("boot_info", "extra_boot_info_pages", offsetof(BootInfo, extra_boot_info_pages));
    numbers.add("boot_info", "root_cnode_slots_bits", offsetof(BootInfo, root_cnode_slots_bits));
    numbers.add("boot_info", "initial_domain", offsetof(BootInfo, initial_domain));
    numbers.add("boot_info", "scheduling_control", offsetof(BootInfo, scheduling_control));
    numbers.add("boot_info", "untyped", offsetof(BootInfo, untyped));
    numbers.add("boot_info", "untyped_list", offsetof(BootInfo, untyped_list));
    numbers.add("boot_info", "size", sizeof(BootInfo));
    numbers.add("untyped_description", "physical_address", offsetof(UntypedDescription, physical_address));
    numbers.add("untyped_description", "size_bits", offsetof(UntypedDescription, size_bits));
    numbers.add("untyped_description", "is_device", offsetof(UntypedDescription, is_device));
    numbers.add("boot_info_id", "padding", BootInfoId::padding);
    numbers.add("boot_info_id", "device_tree", BootInfoId::device_tree);
    numbers.add("boot_info_header", "length", offsetof(BootInfoHeader, length));
    numbers.add("boot_info_header", "size", sizeof(BootInfoHeader));
}

void add_initial_capabilities(Numbers& numbers) {
    using namespace initial_capability;
    numbers.add("initial_capability", "null", null);
    numbers.add("initial_capability", "thread", initial_capability::thread);
    numbers.add("initial_capability", "cnode", initial_capability::cnode);
    numbers.add("initial_capability", "vspace", vspace);
    numbers.add("initial_capability", "irq_control", irq_control);
    numbers.add("initial_capability", "asid_control", initial_capability::asid_control);
    numbers.add("initial_capability", "asid_pool", initial_capability::asid_pool);
    numbers.add("initial_capability", "io_port_control", initial_capability::io_port_control);
    numbers.add("initial_capability", "io_space", io_space);
    numbers.add("initial_capability", "boot_info_frame", boot_info_frame);
    numbers.add("initial_capability", "ipc_buffer", ipc_buffer);
    numbers.add("initial_capability", "domain", initial_capability::domain);
    numbers.add("initial_capability", "smmu_stream_control", smmu_stream_control);
    numbers.add("initial_capability", "smmu_context_bank_control", smmu_context_bank_control);
    numbers.add("initial_capability", "scheduling_context", initial_capability::scheduling_context);
    numbers.add("initial_capability", "smc", smc);
    numbers.add("initial_capability", "end", first_free_slot);
}

TEST(Golden, NumbersAreThoseOfSel4) {
    Numbers numbers;
    add_system_calls(numbers);
    add_methods(numbers);
    add_errors(numbers);
    add_objects(numbers);
    add_sizes(numbers);
    add_words(numbers);
    add_faults(numbers);
    add_fault_messages(numbers);
    add_layouts(numbers);
    add_user_context(numbers);
    add_initial_capabilities(numbers);

    std::ifstream file{GOLDEN_FILE};
    ASSERT_TRUE(file) << GOLDEN_FILE;
    std::vector<std::string> golden;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#') {
            golden.push_back(line);
        }
    }
    // One line at a time, so that a failure names the number that is wrong.
    for (std::size_t i = 0; i < golden.size() && i < numbers.lines().size(); ++i) {
        EXPECT_EQ(numbers.lines()[i], golden[i]);
    }
    EXPECT_EQ(numbers.lines().size(), golden.size());
}

} // namespace
} // namespace nacre::api
