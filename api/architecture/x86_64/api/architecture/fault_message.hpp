// SPDX-License-Identifier: MIT
// Which word of a fault's message holds what, where that depends on the architecture.
#pragma once

#include <api/architecture/user_context.hpp>

#include <array>

namespace nacre::api::architecture {

/// A memory fault. `status` is the page fault's error code.
struct VmFaultMessage {
    enum Index : Word { instruction_pointer, address, is_instruction_fault, status, length };
    static constexpr std::array words{"instruction pointer", "address",
                                      "1 for an instruction fetch, 0 for data",
                                      "status (error code of the page fault)"};
    static_assert(words.size() == length);
};

/// A system call with a number that does not exist. The registers of a reply up to its length are written
/// back.
struct UnknownSystemCallMessage {
    enum Index : Word {
        rax,
        rbx,
        rcx,
        rdx,
        rsi,
        rdi,
        rbp,
        r8,
        r9,
        r10,
        r11,
        r12,
        r13,
        r14,
        r15,
        instruction_pointer,
        stack_pointer,
        flags,
        system_call,
        length
    };
    /// The words that a reply can set.
    static constexpr Word reply_length = system_call;
    static constexpr std::array words{"rax",
                                      "rbx",
                                      "rcx",
                                      "rdx",
                                      "rsi",
                                      "rdi",
                                      "rbp",
                                      "r8",
                                      "r9",
                                      "r10",
                                      "r11",
                                      "r12",
                                      "r13",
                                      "r14",
                                      "r15",
                                      "instruction pointer",
                                      "stack pointer (rsp)",
                                      "flags (rflags)",
                                      "system call number"};
    static_assert(words.size() == length);
};

/// Any other exception.
struct UserExceptionMessage {
    enum Index : Word { instruction_pointer, stack_pointer, flags, number, code, length };
    /// The words that a reply can set.
    static constexpr Word reply_length = number;
    static constexpr std::array words{"instruction pointer", "stack pointer (rsp)", "flags (rflags)",
                                      "number: the exception's vector", "code: the exception's error code"};
    static_assert(words.size() == length);
};

/// The reply to a timeout message: the first registers of a UserContext.
struct TimeoutReply {
    static constexpr Word length = 19;
};

static_assert(TimeoutReply::length * sizeof(Word) == offsetof(UserContext, gs_base));

} // namespace nacre::api::architecture
