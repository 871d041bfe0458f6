// SPDX-License-Identifier: MIT
// What the shell's commands do.
#pragma once

#include "command.hpp"

namespace nacre::user::shell {

/// Carries a command out, or says why it cannot in one line that begins with "nacre: ".
void execute(const Command& command);

/// That line.
void complain(const CommandError& error);

} // namespace nacre::user::shell
