// SPDX-License-Identifier: MIT
// What the core needs of a thread's saved registers: the ones that the interface names, and the fault
// layouts.
#pragma once

#include <base/word.hpp>

#include <concepts>
#include <span>
#include <type_traits>

namespace nacre::kernel::interface {

/// `arch::Registers`, in <arch/registers.hpp>: every user-visible integer register of a thread, as the
/// vectors save and restore it. Trivially copyable, zero-initialised it is a valid user context (user mode,
/// interrupts on).
///
/// - `message(i)`, `set_message(i, w)`: the message registers that travel in machine registers, i below
///   `api::architecture::message_registers`.
/// - `capability()`: the register that holds the invoked capability on entry; `set_badge()` writes the same
/// one.
/// - `message_info()`, `reply_capability()`, `destination()` (NBSendRecv's and NBSendWait's),
/// `system_call()`.
/// - `program_counter()`: where the thread goes on. `trapped_instruction()`: the instruction that entered the
/// kernel
///   (a restarted system call goes on there); `restart()` sets the first to the second.
/// - `read(name)`, `write(name, w)`: any register by name; write makes a harmless value of whatever it is
/// given
///   (processor state keeps user mode and enabled interrupts), so it may be fed straight from a user's
///   message.
/// - `set_first_argument(w)`: what the root task finds as its boot-info address.
/// - `tls_base()`, `set_tls_base(w)`.
/// - the layouts are arrays of names: `user_context_layout` (seL4_UserContext), its first `frame_registers`
/// entries are
///   the ones CopyRegisters calls the frame; `unknown_system_call_layout` (up to the word Syscall, which is
///   not a register), `user_exception_layout` (up to Number and Code), `timeout_reply_layout`.
template<typename R>
concept RegisterFile = std::is_trivially_copyable_v<R> &&
                       requires(R file, const R saved, unsigned i, Word w, typename R::Name name) {
                           { saved.message(i) } -> std::same_as<Word>;
                           { saved.capability() } -> std::same_as<Word>;
                           { saved.message_info() } -> std::same_as<Word>;
                           { saved.reply_capability() } -> std::same_as<Word>;
                           { saved.destination() } -> std::same_as<Word>;
                           { saved.program_counter() } -> std::same_as<Word>;
                           { saved.trapped_instruction() } -> std::same_as<Word>;
                           { saved.stack_pointer() } -> std::same_as<Word>;
                           { saved.tls_base() } -> std::same_as<Word>;
                           { saved.read(name) } -> std::same_as<Word>;
                           file.set_message(i, w);
                           file.set_badge(w);
                           file.set_message_info(w);
                           file.set_program_counter(w);
                           file.set_stack_pointer(w);
                           file.set_tls_base(w);
                           file.set_first_argument(w);
                           file.restart();
                           file.write(name, w);
                           { R::frame_registers } -> std::convertible_to<unsigned>;
                           { std::span<const typename R::Name>{R::user_context_layout} };
                           { std::span<const typename R::Name>{R::unknown_system_call_layout} };
                           { std::span<const typename R::Name>{R::user_exception_layout} };
                           { std::span<const typename R::Name>{R::timeout_reply_layout} };
                       };

} // namespace nacre::kernel::interface
