// SPDX-License-Identifier: MIT
// The numbers of x86-64's own: object types, attributes, words of fault messages, registers.
#pragma once

#include <golden/numbers.hpp>

namespace nacre::api {

inline void add_own_objects(Numbers& numbers) {
    using Own = architecture::ObjectType;
    numbers.add("object_type", "page_directory_pointer_table", Own::page_directory_pointer_table);
    numbers.add("object_type", "vspace", Own::vspace);
    numbers.add("object_type", "huge_frame", Own::huge_frame);
    numbers.add("object_type", "small_frame", Own::small_frame);
    numbers.add("object_type", "large_frame", Own::large_frame);
    numbers.add("object_type", "page_table", Own::page_table);
    numbers.add("object_type", "page_directory", Own::page_directory);
    numbers.add("object_type", "end", architecture::object_type_count);
}

inline void add_attributes(Numbers& numbers) {
    numbers.add("attribute", "write_through", architecture::MemoryType::write_through);
    numbers.add("attribute", "cache_disabled", architecture::MemoryType::cache_disabled);
    numbers.add("attribute", "uncacheable", architecture::MemoryType::uncacheable);
    numbers.add("attribute", "write_combining", architecture::MemoryType::write_combining);
}

inline void add_own_fault_messages(Numbers& numbers) {
    using Unknown = architecture::UnknownSystemCallMessage;
    numbers.add("unknown_system_call", "rax", Unknown::rax);
    numbers.add("unknown_system_call", "rbx", Unknown::rbx);
    numbers.add("unknown_system_call", "rcx", Unknown::rcx);
    numbers.add("unknown_system_call", "rdx", Unknown::rdx);
    numbers.add("unknown_system_call", "rsi", Unknown::rsi);
    numbers.add("unknown_system_call", "rdi", Unknown::rdi);
    numbers.add("unknown_system_call", "rbp", Unknown::rbp);
    numbers.add("unknown_system_call", "r8", Unknown::r8);
    numbers.add("unknown_system_call", "r9", Unknown::r9);
    numbers.add("unknown_system_call", "r10", Unknown::r10);
    numbers.add("unknown_system_call", "r11", Unknown::r11);
    numbers.add("unknown_system_call", "r12", Unknown::r12);
    numbers.add("unknown_system_call", "r13", Unknown::r13);
    numbers.add("unknown_system_call", "r14", Unknown::r14);
    numbers.add("unknown_system_call", "r15", Unknown::r15);
    numbers.add("unknown_system_call", "instruction_pointer", Unknown::instruction_pointer);
    numbers.add("unknown_system_call", "stack_pointer", Unknown::stack_pointer);
    numbers.add("unknown_system_call", "flags", Unknown::flags);
    numbers.add("unknown_system_call", "system_call", Unknown::system_call);
    numbers.add("unknown_system_call", "length", Unknown::length);
    using Exception = architecture::UserExceptionMessage;
    numbers.add("user_exception", "instruction_pointer", Exception::instruction_pointer);
    numbers.add("user_exception", "stack_pointer", Exception::stack_pointer);
    numbers.add("user_exception", "flags", Exception::flags);
    numbers.add("user_exception", "number", Exception::number);
    numbers.add("user_exception", "code", Exception::code);
    numbers.add("user_exception", "length", Exception::length);
}

inline void add_user_context(Numbers& numbers) {
    using Context = architecture::UserContext;
    numbers.add("user_context", "program_counter", offsetof(Context, program_counter));
    numbers.add("user_context", "stack_pointer", offsetof(Context, stack_pointer));
    numbers.add("user_context", "flags", offsetof(Context, flags));
    numbers.add("user_context", "rax", offsetof(Context, rax));
    numbers.add("user_context", "rbx", offsetof(Context, rbx));
    numbers.add("user_context", "rcx", offsetof(Context, rcx));
    numbers.add("user_context", "rdx", offsetof(Context, rdx));
    numbers.add("user_context", "rsi", offsetof(Context, rsi));
    numbers.add("user_context", "rdi", offsetof(Context, rdi));
    numbers.add("user_context", "rbp", offsetof(Context, rbp));
    numbers.add("user_context", "r8", offsetof(Context, r8));
    numbers.add("user_context", "r9", offsetof(Context, r9));
    numbers.add("user_context", "r10", offsetof(Context, r10));
    numbers.add("user_context", "r11", offsetof(Context, r11));
    numbers.add("user_context", "r12", offsetof(Context, r12));
    numbers.add("user_context", "r13", offsetof(Context, r13));
    numbers.add("user_context", "r14", offsetof(Context, r14));
    numbers.add("user_context", "r15", offsetof(Context, r15));
    numbers.add("user_context", "thread_pointer", offsetof(Context, thread_pointer));
    numbers.add("user_context", "gs_base", offsetof(Context, gs_base));
    numbers.add("user_context", "size", sizeof(Context));
}

} // namespace nacre::api
