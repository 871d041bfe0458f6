// SPDX-License-Identifier: MIT
// Halting and restarting the machine: the root task's service.
#pragma once

#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user::power {

/// Labels of requests. Only a machine that cannot do it answers.
enum class Request : Word { halt = 1, reboot };

inline void halt() { call({slot::power}, Message::of(static_cast<Word>(Request::halt))); }
inline void reboot() { call({slot::power}, Message::of(static_cast<Word>(Request::reboot))); }

} // namespace nacre::user::power
