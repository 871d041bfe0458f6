// SPDX-License-Identifier: MIT
// Looks for what others left behind: in its fresh memory, and in the floating-point registers that programs
// share.
//
// The first run leaves a secret in both, the second one searches.
//
// run: run read_leftovers leave
// expect: left a secret
// run: run read_leftovers
// expect: refused: nothing is left behind
#include "attack.hpp"

#include <loading/layout.hpp>

namespace nacre::user {

namespace {

constexpr Word secret = ~Word{0} / 0xff * 0x73;
constinit std::array<volatile Word, 2048> memory{};

void leave() {
    for (auto& word : memory) {
        word = secret;
    }
    machine::leave_in_registers(secret);
}

bool find() {
    bool found = machine::is_in_registers(secret);
    for (auto& word : memory) {
        found = found || word == secret;
    }
    constexpr Word stack_bottom = layout::stack_top - layout::stack_pages * layout::page_size;
    for (Word address = stack_bottom; address < layout::stack_top; address += sizeof(Word)) {
        found = found || memory_at<Word>(address) == secret;
    }
    return found;
}

} // namespace

int program(std::string_view arguments) {
    if (arguments == "leave") {
        leave();
        print("left a secret\n");
        return 0;
    }
    return find() ? succeeded("found another program's secret") : refused("nothing is left behind");
}

} // namespace nacre::user
