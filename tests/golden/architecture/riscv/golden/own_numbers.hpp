// SPDX-License-Identifier: MIT
// The numbers of RISC-V's own: object types, attributes, words of fault messages, registers.
#pragma once

#include <golden/numbers.hpp>

namespace nacre::api {

inline void add_own_objects(Numbers& numbers) {
    using Own = architecture::ObjectType;
    if constexpr (architecture::has_huge_frames) {
        numbers.add("object_type", "huge_frame", Own::huge_frame);
    }
    numbers.add("object_type", "small_frame", Own::small_frame);
    numbers.add("object_type", "large_frame", Own::large_frame);
    numbers.add("object_type", "page_table", Own::page_table);
    numbers.add("object_type", "end", architecture::object_type_count);
}

inline void add_attributes(Numbers& numbers) {
    numbers.add("attribute", "execute_never", architecture::MappingAttributes::execute_never_bit);
}

inline void add_own_fault_messages(Numbers& numbers) {
    using Unknown = architecture::UnknownSystemCallMessage;
    numbers.add("unknown_system_call", "a0", Unknown::a0);
    numbers.add("unknown_system_call", "a1", Unknown::a1);
    numbers.add("unknown_system_call", "a2", Unknown::a2);
    numbers.add("unknown_system_call", "a3", Unknown::a3);
    numbers.add("unknown_system_call", "a4", Unknown::a4);
    numbers.add("unknown_system_call", "a5", Unknown::a5);
    numbers.add("unknown_system_call", "a6", Unknown::a6);
    numbers.add("unknown_system_call", "instruction_pointer", Unknown::instruction_pointer);
    numbers.add("unknown_system_call", "stack_pointer", Unknown::stack_pointer);
    numbers.add("unknown_system_call", "return_address", Unknown::return_address);
    numbers.add("unknown_system_call", "system_call", Unknown::system_call);
    numbers.add("unknown_system_call", "length", Unknown::length);
    using Exception = architecture::UserExceptionMessage;
    numbers.add("user_exception", "instruction_pointer", Exception::instruction_pointer);
    numbers.add("user_exception", "stack_pointer", Exception::stack_pointer);
    numbers.add("user_exception", "number", Exception::number);
    numbers.add("user_exception", "code", Exception::code);
    numbers.add("user_exception", "length", Exception::length);
}

inline void add_user_context(Numbers& numbers) {
    using Context = architecture::UserContext;
    numbers.add("user_context", "program_counter", offsetof(Context, program_counter));
    numbers.add("user_context", "return_address", offsetof(Context, return_address));
    numbers.add("user_context", "stack_pointer", offsetof(Context, stack_pointer));
    numbers.add("user_context", "global_pointer", offsetof(Context, global_pointer));
    numbers.add("user_context", "s0", offsetof(Context, s0));
    numbers.add("user_context", "s1", offsetof(Context, s1));
    numbers.add("user_context", "s2", offsetof(Context, s2));
    numbers.add("user_context", "s3", offsetof(Context, s3));
    numbers.add("user_context", "s4", offsetof(Context, s4));
    numbers.add("user_context", "s5", offsetof(Context, s5));
    numbers.add("user_context", "s6", offsetof(Context, s6));
    numbers.add("user_context", "s7", offsetof(Context, s7));
    numbers.add("user_context", "s8", offsetof(Context, s8));
    numbers.add("user_context", "s9", offsetof(Context, s9));
    numbers.add("user_context", "s10", offsetof(Context, s10));
    numbers.add("user_context", "s11", offsetof(Context, s11));
    numbers.add("user_context", "a0", offsetof(Context, a0));
    numbers.add("user_context", "a1", offsetof(Context, a1));
    numbers.add("user_context", "a2", offsetof(Context, a2));
    numbers.add("user_context", "a3", offsetof(Context, a3));
    numbers.add("user_context", "a4", offsetof(Context, a4));
    numbers.add("user_context", "a5", offsetof(Context, a5));
    numbers.add("user_context", "a6", offsetof(Context, a6));
    numbers.add("user_context", "a7", offsetof(Context, a7));
    numbers.add("user_context", "t0", offsetof(Context, t0));
    numbers.add("user_context", "t1", offsetof(Context, t1));
    numbers.add("user_context", "t2", offsetof(Context, t2));
    numbers.add("user_context", "t3", offsetof(Context, t3));
    numbers.add("user_context", "t4", offsetof(Context, t4));
    numbers.add("user_context", "t5", offsetof(Context, t5));
    numbers.add("user_context", "t6", offsetof(Context, t6));
    numbers.add("user_context", "thread_pointer", offsetof(Context, thread_pointer));
    numbers.add("user_context", "size", sizeof(Context));
}

} // namespace nacre::api
