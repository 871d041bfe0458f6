// SPDX-License-Identifier: MIT
// What every root task of the benchmarks defines; root_task.cpp calls it.
#pragma once

#include <api/boot_info.hpp>

namespace nacre::bench {

/// Ends with last_words().
void run(const api::BootInfo& boot_info);

/// Says that all is done and stops the machine. bench.py waits for the sentence.
[[noreturn]] void last_words(const char* sentence);

} // namespace nacre::bench
