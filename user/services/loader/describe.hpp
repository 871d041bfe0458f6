// SPDX-License-Identifier: MIT
// What a program may do, in words.
#pragma once

#include <base/format.hpp>
#include <root/system_description.hpp>

namespace nacre::user {

/// Writes line `index` about a service, or about an application; nothing behind the last line.
void describe(SinkReference sink, const ServiceLine& line, Word index);
void describe(SinkReference sink, const ApplicationLine& line, Word index);

} // namespace nacre::user
