// SPDX-License-Identifier: MIT
// The end: what happened, where, and nothing more.
#include <arch/backtrace.hpp>
#include <arch/machine.hpp>
#include <base/assert.hpp>
#include <core/log.hpp>
#include <core/panic.hpp>

#include <array>

namespace nacre {

namespace kernel {

namespace {

[[noreturn]] void stop() {
    std::array<Word, 32> callers{};
    const unsigned count = arch::backtrace(callers);
    for (unsigned depth = 0; depth < count; depth++) {
        print("  #{} ", depth);
        arch::print_location(callers[depth]);
        print("\n");
    }
    while (true) {
        arch::Machine::halt();
    }
}

} // namespace

void panic(const char* sentence) {
    arch::Machine::stop_others();
    print("\nKERNEL PANIC: {}\n", std::string_view{sentence});
    stop();
}

} // namespace kernel

void assertion_failed(const char* expression, const char* file, unsigned line) {
    kernel::arch::Machine::stop_others();
    kernel::print("\nKERNEL PANIC: assertion failed: {} ({}:{})\n", std::string_view{expression},
                  std::string_view{file}, line);
    kernel::stop();
}

} // namespace nacre
