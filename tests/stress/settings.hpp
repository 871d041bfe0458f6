// SPDX-License-Identifier: MIT
// What a run is to do; run_stress.py writes it into the program's file.
#pragma once

#include <base/word.hpp>

namespace nacre::stress {

struct Settings {
    char magic[8];
    Word seed;
    Word operations; ///< of all workers together
};

/// Read at run time: what stands in the file is not what was compiled.
extern "C" const volatile Settings stress_settings;

} // namespace nacre::stress
