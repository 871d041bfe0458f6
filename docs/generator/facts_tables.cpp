// SPDX-License-Identifier: MIT
// The facts beside the methods: rows of "table, name, value, note" for numbers, layouts and sizes.
#include "facts.hpp"

#include <api/architecture/system_call_registers.hpp>
#include <api/boot_info.hpp>
#include <api/cnode_data.hpp>
#include <api/debug_identity.hpp>
#include <api/fault.hpp>
#include <api/message.hpp>
#include <api/method_list.hpp>
#include <api/object_size.hpp>
#include <api/rights.hpp>
#include <api/system_call.hpp>
#include <api/type_kind.hpp>

#include <string>

namespace {

using namespace nacre;
using namespace nacre::api;

template<typename Value>
void row(const char* table, std::string_view name, const Value& value, std::string_view note = "") {
    manual::tell("row", table, name, value, note);
}

std::string power(unsigned bits) { return "2^" + std::to_string(bits); }

std::string bits(unsigned first, unsigned count) {
    return std::to_string(first) + "–" + std::to_string(first + count - 1);
}

void tell_system_calls() {
    for (const auto& call : system_calls) {
        manual::tell("call", call.name, call.sel4_name, static_cast<int>(call.number), call.sentence,
                     call.description);
    }
    for (const auto& role : architecture::system_call_registers) {
        row("registers", role.role, role.name);
    }
}

void tell_errors() {
    for (std::size_t i = 0; i < error_count; ++i) {
        manual::tell("error", error_descriptions[i].name, i, error_descriptions[i].sentence,
                     error_descriptions[i].words);
    }
    for (const auto& failure : lookup_failures) {
        manual::tell("lookup", failure.name, static_cast<Word>(failure.number), failure.sentence,
                     failure.words);
    }
}

template<typename Names>
void tell_words(const char* table, const Names& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        row(table, "word " + std::to_string(i), names[i]);
    }
}

void tell_faults() {
    for (const FaultType type :
         {FaultType::null_fault, FaultType::capability_fault, FaultType::unknown_system_call,
          FaultType::user_exception, FaultType::debug_exception, FaultType::timeout, FaultType::vm_fault}) {
        row("faults", name_of(type), static_cast<Word>(type));
    }
    tell_words("capability_fault", CapabilityFaultMessage::words);
    tell_words("unknown_system_call", architecture::UnknownSystemCallMessage::words);
    tell_words("user_exception", architecture::UserExceptionMessage::words);
    tell_words("timeout", TimeoutMessage::words);
    tell_words("vm_fault", architecture::VmFaultMessage::words);
    row("fault_replies", "unknown system call", architecture::UnknownSystemCallMessage::reply_length);
    row("fault_replies", "user exception", architecture::UserExceptionMessage::reply_length);
    row("fault_replies", "timeout", architecture::TimeoutReply::length, "in the order of a register context");
    tell_words("context", architecture::user_context_names);
    row("context_limits", "words in all", architecture::user_context_words);
    row("context_limits", "frame registers of Thread_CopyRegisters", architecture::frame_register_count,
        "the first ones; the rest but the thread pointers are its integer registers");
}

constexpr const char* generic_names[] = {
    "untyped memory", "thread", "endpoint", "notification", "CNode", "scheduling context", "reply object"};
static_assert(std::size(generic_names) == first_architecture_type);

