// SPDX-License-Identifier: MIT
// How the machine enters the portable kernel.
#pragma once

/// An ordinary function: tests call it.
#define NACRE_DOOR
