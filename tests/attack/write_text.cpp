// SPDX-License-Identifier: MIT
// Writes its own code and its own constants: code that can be changed is how data becomes code.
//
// run: run write_text code
// expect: write_text crashed: it wrote address 0x4\w+, which it may not write
// run: run write_text constants
// expect: write_text crashed: it wrote address 0x4\w+, which it may not write
#include "attack.hpp"

namespace {

constexpr unsigned constant = 7;

} // namespace

int nacre::user::program(std::string_view arguments) {
    const Word target =
        arguments == "code" ? reinterpret_cast<Word>(&succeeded) : reinterpret_cast<Word>(&constant);
    memory_at<std::uint32_t>(target) = 0;
    return succeeded("wrote read-only memory");
}