void tell_objects() {
    for (Word type = 0; type < architecture::object_type_count; ++type) {
        const char* name = type < first_architecture_type
                               ? generic_names[type]
                               : architecture::object_type_names[type - first_architecture_type];
        row("types", name, type);
        const unsigned fixed = object_size_bits(type, 0).value_or(0);
        const bool variable = object_size_bits(type, 1) != object_size_bits(type, 0);
        const std::string unit = type == static_cast<Word>(ObjectType::cnode)
                                     ? "2^(size_bits + " + std::to_string(slot_bits) + ")"
                                     : "2^size_bits";
        row("sizes", name, variable ? unit : power(fixed));
    }
    row("limits", "smallest untyped memory", power(minimum_untyped_bits), "bytes");
    row("limits", "largest untyped memory", power(maximum_untyped_bits), "bytes");
    row("limits", "smallest scheduling context", power(minimum_scheduling_context_bits), "bytes");
    row("limits", "scheduling context without extra refills", core_scheduling_context_bytes, "bytes");
    row("limits", "each extra refill", refill_bytes, "bytes");
    row("limits", "slot", power(slot_bits), "bytes");
    row("limits", "identifier pool", power(architecture::asid_pool_bits), "bytes of untyped memory");
    row("limits", "identifiers in a pool", power(architecture::asid_pool_index_bits), "address spaces");
    row("limits", "identifier pools", power(architecture::asid_pool_count_bits));
    row("limits", "objects that one Untyped_Retype makes", untyped::retype_fan_out_limit, "at most");
    row("limits", "page tables below an address space", architecture::page_table_levels, "levels");
}

/// Whether objects of that kind exist on this architecture: what is nobody's own object, or has methods.
bool exists(ObjectKind kind) {
    bool found = kind == ObjectKind::null || kind == ObjectKind::endpoint ||
                 kind == ObjectKind::notification || kind == ObjectKind::reply ||
                 kind == ObjectKind::address_space ||
                 (kind == ObjectKind::software_interrupt && is_served<interrupt_control::IssueSgiSignal>);
    for_each_method([&]<Method M>() { found = found || M::object == kind; });
    return found;
}

void tell_identities() {
    for (auto kind = ObjectKind::null; kind <= ObjectKind::io_port;
         kind = static_cast<ObjectKind>(static_cast<int>(kind) + 1)) {
        if (exists(kind)) {
            row("identities", name_of(kind), debug_identity(kind));
        }
    }
    row("identities", "an object that is being deleted", debug_identity_of_zombie);
}

void tell_messages() {
    row("info", "length", bits(0, message_length_bits), "words of the message");
    row("info", "extra capabilities", bits(7, maximum_extra_capabilities_bits), "how many go along");
    row("info", "unwrapped", bits(9, maximum_extra_capabilities),
        "at the receiver: one bit for each that arrived as a badge");
    row("info", "label", bits(12, word_bits - 12),
        "of the method, the error or the fault; programs choose theirs");
    row("buffer", "tag", offsetof(IpcBuffer, tag), "not read by the kernel");
    row("buffer", "message", offsetof(IpcBuffer, message),
        "120 words; those that travel in registers have their place here too");
    row("buffer", "user data", offsetof(IpcBuffer, user_data), "not read by the kernel");
    row("buffer", "capabilities or badges", offsetof(IpcBuffer, capabilities_or_badges),
        "3 words: addresses to send; after receiving, badges of those that were unwrapped");
    row("buffer", "receive CNode", offsetof(IpcBuffer, receive_cnode),
        "address of the CNode for a received capability");
    row("buffer", "receive index", offsetof(IpcBuffer, receive_index), "slot under it");
    row("buffer", "receive depth", offsetof(IpcBuffer, receive_depth), "bits of the index to resolve");
    row("message_limits", "words of a message", message_maximum_length, "at most");
    row("message_limits", "capabilities that go along", maximum_extra_capabilities, "at most");
    row("message_limits", "words that travel in registers", architecture::message_register_count);
    row("message_limits", "bytes of an IPC buffer, and its alignment", sizeof(IpcBuffer));
    row("message_limits", "bits of an endpoint's badge", endpoint_badge_bits);
    row("message_limits", "bits of a notification's badge", notification_badge_bits);
    row("rights", "write (send, signal)", CapabilityRights::write_bit);
    row("rights", "read (receive, wait)", CapabilityRights::read_bit);
    row("rights", "grant", CapabilityRights::grant_bit, "send capabilities along, and be answered");
    row("rights", "grant reply", CapabilityRights::grant_reply_bit, "be answered");
    for (const auto& attribute : architecture::attribute_meanings) {
        row("attributes", attribute.name, attribute.number, attribute.note);
    }
    row("flags", "Thread_SetFlags: floating point disabled", thread::flag::fpu_disabled);
    row("flags", "SchedulingControl_ConfigureFlags: sporadic", scheduling_control::flag::sporadic);
    row("cnode_data", "CNode data with guard 1 of 1 bit", CNodeData::make(1, 1).bits,
        "an example of the layout");
}

