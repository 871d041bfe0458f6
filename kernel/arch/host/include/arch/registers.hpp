// SPDX-License-Identifier: MIT
// A thread's registers on the fake machine: those of api::architecture::UserContext, and where the thread
// goes on.
#pragma once

#include <api/architecture.hpp>
#include <base/word.hpp>

#include <array>
#include <cstddef>

namespace nacre::kernel::arch {

class Registers {
public:
    /// In the order of UserContext. `pc` is the instruction that entered the kernel; `next`, which has no
    /// name towards programs, is where the program goes on.
    // clang-format off
    enum class Name : unsigned char {
        pc, sp, spsr, x0, x1, x2, x3, x4, x5, x6, x7, x8, x16, x17, x18, x29, x30,
        x9, x10, x11, x12, x13, x14, x15, x19, x20, x21, x22, x23, x24, x25, x26, x27, x28, tpidr, tpidrro,
        next,
    };
    // clang-format on

    constexpr Word message(unsigned i) const { return words_[index(Name::x2) + i]; }
    constexpr void set_message(unsigned i, Word value) { words_[index(Name::x2) + i] = value; }
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

    /// The fake processor executes an instruction at `address` that enters the kernel, as vectors would note
    /// it: a system call goes on behind it, anything else at it.
    constexpr void trap(Word address, bool is_system_call) {
        at(Name::pc) = address;
        at(Name::next) = address + (is_system_call ? instruction_size : 0);
    }
    static constexpr Word instruction_size = 4;

    static constexpr unsigned frame_registers = api::architecture::frame_register_count;
    static constexpr auto user_context_layout = [] {
        std::array<Name, api::architecture::user_context_words> names{};
        for (std::size_t i = 0; i < names.size(); ++i) {
            names[i] = static_cast<Name>(i);
        }
        return names;
    }();
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
            names[i] = static_cast<Name>(i);
        }
        return names;
    }();

    /// What a program may set of the processor state: its condition flags. The rest is always this.
    static constexpr Word kernel_state = 0x40;

private:
    static constexpr Word user_state(Word value) { return (value & 0xf000'0000) | kernel_state; }
    static constexpr std::size_t index(Name name) { return static_cast<std::size_t>(name); }
    constexpr Word at(Name name) const { return words_[index(name)]; }
    constexpr Word& at(Name name) { return words_[index(name)]; }

    std::array<Word, static_cast<std::size_t>(Name::next) + 1> words_{};
};

} // namespace nacre::kernel::arch
