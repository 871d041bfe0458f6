// SPDX-License-Identifier: MIT
// The words for what the cause register tells (RISC-V privileged specification, table of scause values).
#pragma once

#include <base/word.hpp>

#include <string_view>

namespace nacre::user::architecture {

/// Numbers of exceptions.
enum class Cause : Word {
    misaligned_instruction = 0,
    illegal_instruction = 2,
    breakpoint = 3,
    misaligned_load = 4,
    misaligned_store = 6,
    store_access = 7,
    store_page = 15,
};

/// "wrote" or "read": of an access that is no instruction fetch.
constexpr bool was_write(Word cause) {
    return cause == static_cast<Word>(Cause::store_access) || cause == static_cast<Word>(Cause::store_page);
}
/// The cause does not say whether there is memory; that the program may not is true in either case.
constexpr bool was_permission(Word) { return true; }
constexpr bool was_alignment(Word) { return false; }

/// What a program did that caused an exception which is no memory fault.
constexpr std::string_view exception_text(Word cause) {
    switch (static_cast<Cause>(cause)) {
    case Cause::illegal_instruction:
        return "executed an instruction that does not exist or is not for programs";
    case Cause::breakpoint: return "stopped itself: an assertion failed";
    case Cause::misaligned_instruction: return "jumped to a misaligned address";
    case Cause::misaligned_load:
    case Cause::misaligned_store: return "used a misaligned address";
    case Cause::store_access:
    case Cause::store_page: break;
    }
    return "caused an exception";
}

} // namespace nacre::user::architecture
