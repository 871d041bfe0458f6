// SPDX-License-Identifier: MIT
// The words in which the system description is written: services, applications, and what each is given.
#pragma once

#include <api/cnode_data.hpp>
#include <base/address.hpp>
#include <loading/layout.hpp>
#include <runtime/device.hpp>
#include <runtime/slots.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace nacre::user {

/// The programs that the root task starts. The number is also the service's badge at the other services.
enum class Service : unsigned char {
    uart = 1,
    console,
    ticker,
    timer,
    loader,
    shell,
    screen,
    second_uart,
    keyboard
};

/// Not every board has them all.
inline constexpr std::size_t service_limit = 9;

constexpr Word badge_of(Service service) { return static_cast<Word>(service); }
constexpr std::size_t index_of(Service service) { return static_cast<std::size_t>(service) - 1; }
constexpr bool is(Word badge, Service service) { return badge == badge_of(service); }

/// The loader's requests carry no badge, because it needs unbadged endpoints to give badges to programs.
inline constexpr Word loader_badge = 0;

/// At the loader: this bit and a program's number is the badge of its faults.
inline constexpr Word program_fault_badge = power_of_two(api::endpoint_badge_bits - 1);

/// Numbers of programs that the loader starts begin here, so that no badge is a service's.
inline constexpr Word first_program_identity = 16;

/// One thing that a program is given, and in which slot it finds it.
struct Grant {
    enum class Kind : unsigned char {
        nothing,
        own_endpoint,     ///< receives requests
        own_notification, ///< waits for signals; with `value` 1 they arrive among its requests
        requests,         ///< sends requests to `service`, badged with the sender's number
        badging_requests, ///< the same, and may hand out badged copies
        power,            ///< may ask the root task to halt or to start the machine again
        signals,          ///< signals `service` with the bits `value`
        interrupt,        ///< interrupt `value`, which signals its own notification
        interrupt_pin,    ///< the same for a pin of an IO-APIC: `pin`
        device,           ///< page of device registers at physical address `value`, mapped at device_address
        io_ports,         ///< `ports`
        frame_buffer,   ///< the screen of which the kernel tells, mapped at layout::frame_buffer, if there is
                        ///< one
        shared_page,    ///< page shared by all that name the number `value`, mapped at layout::shared + that
                        ///< many pages
        replies,        ///< `value` reply objects
        archive,        ///< boot archive, read-only, mapped
        own_domain,     ///< its own capability space, address space and thread
        address_spaces, ///< may make address spaces
        time,           ///< may give out the cores' time
        service_times,  ///< scheduling contexts of all services
        remaining_memory, ///< all memory that the services leave
        memory,           ///< memory of its own, 2^`value` bytes
    };
    Kind kind = Kind::nothing;
    Service service{};
    Word slot = 0;
    Word value = 0;
    IoApicPin pin{};
    IoPorts ports{};
};

namespace grant {

using enum Grant::Kind;

constexpr Grant receives_requests() { return {own_endpoint, {}, slot::own_endpoint, 0}; }
constexpr Grant waits_for_signals() { return {own_notification, {}, slot::own_notification, 0}; }
constexpr Grant sends_requests(Service to, Word at) { return {requests, to, at, 0}; }
constexpr Grant hears_signals_among_requests() { return {own_notification, {}, slot::own_notification, 1}; }
/// For the loader: it gives every program its own badge.
constexpr Grant gives_out_requests(Service to, Word at) { return {badging_requests, to, at, 0}; }
constexpr Grant controls_power() { return {power, {}, slot::power, 0}; }
constexpr Grant signals_to(Service to, Word at, Word bits) { return {signals, to, at, bits}; }
constexpr Grant handles_interrupt(Word number) { return {interrupt, {}, slot::interrupt, number}; }
constexpr Grant handles_interrupt(const IoApicPin& pin) {
    return {.kind = interrupt_pin, .slot = slot::interrupt, .pin = pin};
}
constexpr Grant drives(PhysicalAddress registers) {
    return {device, {}, 0, align_down(registers.value, layout::page_bits)};
}
constexpr Grant drives(IoPorts ports, Word at = slot::io_ports) {
    return {.kind = Grant::Kind::io_ports, .slot = at, .ports = ports};
}
/// Both parts of a screen: what is shown, and what controls it.
constexpr Grant draws_on(const TextScreen& screen) {
    return screen.cells.value != 0 ? drives(screen.cells) : Grant{.kind = Grant::Kind::frame_buffer};
}
constexpr Grant controls(const TextScreen& screen) {
    return screen.controller.last != 0 ? drives(screen.controller) : Grant{};
}
constexpr Grant shares_page(Word number) { return {shared_page, {}, 0, number}; }
constexpr Grant holds_replies(Word count) { return {replies, {}, slot::first_reply, count}; }
constexpr Grant simple(Grant::Kind kind) { return {kind, {}, 0, 0}; }
constexpr Grant has_memory(unsigned size_bits) { return {memory, {}, slot::memory, size_bits}; }

/// For services that serve a device only where there is one.
constexpr Grant if_there_is(const auto& device, const Grant& given) {
    return device.present() ? given : Grant{};
}

} // namespace grant

/// How long a thread may run, and how often it may. In microseconds.
struct TimeLimit {
    std::uint64_t budget;
    std::uint64_t period;
    constexpr bool operator==(const TimeLimit&) const = default;
};

/// An hour at a time: nobody takes the core from such a thread but a higher priority, until it yields or
/// blocks.
inline constexpr TimeLimit cooperative{3'600'000'000, 3'600'000'000};

struct ServiceLine {
    Service service;
    std::string_view program;
    unsigned priority;
    TimeLimit time;
    std::array<Grant, 12> grants{};

    constexpr bool present() const { return !program.empty(); }
};

/// Those lines of a table that are there on this board.
template<const auto& lines>
constexpr auto present_lines() {
    constexpr auto is_present = [](const auto& line) { return line.present(); };
    std::array<std::remove_cvref_t<decltype(lines[0])>, std::ranges::count_if(lines, is_present)> present{};
    std::ranges::copy_if(lines, present.begin(), is_present);
    return present;
}

/// A program that starts and ends together with the one it belongs to, and shares the endpoint slot::partner
/// with it.
struct Partner {
    std::string_view program;
    std::string_view arguments;
    unsigned priority_above = 0;
    TimeLimit time = cooperative;
};

/// What a program gets beyond the endpoints that every program has.
struct ApplicationLine {
    std::string_view program;
    std::array<Partner, 3> partners{};
    bool workers = false; ///< a thread on each of the other cores, which it may start (runtime/worker.hpp)
    unsigned memory_bits = 0; ///< memory of its own and its own capability space, 0 for none
};

} // namespace nacre::user
