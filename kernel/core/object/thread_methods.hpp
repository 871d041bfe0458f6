// SPDX-License-Identifier: MIT
// The handlers of a thread's methods, declared for the list that dispatches to them.
#pragma once

#include <core/entry/invocation.hpp>

namespace nacre::kernel::thread {

struct ReadRegisters {
    using Method = api::thread::ReadRegisters;
    struct Plan {
        Thread* thread;
        bool suspends;
        unsigned count;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct WriteRegisters {
    using Method = api::thread::WriteRegisters;
    struct Plan {
        Thread* thread;
        bool resumes;
        unsigned count;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct CopyRegisters {
    using Method = api::thread::CopyRegisters;
    struct Plan {
        Thread* target;
        Thread* source;
        Method arguments;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct SetTlsBase {
    using Method = api::thread::SetTlsBase;
    struct Plan {
        Thread* thread;
        Word base;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct SetFlags {
    using Method = api::thread::SetFlags;
    struct Plan {
        Thread* thread;
        Word flags;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

/// A capability that is put into one of the thread's own slots in place of the old one.
struct Installation {
    Slot* source = nullptr; ///< null: the slot is only emptied
    Capability capability{};
};

struct SpacePlan {
    Thread* thread;
    bool sets_spaces;
    Installation capability_space;
    Installation address_space;
    bool sets_buffer;
    Installation buffer;
    Word buffer_address;
    bool sets_fault_handler;
    Installation fault_handler;
};

struct Configure {
    using Method = api::thread::Configure;
    using Plan = SpacePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct SetIpcBuffer {
    using Method = api::thread::SetIpcBuffer;
    using Plan = SpacePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct SetSpace {
    using Method = api::thread::SetSpace;
    using Plan = SpacePlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

struct SetTimeoutEndpoint {
    using Method = api::thread::SetTimeoutEndpoint;
    struct Plan {
        Thread* thread;
        Installation handler;
    };
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments);
    static Progress commit(Invocation& invocation, const Plan& plan);
};

/// An endpoint that can carry faults, or none. `position`: of the capability among the arguments; `name`:
/// what the method calls it.
Decoded<Installation> check_fault_handler(Invocation& invocation, api::CapabilityArgument argument,
                                          Word position, const char* name);

/// Empties the thread's slot and puts the new capability into it.
void install(Invocation& invocation, Thread& thread, ThreadSlot which, const Installation& installation);

} // namespace nacre::kernel::thread
