// SPDX-License-Identifier: MIT
// The numbers of AArch64's own: object types, attributes, words of fault messages, registers.
#pragma once

#include <golden/numbers.hpp>

namespace nacre::api {

inline void add_own_objects(Numbers& numbers) {
    using Own = architecture::ObjectType;
    numbers.add("object_type", "huge_frame", Own::huge_frame);
    numbers.add("object_type", "vspace", Own::vspace);
    numbers.add("object_type", "small_frame", Own::small_frame);
    numbers.add("object_type", "large_frame", Own::large_frame);
    numbers.add("object_type", "page_table", Own::page_table);
    numbers.add("object_type", "end", architecture::object_type_count);
}

inline void add_attributes(Numbers& numbers) {
    using Attributes = architecture::MappingAttributes;
    numbers.add("word", "attribute_cacheable", Attributes::cacheable_bit);
    numbers.add("word", "attribute_parity", Attributes::parity_bit);
    numbers.add("word", "attribute_execute_never", Attributes::execute_never_bit);
}

inline void add_own_fault_messages(Numbers& numbers) {
    using Unknown = architecture::UnknownSystemCallMessage;
    numbers.add("unknown_system_call", "x0", Unknown::x0);
    numbers.add("unknown_system_call", "x7", Unknown::x7);
    numbers.add("unknown_system_call", "instruction_pointer", Unknown::instruction_pointer);
    numbers.add("unknown_system_call", "stack_pointer", Unknown::stack_pointer);
    numbers.add("unknown_system_call", "link_register", Unknown::link_register);
    numbers.add("unknown_system_call", "processor_state", Unknown::processor_state);
    numbers.add("unknown_system_call", "system_call", Unknown::system_call);
    numbers.add("unknown_system_call", "length", Unknown::length);
    using Exception = architecture::UserExceptionMessage;
    numbers.add("user_exception", "instruction_pointer", Exception::instruction_pointer);
    numbers.add("user_exception", "stack_pointer", Exception::stack_pointer);
    numbers.add("user_exception", "processor_state", Exception::processor_state);
    numbers.add("user_exception", "number", Exception::number);
    numbers.add("user_exception", "code", Exception::code);
    numbers.add("user_exception", "length", Exception::length);
}

inline void add_user_context(Numbers& numbers) {
    using Context = architecture::UserContext;
    numbers.add("user_context", "program_counter", offsetof(Context, program_counter));
    numbers.add("user_context", "stack_pointer", offsetof(Context, stack_pointer));
    numbers.add("user_context", "processor_state", offsetof(Context, processor_state));
    numbers.add("user_context", "x0", offsetof(Context, x0));
    numbers.add("user_context", "x8", offsetof(Context, x8));
    numbers.add("user_context", "x9", offsetof(Context, x9));
    numbers.add("user_context", "x15", offsetof(Context, x15));
    numbers.add("user_context", "x16", offsetof(Context, x16));
    numbers.add("user_context", "x18", offsetof(Context, x18));
    numbers.add("user_context", "x19", offsetof(Context, x19));
    numbers.add("user_context", "x28", offsetof(Context, x28));
    numbers.add("user_context", "x29", offsetof(Context, x29));
    numbers.add("user_context", "x30", offsetof(Context, x30));
    numbers.add("user_context", "thread_pointer", offsetof(Context, thread_pointer));
    numbers.add("user_context", "thread_pointer_read_only", offsetof(Context, thread_pointer_read_only));
    numbers.add("user_context", "size", sizeof(Context));
}

} // namespace nacre::api
