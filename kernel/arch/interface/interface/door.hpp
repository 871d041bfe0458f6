// SPDX-License-Identifier: MIT
// How the machine enters the portable kernel: an architecture's <arch/door.hpp> defines NACRE_DOOR.
#pragma once

// NACRE_DOOR stands in front of each function that the vectors enter. It may be an attribute that lets the
// function use all registers without saving them, as the thread has them saved already; or nothing.
