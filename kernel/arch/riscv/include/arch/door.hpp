// SPDX-License-Identifier: MIT
// How the machine enters the portable kernel.
#pragma once

/// The compiler knows no convention for this architecture that would let a function use the registers that
/// are saved already: the doors are ordinary functions.
#define NACRE_DOOR
