// SPDX-License-Identifier: MIT
// Halting and restarting the machine, and what it runs: the root task's service.
#pragma once

#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user::power {

/// Labels of requests. Only a machine that cannot do it answers to the first two. `version` is answered with
/// label 0, the interface's version, the configuration's bits, and three texts: version, build, board; see
/// api/version.hpp. Another label: the kernel does not say.
enum class Request : Word { halt = 1, reboot, version };

inline void halt() { call({slot::power}, Message::of(static_cast<Word>(Request::halt))); }
inline void reboot() { call({slot::power}, Message::of(static_cast<Word>(Request::reboot))); }
inline Message version() { return call({slot::power}, Message::of(static_cast<Word>(Request::version))); }

} // namespace nacre::user::power
