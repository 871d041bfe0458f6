// SPDX-License-Identifier: MIT
// Where libc++'s checks end: a trap, which the kernel's own handler or the program's crash report shows with
// its place.
#include <__verbose_abort>

extern "C" [[noreturn]] void abort() { __builtin_trap(); }

_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD
