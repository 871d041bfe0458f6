// SPDX-License-Identifier: MIT
// Text to the kernel's own console: for what must be said before there is a console service, or when it is
// gone.
#pragma once

#include <base/format.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user {

/// A TextSink. It asks for a kernel built with debug system calls: without them the first character is a
/// fault.
struct DebugSink {
    void write(std::string_view text) {
        for (const char character : text) {
            debug_put_char(character);
        }
    }
};

/// format() to the kernel's console.
template<typename... Arguments>
void debug_print(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    DebugSink sink;
    format(sink, text, arguments...);
}

} // namespace nacre::user
