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
    /// programs. `by_system_call` is 1 after a system call: rcx and r11 are lost, the way back may lose them
    /// again, and `pc` is not there, for it follows from `next`. It is 2 after an interrupt or exception, and
    /// 0 if also the bases of FS and GS are to be loaded.
    enum class Name : unsigned char {
        rdi,
        rsi,
        rax,
        rbx,
        rbp,
        r12,
        r13,
        r14,
        rdx,
        r10,
        r8,
        r9,
        r15,
        flags,
        next,
        pc,
        rsp,
        r11,
        rcx,
        fs_base,
        gs_base,
        by_system_call,
    };

    static constexpr unsigned message_registers = api::architecture::message_register_count;
    static constexpr unsigned first_message_register = static_cast<unsigned>(Name::r10);

    constexpr Word message(unsigned i) const { return words_[first_message_register + i]; }
    constexpr void set_message(unsigned i, Word value) { words_[first_message_register + i] = value; }
    constexpr Word capability() const { return at(Name::rdi); }
    constexpr void set_badge(Word badge) { at(Name::rdi) = badge; }
    constexpr Word message_info() const { return at(Name::rsi); }
    constexpr void set_message_info(Word info) { at(Name::rsi) = info; }
    constexpr Word reply_capability() const { return at(Name::r12); }
    constexpr Word destination() const { return at(Name::r13); }
    constexpr Word system_call() const { return at(Name::rdx); }

    constexpr Word program_counter() const { return at(Name::next); }
    constexpr void set_program_counter(Word address) { write(Name::pc, address); }
    /// SYSCALL tells only where the program goes on: two bytes behind itself.
    constexpr Word trapped_instruction() const {
        return at(Name::by_system_call) == system_call_mark ? at(Name::next) - 2 : at(Name::pc);
    }
    constexpr void restart() {
        at(Name::pc) = at(Name::next) = trapped_instruction();
        if (at(Name::by_system_call) == system_call_mark) {
            at(Name::by_system_call) = all_registers_mark;
        }
    }

    constexpr Word stack_pointer() const { return at(Name::rsp); }
    constexpr void set_stack_pointer(Word address) { at(Name::rsp) = address; }
    constexpr Word tls_base() const { return at(Name::fs_base); }
    constexpr void set_tls_base(Word address) { write(Name::fs_base, address); }
    constexpr void set_first_argument(Word value) { at(Name::rdi) = value; }

    constexpr Word read(Name name) const {
        if (name == Name::pc) {
            return trapped_instruction();
        }
        return name == Name::flags ? user_flags(at(name)) : at(name);
    }
    /// A written `pc` is both: what a restart goes back to, and where the thread goes on. Whatever is
    /// written, the way back must restore it.
    constexpr void write(Name name, Word value) {
        at(Name::pc) = trapped_instruction();
        at(Name::by_system_call) = 0;
        at(name) = harmless(name, value);
        if (name == Name::pc) {
            restart();
        }
    }

    static constexpr unsigned frame_registers = api::architecture::frame_register_count;
    static constexpr std::array user_context_layout{
        Name::pc,  Name::rsp, Name::flags, Name::rax, Name::rbx,     Name::rcx,     Name::rdx,
        Name::rsi, Name::rdi, Name::rbp,   Name::r8,  Name::r9,      Name::r10,     Name::r11,
        Name::r12, Name::r13, Name::r14,   Name::r15, Name::fs_base, Name::gs_base,
    };
    static constexpr std::array unknown_system_call_layout{
        Name::rax, Name::rbx, Name::rcx, Name::rdx, Name::rsi, Name::rdi, Name::rbp, Name::r8,  Name::r9,
        Name::r10, Name::r11, Name::r12, Name::r13, Name::r14, Name::r15, Name::pc,  Name::rsp, Name::flags,
    };
    static constexpr std::array user_exception_layout{Name::pc, Name::rsp, Name::flags};
    static constexpr auto timeout_reply_layout = [] {
        std::array<Name, api::architecture::TimeoutReply::length> names{};
        for (std::size_t i = 0; i < names.size(); ++i) {
            names[i] = user_context_layout[i];
        }
        return names;
    }();

private:
    static constexpr Word system_call_mark = 1;
    static constexpr Word all_registers_mark = 2;

    /// The program's own that others may set: carry, parity, adjust, zero, sign, direction and overflow.
    /// Interrupts are on, bit 1 is always set; it has no IO ports by itself. Intel SDM volume
    /// 1, section 3.4.3.
    static constexpr Word user_flags(Word value) {
        constexpr Word own = 0xcd5;
        constexpr Word always = 0x202;
        return (value & own) | always;
    }
    /// An address that the processor would refuse to have in these registers becomes 0.
    static constexpr Word canonical(Word address) {
        const auto sign = static_cast<std::intptr_t>(address) >> 47;
        return sign == 0 || sign == -1 ? address : 0;
    }
    static constexpr Word harmless(Name name, Word value) {
        if (name == Name::flags) {
            return user_flags(value);
        }
        const bool is_address = name == Name::pc || name == Name::fs_base || name == Name::gs_base;
        return is_address ? canonical(value) : value;
    }
    constexpr Word at(Name name) const { return words_[static_cast<unsigned>(name)]; }
    constexpr Word& at(Name name) { return words_[static_cast<unsigned>(name)]; }

    static constexpr std::size_t count = static_cast<std::size_t>(Name::by_system_call) + 1;
    /// An even number of words, so that the Thread behind them keeps the alignment of its FPU registers.
    std::array<Word, count + count % 2> words_{};
};

static_assert(static_cast<unsigned>(Registers::Name::rdi) * 8 == REGISTERS_RDI);
static_assert(static_cast<unsigned>(Registers::Name::r10) * 8 == REGISTERS_R10);
static_assert(static_cast<unsigned>(Registers::Name::r15) * 8 == REGISTERS_R15);
static_assert(static_cast<unsigned>(Registers::Name::flags) * 8 == REGISTERS_FLAGS);
static_assert(static_cast<unsigned>(Registers::Name::rsp) * 8 == REGISTERS_RSP);
static_assert(static_cast<unsigned>(Registers::Name::fs_base) * 8 == REGISTERS_FS_BASE);
static_assert(static_cast<unsigned>(Registers::Name::by_system_call) * 8 == REGISTERS_BY_SYSTEM_CALL);

} // namespace nacre::kernel::arch
