// SPDX-License-Identifier: MIT
// Which word of a fault's message holds what, where that depends on the architecture.
#pragma once

#include <api/architecture/user_context.hpp>

#include <array>

namespace nacre::api::architecture {

/// A memory fault. `status` is the number of an access fault, as seL4 has it: 1 for a fetch, 5 for a load, 7
/// for a store, never those of page faults.
struct VmFaultMessage {
    enum Index : Word { instruction_pointer, address, is_instruction_fault, status, length };
    static constexpr std::array words{"instruction pointer", "address",
                                      "1 for an instruction fetch, 0 for data",
                                      "status: 1 fetch, 5 load, 7 store"};
    static_assert(words.size() == length);
};

/// A system call with a number that does not exist. The registers of a reply up to its length are written
/// back.
struct UnknownSystemCallMessage {
    enum Index : Word {
        instruction_pointer,
        stack_pointer,
        return_address,
        a0,
        a1,
        a2,
        a3,
        a4,
        a5,
        a6,
        system_call,
        length
    };
    /// The words that a reply can set.
    static constexpr Word reply_length = system_call;
    static constexpr std::array words{"instruction pointer",
                                      "stack pointer (sp)",
                                      "return address (ra)",
                                      "a0",
                                      "a1",
                                      "a2",
                                      "a3",
                                      "a4",
                                      "a5",
                                      "a6",
                                      "system call number"};
    static_assert(words.size() == length);
};

/// Any other exception. `number` is the cause, scause.
struct UserExceptionMessage {
    enum Index : Word { instruction_pointer, stack_pointer, number, code, length };
    /// The words that a reply can set.
    static constexpr Word reply_length = number;
    static constexpr std::array words{"instruction pointer", "stack pointer (sp)",
                                      "number: the cause (scause)", "code"};
    static_assert(words.size() == length);
};

/// The reply to a timeout message: all registers of a UserContext.
struct TimeoutReply {
    static constexpr Word length = 32;
};

static_assert(TimeoutReply::length == user_context_words);

} // namespace nacre::api::architecture
