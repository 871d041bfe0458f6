// SPDX-License-Identifier: MIT
// How a root task begins: with the boot information and nothing else.
#pragma once

#include <runtime/build_information.hpp>
#include <runtime/counter.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/start.hpp>

namespace nacre::user {

/// To be called first, with the argument of start().
inline const api::BootInfo& begin_root_task(Word argument) {
    const auto& boot_info = *reinterpret_cast<const api::BootInfo*>(argument);
    initialise_main_thread(reinterpret_cast<api::IpcBuffer*>(boot_info.ipc_buffer));
    run_constructors();
    if (const auto build = build_information(boot_info)) {
        architecture::set_counter_frequency(build->counter_frequency);
    }
    return boot_info;
}

} // namespace nacre::user
