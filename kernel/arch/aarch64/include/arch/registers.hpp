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
    /// The positions in which vector.S stores them. `pc` is, as in seL4's contexts and messages, the
    /// instruction that entered the kernel; `next` is where the program goes on, and has no name towards
    /// programs.
    // clang-format off
    enum class Name : unsigned char {
        x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15,
        x16, x17, x18, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28, x29, x30,
        sp, next, pc, spsr, tpidr, tpidrro,
    };
    // clang-format on

    static constexpr unsigned message_registers = api::architecture::message_register_count;
    static constexpr unsigned first_message_register = 2;

    constexpr Word message(unsigned i) const { return words_[first_message_register + i]; }
    constexpr void set_message(unsigned i, Word value) { words_[first_message_register + i] = value; }
    constexpr Word capability() const { return at(Name::x0); }
    constexpr void set_badge(Word badge) { at(Name::x0) = badge; }
    constexpr Word message_info() const { return at(Name::x1); }
    constexpr void set_message_info(Word info) { at(Name::x1) = info; }
    constexpr Word reply_capability() const { return at(Name::x6); }
    constexpr Word destination() const { return at(Name::x8); }
    constexpr Word system_call() const { return at(Name::x7); }

    constexpr Word program_counter() const { return at(Name::next); }
    constexpr void set_program_counter(Word address) { at(Name::next) = at(Name::pc) = address; }
    constexpr Word trapped_instruction() const { return at(Name::pc); }
    constexpr void restart() { at(Name::next) = at(Name::pc); }

    constexpr Word stack_pointer() const { return at(Name::sp); }
    constexpr void set_stack_pointer(Word address) { at(Name::sp) = address; }
    constexpr Word tls_base() const { return at(Name::tpidr); }
    constexpr void set_tls_base(Word address) { at(Name::tpidr) = address; }
    constexpr void set_first_argument(Word value) { at(Name::x0) = value; }

    constexpr Word read(Name name) const { return name == Name::spsr ? user_state(at(name)) : at(name); }
    /// A written `pc` is both: what a restart goes back to, and where the thread goes on.
    constexpr void write(Name name, Word value) {
        at(name) = name == Name::spsr ? user_state(value) : value;
        if (name == Name::pc) {
            restart();
        }
    }

    static constexpr unsigned frame_registers = api::architecture::frame_register_count;
    static constexpr std::array user_context_layout{
        Name::pc,  Name::sp,  Name::spsr,  Name::x0,      Name::x1,  Name::x2,  Name::x3,  Name::x4,
        Name::x5,  Name::x6,  Name::x7,    Name::x8,      Name::x16, Name::x17, Name::x18, Name::x29,
        Name::x30, Name::x9,  Name::x10,   Name::x11,     Name::x12, Name::x13, Name::x14, Name::x15,
        Name::x19, Name::x20, Name::x21,   Name::x22,     Name::x23, Name::x24, Name::x25, Name::x26,
        Name::x27, Name::x28, Name::tpidr, Name::tpidrro,
    };
    /// As on seL4, the word that is named after the link register holds where a return would go on. What an
    /// answer says there counts for nothing: `pc` says where the thread goes on.
    static constexpr std::array unknown_system_call_layout{
        Name::x0, Name::x1, Name::x2, Name::x3, Name::x4,   Name::x5,
        Name::x6, Name::x7, Name::pc, Name::sp, Name::next, Name::spsr,
    };
    static constexpr std::array user_exception_layout{Name::pc, Name::sp, Name::spsr};
    static constexpr auto timeout_reply_layout = [] {
        std::array<Name, api::architecture::TimeoutReply::length> names{};
        for (std::size_t i = 0; i < names.size(); ++i) {
            names[i] = user_context_layout[i];
        }
        return names;
    }();

private:
    /// Condition flags are the program's; FIQs, which no board uses, stay masked; the mode is EL0.
    static constexpr Word user_state(Word value) {
        constexpr Word condition_flags = 0xf000'0000;
        constexpr Word fiq_masked = 1U << 6;
        return (value & condition_flags) | fiq_masked;
    }
    constexpr Word at(Name name) const { return words_[static_cast<unsigned>(name)]; }
    constexpr Word& at(Name name) { return words_[static_cast<unsigned>(name)]; }

    static constexpr std::size_t count = static_cast<std::size_t>(Name::tpidrro) + 1;
    /// An even number of words, so that the Thread behind them keeps the alignment of its FPU registers.
    std::array<Word, count + count % 2> words_{};
};

static_assert(static_cast<unsigned>(Registers::Name::x30) * 8 == REGISTERS_X30_SP);
static_assert(static_cast<unsigned>(Registers::Name::next) * 8 == REGISTERS_PC_TRAPPED);
static_assert(static_cast<unsigned>(Registers::Name::spsr) * 8 == REGISTERS_SPSR_TPIDR);
static_assert(static_cast<unsigned>(Registers::Name::tpidrro) * 8 == REGISTERS_TPIDRRO);

} // namespace nacre::kernel::arch
