// SPDX-License-Identifier: MIT
// Threads: registers, spaces, priorities, binding.
#pragma once

#include <api/architecture/user_context.hpp>
#include <api/method.hpp>

namespace nacre::api::thread {

/// Bits of Thread_SetFlags.
namespace flag {
/// The thread may not use the floating-point unit; touching it is a fault.
inline constexpr Word fpu_disabled = 1;
inline constexpr Word all = fpu_disabled;
} // namespace flag

struct ReadRegisters {
    static constexpr auto name = "Thread_ReadRegisters";
    static constexpr auto sel4_name = "TCBReadRegisters";
    static constexpr auto summary = "Reads a thread's registers, in the order of a register context.";
    static constexpr auto description =
        "The reply holds `count` words. A thread cannot read its own registers.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::size_t trailing_output_words = architecture::user_context_words;

    bool suspend_source{};
    std::uint8_t architecture_flags{};
    Word count{};

    static constexpr auto arguments = std::tuple{
        argument("suspend_source", &ReadRegisters::suspend_source, "stop the thread before"),
        argument("architecture_flags", &ReadRegisters::architecture_flags, "not used; 0"),
        argument("count", &ReadRegisters::count, "number of registers"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`count` is 0 or more than there are registers"),
        refused(Error::illegal_operation, "the thread is the caller"),
    };
};

struct WriteRegisters {
    static constexpr auto name = "Thread_WriteRegisters";
    static constexpr auto sel4_name = "TCBWriteRegisters";
    static constexpr auto summary = "Writes a thread's registers, in the order of a register context.";
    static constexpr auto description = "The `count` register words follow the fixed arguments. Bits of the "
                                        "processor state that a program must not change are masked.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::size_t trailing_words = architecture::user_context_words;

    bool resume_target{};
    std::uint8_t architecture_flags{};
    Word count{};

    static constexpr auto arguments = std::tuple{
        argument("resume_target", &WriteRegisters::resume_target, "start the thread afterwards"),
        argument("architecture_flags", &WriteRegisters::architecture_flags, "not used; 0"),
        argument("count", &WriteRegisters::count, "number of registers"),
    };
    static constexpr std::array errors{
        refused(Error::truncated_message, "fewer than `count` registers follow in the message"),
        refused(Error::illegal_operation, "the thread is the caller"),
    };
};

struct CopyRegisters {
    static constexpr auto name = "Thread_CopyRegisters";
    static constexpr auto sel4_name = "TCBCopyRegisters";
    static constexpr auto summary = "Copies registers from one thread to another.";
    static constexpr auto object = ObjectKind::thread;

    CapabilityArgument source{};
    bool suspend_source{};
    bool resume_target{};
    bool transfer_frame{};
    bool transfer_integer{};
    std::uint8_t architecture_flags{};

    static constexpr auto arguments = std::tuple{
        argument("source", &CopyRegisters::source, "thread to copy from"),
        argument("suspend_source", &CopyRegisters::suspend_source, "stop the source before"),
        argument("resume_target", &CopyRegisters::resume_target, "start the target afterwards"),
        argument(
            "transfer_frame", &CopyRegisters::transfer_frame,
            "copy instruction pointer, stack pointer, state and the registers that a signal frame holds"),
        argument("transfer_integer", &CopyRegisters::transfer_integer, "copy the other registers"),
        argument("architecture_flags", &CopyRegisters::architecture_flags, "not used; 0"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`source` is no thread"),
    };
};

struct Configure {
    static constexpr auto name = "Thread_Configure";
    static constexpr auto sel4_name = "TCBConfigure";
    static constexpr auto summary = "Sets capability space, address space and IPC buffer at once.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{needs(
        "buffer_frame",
        "read to send from the buffer, read and write to receive into it; looked at when a message moves",
        CapabilityRights::none())};

    CapabilityArgument cspace_root{};
    Word cspace_root_data{};
    CapabilityArgument vspace_root{};
    Word vspace_root_data{};
    Word buffer{};
    CapabilityArgument buffer_frame{};

