// SPDX-License-Identifier: MIT
// Which register holds what, in words: for the manual.
#pragma once

namespace nacre::api {

struct RegisterRole {
    const char* role;
    const char* name;
};

} // namespace nacre::api
