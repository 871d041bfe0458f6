// SPDX-License-Identifier: MIT
// Whose turn it is to print, and the silence of all but the core that panics.
#include <arch/console_line.hpp>
#include <arch/core_block.hpp>
#include <arch/secondary.hpp>

#include <atomic>

namespace nacre::kernel::arch {
namespace {

constexpr unsigned nobody = 0;
/// Cores by their number plus one: who panics, and whose line on the console is not at its end.
constinit std::atomic<unsigned> panicking_core{nobody};
constinit std::atomic<unsigned> printing_core{nobody};

unsigned this_core() { return core_block().index + 1; }

} // namespace

void begin_line() {
    const unsigned self = this_core();
    if (printing_core.load(std::memory_order_relaxed) == self) {
        return;
    }
    for (unsigned other = nobody; !printing_core.compare_exchange_weak(other, self); other = nobody) {
        stop_if_told();
        if (panicking_core.load() == self) {
            return;
        }
    }
}

void end_line() {
    unsigned self = this_core();
    printing_core.compare_exchange_strong(self, nobody);
}

void stop_others() {
    const unsigned self = this_core();
    unsigned other = nobody;
    if (!panicking_core.compare_exchange_strong(other, self) && other != self) {
        sleep_for_ever();
    }
    call_other_cores(self - 1);
}

bool panicking() { return panicking_core.load(std::memory_order_relaxed) != nobody; }

void stop_if_told() {
    const unsigned core = panicking_core.load(std::memory_order_relaxed);
    if (core != nobody && core != this_core()) {
        sleep_for_ever();
    }
}

} // namespace nacre::kernel::arch