    static constexpr auto arguments = std::tuple{
        argument("cspace_root", &Configure::cspace_root,
                 "CNode that becomes the root of the thread's capability space"),
        argument("cspace_root_data", &Configure::cspace_root_data,
                 "new guard for that capability, 0 to keep it"),
        argument("vspace_root", &Configure::vspace_root, "address space in which the thread runs"),
        argument("vspace_root_data", &Configure::vspace_root_data,
                 "has no meaning on any architecture served; 0"),
        argument("buffer", &Configure::buffer,
                 "address of the IPC buffer in the thread's address space, 0 for none"),
        argument("buffer_frame", &Configure::buffer_frame, "frame that holds the IPC buffer"),
    };
    static constexpr std::array errors{
        refused(Error::revoke_first, "`buffer` is not 0 and `buffer_frame` is untyped memory with children"),
        refused(Error::illegal_operation, "`buffer` is not 0 and `buffer_frame` is no frame"),
        refused(Error::illegal_operation, "`buffer` is not 0 and `buffer_frame` is device memory"),
        refused(Error::alignment_error, "`buffer` is no multiple of the size of an IPC buffer"),
        refused(Error::illegal_operation, "the thread holds the last capability to its present CNode"),
        refused(Error::revoke_first, "`cspace_root` is untyped memory with children"),
        refused(Error::illegal_operation, "`cspace_root` is no CNode"),
        refused(Error::illegal_operation,
                "the guard in `cspace_root_data` and the index of `cspace_root` have more bits than a word"),
        refused(Error::revoke_first, "`vspace_root` is untyped memory with children"),
        refused(Error::illegal_operation, "`vspace_root` is no address space"),
        refused(Error::illegal_operation, "`vspace_root` is an address space without an ASID"),
    };
};

struct SetPriority {
    static constexpr auto name = "Thread_SetPriority";
    static constexpr auto sel4_name = "TCBSetPriority";
    static constexpr auto summary = "Sets the priority.";
    static constexpr auto object = ObjectKind::thread;

    CapabilityArgument authority{};
    Word priority{};

    static constexpr auto arguments = std::tuple{
        argument("authority", &SetPriority::authority,
                 "thread whose maximum controlled priority bounds the new value"),
        argument("priority", &SetPriority::priority, "new priority"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`authority` is no thread"),
        refused(Error::range_error, "`priority` is above the maximum controlled priority of `authority`"),
    };
};

struct SetMaximumControlledPriority {
    static constexpr auto name = "Thread_SetMaximumControlledPriority";
    static constexpr auto sel4_name = "TCBSetMCPriority";
    static constexpr auto summary = "Sets the highest priority that the thread may give to others.";
    static constexpr auto object = ObjectKind::thread;

    CapabilityArgument authority{};
    Word maximum_controlled_priority{};

    static constexpr auto arguments = std::tuple{
        argument("authority", &SetMaximumControlledPriority::authority,
                 "thread whose maximum controlled priority bounds the new value"),
        argument("maximum_controlled_priority", &SetMaximumControlledPriority::maximum_controlled_priority,
                 "new maximum controlled priority"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`authority` is no thread"),
        refused(Error::range_error, "`maximum_controlled_priority` is above that of `authority`"),
    };
};

struct SetSchedulingParameters {
    static constexpr auto name = "Thread_SetSchedulingParameters";
    static constexpr auto sel4_name = "TCBSetSchedParams";
    static constexpr auto summary =
        "Sets both priorities, the scheduling context and the fault endpoint at once.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{
        needs("fault_endpoint", "send (write), and grant or grant reply", CapabilityRights::write(),
              CapabilityRights::grant() | CapabilityRights::grant_reply())};

    CapabilityArgument authority{};
    Word maximum_controlled_priority{};
    Word priority{};
    CapabilityArgument scheduling_context{};
    CapabilityArgument fault_endpoint{};

