// SPDX-License-Identifier: MIT
// What a board must provide to its architecture; each board's <board/board.hpp> has the type `board::Board`.
#pragma once

#include <core/boot/machine_description.hpp>
#include <interface/machine.hpp>

#include <concepts>
#include <span>
#include <string_view>

namespace nacre::kernel::interface {

/// Does what a board has for idle cores (optional: `use_idle_time()` does some, and says whether there was
/// any), until there is none or `is_over` says so. Other boards do not even ask it.
template<typename B>
void use_idle_time(auto is_over) {
    if constexpr (requires { B::use_idle_time(); }) {
        while (!is_over() && B::use_idle_time()) {
        }
    }
}

/// A type with static members only. Interrupts are those of the calling core.
///
/// - `name`; `first_interrupt`, `interrupt_count`: interrupt numbers are from the one on and below the other;
/// `valid_interrupt(n)`: may a program own it?
/// - `device_pages`: the registers that the kernel itself uses, to be mapped before any other function is
/// called.
/// - `start_console()`, `put(character)`, `flush()` (waits until all of it has left).
/// - `describe(handed_over, machine)`: all of the MachineDescription but what the kernel image takes, and the
/// archive if it is the one inside the image. `handed_over` is what the boot loader gave: a device tree, say.
/// - `start_interrupts()` once, `start_core_interrupts(core)` on each core: the core's timer and
/// inter-processor
///   interrupts are on, all else is off.
/// - `claim`, `complete`, `send_software_interrupt`, `mask`, `unmask`, `set_edge_triggered`, `route`: as in
/// MachineInterface.
/// - `has_triggers`, `software_interrupt_count`: as there, too. `inter_processor`: the kernel's own line
/// among those.
/// - `start_core(core, entry)`: sends it to the physical address `entry`; false if it cannot be.
/// - `power_off()`, `reboot()`: return if they fail.
template<typename B>
concept BoardInterface = requires(PhysicalAddress physical, boot::MachineDescription& machine, unsigned core,
                                  InterruptNumber n, bool flag, char character) {
    { B::name } -> std::convertible_to<std::string_view>;
    { B::first_interrupt } -> std::convertible_to<InterruptNumber>;
    { B::interrupt_count } -> std::convertible_to<InterruptNumber>;
    { B::has_triggers } -> std::convertible_to<bool>;
    { B::software_interrupt_count } -> std::convertible_to<InterruptNumber>;
    { B::inter_processor } -> std::convertible_to<InterruptNumber>;
    { std::span<const PhysicalAddress>{B::device_pages} };
    B::start_console();
    B::put(character);
    B::flush();
    B::describe(physical, machine);
    B::start_interrupts();
    B::start_core_interrupts(core);
    { B::valid_interrupt(n) } -> std::same_as<bool>;
    { B::claim() } -> std::same_as<ClaimedInterrupt>;
    B::complete(n);
    B::send_software_interrupt(n, core);
    B::mask(n);
    B::unmask(n);
    B::set_edge_triggered(n, flag);
    B::route(n, core);
    { B::start_core(core, physical) } -> std::same_as<bool>;
    B::power_off();
    B::reboot();
};

} // namespace nacre::kernel::interface
