// SPDX-License-Identifier: MIT
// What the drivers of screens have in common: showing what the console service puts into their ring.
#pragma once

#include <drivers/console_rings.hpp>
#include <drivers/text_terminal.hpp>
#include <root/system_description.hpp>
#include <runtime/program.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user {

[[noreturn]] void show_console(const TextCanvas auto& canvas) {
    auto& output = rings_in(screen_rings_page).output;
    TextTerminal terminal{canvas};
    for (;;) {
        const bool any = !output.empty();
        if (any) {
            terminal.hide_cursor();
        }
        while (!output.empty()) {
            terminal.put(output.take());
        }
        if (any) {
            terminal.show_cursor();
            signal({slot::signal_console});
        }
        wait({slot::own_notification});
    }
}

} // namespace nacre::user