    static constexpr auto arguments = std::tuple{
        argument("authority", &SetSchedulingParameters::authority,
                 "thread whose maximum controlled priority bounds the new value"),
        argument("maximum_controlled_priority", &SetSchedulingParameters::maximum_controlled_priority,
                 "new maximum controlled priority"),
        argument("priority", &SetSchedulingParameters::priority, "new priority"),
        argument("scheduling_context", &SetSchedulingParameters::scheduling_context,
                 "scheduling context to bind, or null to unbind"),
        argument("fault_endpoint", &SetSchedulingParameters::fault_endpoint,
                 "endpoint that receives the thread's faults, or null"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`authority` is no thread"),
        refused(Error::range_error, "`maximum_controlled_priority` is above that of `authority`"),
        refused(Error::range_error, "`priority` is above the maximum controlled priority of `authority`"),
        refused(Error::illegal_operation, "`scheduling_context` is null and the thread is the caller"),
        refused(Error::invalid_capability, "`scheduling_context` is neither null nor a scheduling context"),
        refused(Error::illegal_operation, "the thread has another scheduling context"),
        refused(Error::illegal_operation, "`scheduling_context` is bound to another thread"),
        refused(Error::illegal_operation,
                "the thread is blocked and `scheduling_context` has no time at present"),
        refused(Error::invalid_capability, "`fault_endpoint` is neither null nor an endpoint"),
        refused(Error::invalid_capability,
                "`fault_endpoint` lacks the right to send, or both grant and grant reply"),
    };
};

struct SetTimeoutEndpoint {
    static constexpr auto name = "Thread_SetTimeoutEndpoint";
    static constexpr auto sel4_name = "TCBSetTimeoutEndpoint";
    static constexpr auto summary = "Sets the endpoint that is told when the thread's budget is used up.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{
        needs("timeout_fault_endpoint", "send (write), and grant or grant reply", CapabilityRights::write(),
              CapabilityRights::grant() | CapabilityRights::grant_reply())};

    CapabilityArgument timeout_fault_endpoint{};

    static constexpr auto arguments = std::tuple{
        argument("timeout_fault_endpoint", &SetTimeoutEndpoint::timeout_fault_endpoint, "endpoint, or null"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`timeout_fault_endpoint` is neither null nor an endpoint"),
        refused(Error::invalid_capability,
                "`timeout_fault_endpoint` lacks the right to send, or both grant and grant reply"),
    };
};

struct SetIpcBuffer {
    static constexpr auto name = "Thread_SetIpcBuffer";
    static constexpr auto sel4_name = "TCBSetIPCBuffer";
    static constexpr auto summary = "Sets the IPC buffer.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{needs(
        "buffer_frame",
        "read to send from the buffer, read and write to receive into it; looked at when a message moves",
        CapabilityRights::none())};

    Word buffer{};
    CapabilityArgument buffer_frame{};

    static constexpr auto arguments = std::tuple{
        argument("buffer", &SetIpcBuffer::buffer,
                 "address of the IPC buffer in the thread's address space, 0 for none"),
        argument("buffer_frame", &SetIpcBuffer::buffer_frame, "frame that holds the IPC buffer"),
    };
    static constexpr std::array errors{
        refused(Error::revoke_first, "`buffer` is not 0 and `buffer_frame` is untyped memory with children"),
        refused(Error::illegal_operation, "`buffer` is not 0 and `buffer_frame` is no frame"),
        refused(Error::illegal_operation, "`buffer` is not 0 and `buffer_frame` is device memory"),
        refused(Error::alignment_error, "`buffer` is no multiple of the size of an IPC buffer"),
    };
};

struct SetSpace {
    static constexpr auto name = "Thread_SetSpace";
    static constexpr auto sel4_name = "TCBSetSpace";
    static constexpr auto summary = "Sets fault endpoint, capability space and address space.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{
        needs("fault_endpoint", "send (write), and grant or grant reply", CapabilityRights::write(),
              CapabilityRights::grant() | CapabilityRights::grant_reply())};

    CapabilityArgument fault_endpoint{};
    CapabilityArgument cspace_root{};
    Word cspace_root_data{};
    CapabilityArgument vspace_root{};
    Word vspace_root_data{};

