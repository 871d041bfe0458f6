// SPDX-License-Identifier: MIT
// Which word of a fault's message holds what, where that depends on the architecture.
#pragma once

#include <api/architecture/user_context.hpp>

#include <array>

namespace nacre::api::architecture {

/// A memory fault. `status` is the syndrome register, ESR.
struct VmFaultMessage {
    enum Index : Word { instruction_pointer, address, is_instruction_fault, status, length };
    static constexpr std::array words{"instruction pointer", "address",
                                      "1 for an instruction fetch, 0 for data", "status (ESR)"};
    static_assert(words.size() == length);
};

/// A system call with a number that does not exist. The registers of a reply up to its length are written
/// back.
struct UnknownSystemCallMessage {
    enum Index : Word {
        x0,
        x1,
        x2,
        x3,
        x4,
        x5,
        x6,
        x7,
        instruction_pointer,
        stack_pointer,
        link_register,
        processor_state,
        system_call,
        length
    };
    /// The words that a reply can set.
    static constexpr Word reply_length = system_call;
    static constexpr std::array words{"x0",
                                      "x1",
                                      "x2",
                                      "x3",
                                      "x4",
                                      "x5",
                                      "x6",
                                      "x7",
                                      "instruction pointer",
                                      "stack pointer",
                                      "instruction behind the system call (in an answer: ignored)",
                                      "processor state (SPSR)",
                                      "system call number"};
    static_assert(words.size() == length);
};

/// Any other exception. `number` is the syndrome register, ESR.
struct UserExceptionMessage {
    enum Index : Word { instruction_pointer, stack_pointer, processor_state, number, code, length };
    /// The words that a reply can set.
    static constexpr Word reply_length = number;
    static constexpr std::array words{"instruction pointer", "stack pointer", "processor state (SPSR)",
                                      "number: the syndrome (ESR)", "code"};
    static_assert(words.size() == length);
};

/// The reply to a timeout message: the first registers of a UserContext.
struct TimeoutReply {
    static constexpr Word length = 34;
};

static_assert(TimeoutReply::length * sizeof(Word) == offsetof(UserContext, thread_pointer));

} // namespace nacre::api::architecture
