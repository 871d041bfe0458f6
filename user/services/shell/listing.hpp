// SPDX-License-Identifier: MIT
// Who uses the cores: the commands `ps` and `cores`.
#pragma once

namespace nacre::user::shell {

/// Number, core, priority, state and share of each program.
void list_programs();

/// Number and load of each core, and which programs run there.
void list_cores();

} // namespace nacre::user::shell