    static constexpr auto arguments = std::tuple{
        argument("fault_endpoint", &SetSpace::fault_endpoint,
                 "endpoint that receives the thread's faults, or null"),
        argument("cspace_root", &SetSpace::cspace_root,
                 "CNode that becomes the root of the thread's capability space"),
        argument("cspace_root_data", &SetSpace::cspace_root_data,
                 "new guard for that capability, 0 to keep it"),
        argument("vspace_root", &SetSpace::vspace_root, "address space in which the thread runs"),
        argument("vspace_root_data", &SetSpace::vspace_root_data,
                 "has no meaning on any architecture served; 0"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the thread holds the last capability to its present CNode"),
        refused(Error::revoke_first, "`cspace_root` is untyped memory with children"),
        refused(Error::illegal_operation, "`cspace_root` is no CNode"),
        refused(Error::illegal_operation,
                "the guard in `cspace_root_data` and the index of `cspace_root` have more bits than a word"),
        refused(Error::revoke_first, "`vspace_root` is untyped memory with children"),
        refused(Error::illegal_operation, "`vspace_root` is no address space"),
        refused(Error::illegal_operation, "`vspace_root` is an address space without an ASID"),
        refused(Error::invalid_capability, "`fault_endpoint` is neither null nor an endpoint"),
        refused(Error::invalid_capability,
                "`fault_endpoint` lacks the right to send, or both grant and grant reply"),
    };
};

struct Suspend {
    static constexpr auto name = "Thread_Suspend";
    static constexpr auto sel4_name = "TCBSuspend";
    static constexpr auto summary = "Stops the thread and cancels what it waits for.";
    static constexpr auto object = ObjectKind::thread;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};
};

struct Resume {
    static constexpr auto name = "Thread_Resume";
    static constexpr auto sel4_name = "TCBResume";
    static constexpr auto summary = "Lets a stopped thread run again.";
    static constexpr auto object = ObjectKind::thread;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};
};

struct BindNotification {
    static constexpr auto name = "Thread_BindNotification";
    static constexpr auto sel4_name = "TCBBindNotification";
    static constexpr auto summary =
        "Binds a notification: its signals then also arrive where the thread receives messages.";
    static constexpr auto object = ObjectKind::thread;
    static constexpr std::array needed_rights{needs("notification", "wait (read)", CapabilityRights::read())};

    CapabilityArgument notification{};

    static constexpr auto arguments = std::tuple{
        argument("notification", &BindNotification::notification, "notification with read right"),
    };
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the thread has a bound notification"),
        refused(Error::illegal_operation, "`notification` is no notification"),
        refused(Error::illegal_operation, "`notification` lacks the right to wait"),
        refused(Error::illegal_operation, "a thread waits on `notification`"),
        refused(Error::illegal_operation, "`notification` is bound to a thread"),
    };
};

struct UnbindNotification {
    static constexpr auto name = "Thread_UnbindNotification";
    static constexpr auto sel4_name = "TCBUnbindNotification";
    static constexpr auto summary = "Undoes Thread_BindNotification.";
    static constexpr auto object = ObjectKind::thread;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the thread has no bound notification"),
    };
};

struct SetTlsBase {
    static constexpr auto name = "Thread_SetTlsBase";
    static constexpr auto sel4_name = "TCBSetTLSBase";
    static constexpr auto summary = "Sets the register for thread-local storage.";
    static constexpr auto object = ObjectKind::thread;

    Word tls_base{};

    static constexpr auto arguments = std::tuple{
        argument("tls_base", &SetTlsBase::tls_base, "new value"),
    };
    static constexpr std::array<RefusedCase, 0> errors{};
};

struct SetFlags {
    static constexpr auto name = "Thread_SetFlags";
    static constexpr auto sel4_name = "TCBSetFlags";
    static constexpr auto summary = "Clears, then sets flags of a thread, and returns them.";
    static constexpr auto object = ObjectKind::thread;

    Word clear{};
    Word set{};

    static constexpr auto arguments = std::tuple{
        argument("clear", &SetFlags::clear, "flags to clear"),
        argument("set", &SetFlags::set, "flags to set afterwards"),
    };
    static constexpr std::array<RefusedCase, 0> errors{};

    struct Output {
        Word flags{};
        static constexpr auto arguments = std::tuple{
            argument("flags", &Output::flags, "all flags after the change"),
        };
    };
};

} // namespace nacre::api::thread