void tell_boot_info() {
    row("boot_info", "extra length", offsetof(BootInfo, extra_length), "bytes of chunks on the pages behind");
    row("boot_info", "node", offsetof(BootInfo, node_id), "core of the root task");
    row("boot_info", "nodes", offsetof(BootInfo, node_count), "cores that run programs");
    row("boot_info", "IO page table levels", offsetof(BootInfo, io_page_table_levels), "0: there is none");
    row("boot_info", "IPC buffer", offsetof(BootInfo, ipc_buffer), "its address");
    row("boot_info", "empty slots", offsetof(BootInfo, empty), "region: first, behind the last");
    row("boot_info", "shared frames", offsetof(BootInfo, shared_frames), "region");
    row("boot_info", "image frames", offsetof(BootInfo, user_image_frames), "region");
    row("boot_info", "image paging", offsetof(BootInfo, user_image_paging),
        "region: page tables of the root task");
    row("boot_info", "IO spaces", offsetof(BootInfo, io_space_capabilities), "region");
    row("boot_info", "extra pages", offsetof(BootInfo, extra_boot_info_pages),
        "region: frames of the chunks");
    row("boot_info", "CNode bits", offsetof(BootInfo, root_cnode_slots_bits), "the root CNode has 2^n slots");
    row("boot_info", "domain", offsetof(BootInfo, initial_domain), "of the root task");
    row("boot_info", "scheduling control", offsetof(BootInfo, scheduling_control),
        "region: one for each core");
    row("boot_info", "untyped memory", offsetof(BootInfo, untyped), "region");
    row("boot_info", "untyped list", offsetof(BootInfo, untyped_list), "230 descriptions");
    row("boot_info", "bytes in all", sizeof(BootInfo));
    row("untyped", "physical address", offsetof(UntypedDescription, physical_address));
    row("untyped", "size bits", offsetof(UntypedDescription, size_bits), "one byte");
    row("untyped", "is device", offsetof(UntypedDescription, is_device), "one byte");
    row("untyped", "bytes in all", sizeof(UntypedDescription));
    using Id = BootInfoId;
    row("chunks", "padding", static_cast<Word>(Id::padding));
    row("chunks", "VBE", static_cast<Word>(Id::vbe));
    row("chunks", "memory map", static_cast<Word>(Id::memory_map));
    row("chunks", "ACPI root pointer", static_cast<Word>(Id::acpi_root));
    row("chunks", "frame buffer", static_cast<Word>(Id::frame_buffer));
    row("chunks", "TSC frequency", static_cast<Word>(Id::tsc_frequency));
    row("chunks", "device tree", static_cast<Word>(Id::device_tree));
    row("chunks", "boot archive", static_cast<Word>(Id::boot_archive),
        "ours, not seL4's: address and size of the boot archive");
}

void tell_initial_capabilities() {
    namespace first = initial_capability;
    row("initial", "nothing", first::null);
    row("initial", "the root task's thread", first::thread);
    row("initial", "its CNode", first::cnode);
    row("initial", "its address space", first::vspace);
    row("initial", "interrupt control", first::irq_control);
    row("initial", "identifier control", first::asid_control);
    row("initial", "its identifier pool", first::asid_pool);
    row("initial", "IO port control", first::io_port_control);
    row("initial", "IO space", first::io_space);
    row("initial", "frame of the boot information", first::boot_info_frame);
    row("initial", "frame of the IPC buffer", first::ipc_buffer);
    row("initial", "domain control", first::domain);
    row("initial", "SMMU streams", first::smmu_stream_control);
    row("initial", "SMMU context banks", first::smmu_context_bank_control);
    row("initial", "its scheduling context", first::scheduling_context);
    row("initial", "secure monitor", first::smc);
    row("initial", "first of those that are told by regions", first_free_slot);
}

} // namespace

void manual::tell_tables() {
    tell_system_calls();
    tell_errors();
    tell_faults();
    tell_objects();
    tell_identities();
    tell_messages();
    tell_boot_info();
    tell_initial_capabilities();
}
