// SPDX-License-Identifier: MIT
// The end of a run that went wrong.
#pragma once

#include <runtime/debug.hpp>
#include <runtime/start.hpp>
#include <stress/world.hpp>

namespace nacre::stress {

/// True for the first who asks: then the machine is theirs.
bool may_speak();
void end_speech();
/// Somebody did, and has said all.
bool has_failed();
[[noreturn]] void stop_machine();

template<typename... Arguments>
[[noreturn]] void fail(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    if (may_speak()) {
        user::debug_print("\nstress: FAILED: ");
        user::debug_print(text, arguments...);
        user::debug_print("\n");
        end_speech();
    }
    stop_machine();
}

} // namespace nacre::stress
