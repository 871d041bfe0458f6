// SPDX-License-Identifier: MIT
// The core's timer: supervisor mode's own (Sstc) where the hart has it, else the machine-mode layer's.
#pragma once

#include <arch/machine_mode_call.hpp>
#include <arch/system_register.hpp>

#include <cstdint>

namespace nacre::kernel::arch {

class Clock {
public:
    static constexpr std::uint64_t never = ~std::uint64_t{0};

    /// Once, before the first deadline.
    static void use_supervisor_timer(bool has_it) { has_supervisor_timer = has_it; }

    static std::uint64_t now() {
        if constexpr (word_bits == 64) {
            return read_low();
        }
        for (;;) {
            const Word high = read_high();
            const Word low = read_low();
            if (read_high() == high) {
                return std::uint64_t{high} << 32 | low;
            }
        }
    }

    /// An interrupt once the time has reached `deadline`.
    static void set_deadline(std::uint64_t deadline) {
        if (has_supervisor_timer) {
            write_compare_value(deadline);
        } else {
            call_machine_mode(MachineModeCall::set_deadline, static_cast<Word>(deadline),
                              static_cast<Word>(deadline >> 32));
        }
    }
    /// The interrupt, a level, goes away until the next deadline is set.
    static void silence() { set_deadline(never); }

private:
    static Word read_low() {
        Word value = 0;
        asm volatile("csrr %0, time" : "=r"(value));
        return value;
    }
    static Word read_high() {
        Word value = 0;
        if constexpr (word_bits == 32) {
            asm volatile("csrr %0, timeh" : "=r"(value));
        }
        return value;
    }
    /// stimecmp (0x14d) and stimecmph (0x15d), which clang 19 knows only with the extension. "Sstc", section
    /// 2: nothing may match between the two halves.
    static void write_compare_value(std::uint64_t value) {
        const auto low = static_cast<Word>(value);
        if constexpr (word_bits == 64) {
            asm volatile("csrw 0x14d, %0" : : "r"(low) : "memory");
        } else {
            const auto high = static_cast<Word>(value >> 32);
            asm volatile("csrw 0x14d, %0; csrw 0x15d, %1; csrw 0x14d, %2"
                         :
                         : "r"(~Word{0}), "r"(high), "r"(low)
                         : "memory");
        }
    }

    static inline constinit bool has_supervisor_timer = false;
};

} // namespace nacre::kernel::arch
