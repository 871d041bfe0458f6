// SPDX-License-Identifier: MIT
// Tells what it runs on: every program is told at its start.
#include <runtime/build_text.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>

int nacre::user::program(std::string_view) {
    ConsoleSink sink;
    write_build(sink, environment().build);
    return 0;
}
