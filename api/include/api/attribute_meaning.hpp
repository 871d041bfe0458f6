// SPDX-License-Identifier: MIT
// What a number in a mapping's attributes means, in words: for the manual.
#pragma once

#include <base/word.hpp>

namespace nacre::api {

struct AttributeMeaning {
    const char* name;
    Word number;
    const char* note = "";
};

} // namespace nacre::api
