// SPDX-License-Identifier: MIT
// A thread's registers as vector.S saves and restores them, with the names that the interface has for them.
#pragma once

#include <api/architecture.hpp>
#include <arch/offsets.hpp>
#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

class Registers {
public:
    /// The positions in which vector.S stores them: x1 to x31 by their names in the calling convention. `pc`
    /// is, as in seL4's contexts and messages, the instruction that entered the kernel; `next` is where the
    /// program goes on, and has no name towards programs. Nor has `core`: while the thread runs, it points at
    /// its core's CoreBlock, for vector.S to find.
    // clang-format off
    enum class Name : unsigned char {
        ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7,
        s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6,
        next, pc, core,
    };
    // clang-format on

    static constexpr unsigned message_registers = api::architecture::message_register_count;
    static constexpr auto first_message_register = static_cast<unsigned>(Name::a2);

    constexpr Word message(unsigned i) const { return words_[first_message_register + i]; }
    constexpr void set_message(unsigned i, Word value) { words_[first_message_register + i] = value; }
    constexpr Word capability() const { return at(Name::a0); }
    constexpr void set_badge(Word badge) { at(Name::a0) = badge; }
    constexpr Word message_info() const { return at(Name::a1); }
    constexpr void set_message_info(Word info) { at(Name::a1) = info; }
    constexpr Word reply_capability() const { return at(Name::a6); }
    constexpr Word destination() const { return at(Name::t0); }
    constexpr Word system_call() const { return at(Name::a7); }

    constexpr Word program_counter() const { return at(Name::next); }
    constexpr void set_program_counter(Word address) { at(Name::next) = at(Name::pc) = address; }
    constexpr Word trapped_instruction() const { return at(Name::pc); }
    constexpr void restart() { at(Name::next) = at(Name::pc); }

    constexpr Word stack_pointer() const { return at(Name::sp); }
    constexpr void set_stack_pointer(Word address) { at(Name::sp) = address; }
    constexpr Word tls_base() const { return at(Name::tp); }
    constexpr void set_tls_base(Word address) { at(Name::tp) = address; }
    constexpr void set_first_argument(Word value) { at(Name::a0) = value; }

    constexpr Word read(Name name) const { return at(name); }
    /// A written `pc` is both: what a restart goes back to, and where the thread goes on.
    constexpr void write(Name name, Word value) {
        at(name) = value;
        if (name == Name::pc) {
            restart();
        }
    }

    static constexpr unsigned frame_registers = api::architecture::frame_register_count;
    static constexpr std::array user_context_layout{
        Name::pc, Name::ra, Name::sp, Name::gp, Name::s0, Name::s1, Name::s2,  Name::s3,
        Name::s4, Name::s5, Name::s6, Name::s7, Name::s8, Name::s9, Name::s10, Name::s11,
        Name::a0, Name::a1, Name::a2, Name::a3, Name::a4, Name::a5, Name::a6,  Name::a7,
        Name::t0, Name::t1, Name::t2, Name::t3, Name::t4, Name::t5, Name::t6,  Name::tp,
    };
    static constexpr std::array unknown_system_call_layout{
        Name::pc, Name::sp, Name::ra, Name::a0, Name::a1, Name::a2, Name::a3, Name::a4, Name::a5, Name::a6,
    };
    static constexpr std::array user_exception_layout{Name::pc, Name::sp};
    /// All of the context, in the same order.
    static constexpr std::array timeout_reply_layout = user_context_layout;

private:
    constexpr Word at(Name name) const { return words_[static_cast<unsigned>(name)]; }
    constexpr Word& at(Name name) { return words_[static_cast<unsigned>(name)]; }

    static constexpr std::size_t count = static_cast<std::size_t>(Name::core) + 1;
    /// An even number of words, so that the Thread behind them keeps the alignment of its FPU registers.
    std::array<Word, count + count % 2> words_{};
};

static_assert(static_cast<unsigned>(Registers::Name::t6) == REGISTERS_T6);
static_assert(static_cast<unsigned>(Registers::Name::next) == REGISTERS_NEXT);
static_assert(static_cast<unsigned>(Registers::Name::pc) == REGISTERS_PC);
static_assert(static_cast<unsigned>(Registers::Name::core) == REGISTERS_CORE);

} // namespace nacre::kernel::arch
