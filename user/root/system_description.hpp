// SPDX-License-Identifier: MIT
// The system: which programs run from the start, how important they are, and everything that each may do.
//
// What is not in a program's line it cannot do. Requests go upwards only, from a lower to a higher priority,
// so that no ring of programs can wait for one another.
#pragma once

#include "description.hpp"

#include <board.hpp>

namespace nacre::user {

/// Bits of the notifications, and numbers of the shared pages.
namespace signal_bit {
inline constexpr Word interrupt = 1;     ///< to the driver: from its device
inline constexpr Word console_moved = 2; ///< to the driver: there is output, or room for input
/// To the console: there is input, or room for output. It arrives where requests arrive, and no badge is so
/// high.
inline constexpr Word driver_moved = power_of_two(api::endpoint_badge_bits - 1);
inline constexpr Word control_c = 1;     ///< to the shell
inline constexpr Word program_ended = 2; ///< to the shell
} // namespace signal_bit

/// A pair of rings for each terminal: the serial port's, the screen's with its keyboard's, and the second
/// serial port's.
inline constexpr Word console_rings_page = 0;
inline constexpr Word screen_rings_page = 1;
inline constexpr Word second_rings_page = 2;
inline constexpr Word shared_page_count = 3;

// clang-format off
inline constexpr std::array<ServiceLine, service_limit> service_lines{{
    {Service::uart, board::uart_driver, 250, cooperative, {
        grant::drives(board::uart),
        grant::handles_interrupt(board::uart_interrupt),
        grant::waits_for_signals(),
        grant::shares_page(console_rings_page),
        grant::signals_to(Service::console, slot::signal_console, signal_bit::driver_moved),
    }},
    {Service::console, "console", 240, cooperative, {
        grant::receives_requests(),
        grant::holds_replies(2),
        grant::hears_signals_among_requests(),
        grant::shares_page(console_rings_page),
        grant::signals_to(Service::uart, slot::signal_driver, signal_bit::console_moved),
        // Nothing on boards without them.
        grant::if_there_is(board::screen, grant::shares_page(screen_rings_page)),
        grant::if_there_is(board::screen, grant::signals_to(Service::screen, slot::signal_screen, signal_bit::console_moved)),
        grant::if_there_is(board::second_serial_port, grant::shares_page(second_rings_page)),
        grant::if_there_is(board::second_serial_port, grant::signals_to(Service::second_uart, slot::signal_second_driver, signal_bit::console_moved)),
        grant::signals_to(Service::shell, slot::signal_shell, signal_bit::control_c),
    }},
    // The timer needs no device: whenever the ticker has used up its budget, the kernel wakes it a period later.
    {Service::ticker, "ticker", 244, {200, 2000}, {
        grant::sends_requests(Service::timer, slot::timer),
    }},
    {Service::timer, "timer", 245, cooperative, {
        grant::receives_requests(),
        grant::holds_replies(34),
    }},
    {Service::loader, "loader", 230, cooperative, {
        grant::receives_requests(),
        grant::holds_replies(1),
        grant::gives_out_requests(Service::console, slot::console),
        grant::gives_out_requests(Service::timer, slot::timer),
        grant::signals_to(Service::shell, slot::signal_shell, signal_bit::program_ended),
        grant::simple(Grant::Kind::archive),
        grant::simple(Grant::Kind::own_domain),
        grant::simple(Grant::Kind::address_spaces),
        grant::simple(Grant::Kind::time),
        grant::simple(Grant::Kind::service_times),
        grant::simple(Grant::Kind::remaining_memory),
    }},
    {Service::shell, "shell", 220, cooperative, {
        grant::sends_requests(Service::console, slot::console),
        grant::sends_requests(Service::timer, slot::timer),
        grant::sends_requests(Service::loader, slot::process),
        grant::controls_power(),
        grant::waits_for_signals(),
    }},
    // Below the console: drawing takes long, and may wait.
    {Service::screen, board::screen.driver, 235, cooperative, {
        grant::draws_on(board::screen),
        grant::controls(board::screen),
        grant::waits_for_signals(),
        grant::shares_page(screen_rings_page),
        grant::signals_to(Service::console, slot::signal_console, signal_bit::driver_moved),
    }},
    {Service::second_uart, board::second_serial_port.driver, 249, cooperative, {
        grant::drives(board::second_serial_port.registers),
        grant::handles_interrupt(board::second_serial_port.interrupt),
        grant::waits_for_signals(),
        grant::shares_page(second_rings_page),
        grant::signals_to(Service::console, slot::signal_console, signal_bit::driver_moved),
    }},
    // Below the console, too, where it says that there is no keyboard.
    {Service::keyboard, board::keyboard.driver, 236, cooperative, {
        grant::drives(board::keyboard.data),
        grant::drives(board::keyboard.control, slot::more_io_ports),
        grant::handles_interrupt(board::keyboard.interrupt),
        grant::waits_for_signals(),
        grant::shares_page(screen_rings_page),
        grant::signals_to(Service::console, slot::signal_console, signal_bit::driver_moved),
        grant::sends_requests(Service::console, slot::console),
        grant::sends_requests(Service::timer, slot::timer),
    }},
}};

/// Those of this board: drivers without a name have no device here.
inline constexpr auto services = present_lines<service_lines>();

constexpr const ServiceLine& line_of(Service service) { return service_lines[index_of(service)]; }

/// Every program of the archive may be run. Without a line here it has what all have: to write and read at the
/// console, to sleep, and to end itself.
inline constexpr std::array applications{
    ApplicationLine{"pingpong", {{{"pong", ""}}}},
    ApplicationLine{"take_turns", {{
        {"take_turns", "green"},
        {"take_turns", "blue"},
        {"take_turns", "preempt", 10, {2'000, 20'000}},
    }}},
    // Divides its work among the cores.
    ApplicationLine{.program = "primes", .workers = true},
    // Tries to use up all memory; it has something to use up (tests/attack).
    ApplicationLine{.program = "exhaust_memory", .memory_bits = 16},
};
// clang-format on

inline constexpr unsigned usual_priority = 100;
/// The loader refuses more: a program above the services could stop them all.
inline constexpr unsigned highest_program_priority = 199;

/// Whoever waits for an answer waits for a service above it: no ring of programs can wait for one another.
constexpr bool requests_go_upwards() {
    for (const auto& line : services) {
        for (const auto& grant : line.grants) {
            const bool asks =
                grant.kind == Grant::Kind::requests || grant.kind == Grant::Kind::badging_requests;
            if (asks && line_of(grant.service).priority <= line.priority) {
                return false;
            }
        }
    }
    return true;
}

/// Each service has the line of its number, and stands above all programs.
constexpr bool lines_are_in_order() {
    for (std::size_t i = 0; i < service_lines.size(); ++i) {
        if (index_of(service_lines[i].service) != i ||
            service_lines[i].priority <= highest_program_priority) {
            return false;
        }
    }
    return true;
}

static_assert(lines_are_in_order() && requests_go_upwards());

} // namespace nacre::user
