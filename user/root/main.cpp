// SPDX-License-Identifier: MIT
// The root task: starts the system, then keeps what only it can do: hear of services that crash, halt,
// restart.
#include "boot_archive.hpp"
#include "machine_power.hpp"
#include "system_builder.hpp"

#include <loading/fault_report.hpp>
#include <runtime/debug.hpp>
#include <runtime/power.hpp>
#include <runtime/root_task.hpp>

#include <optional>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

namespace nacre::user {

namespace {

constinit std::optional<SystemBuilder> builder;

/// The console may be what crashed: the kernel's own is always there.
void report_crash(const Message& fault) {
    const auto service = static_cast<Service>(fault.badge & ~service_fault_badge);
    DebugSink sink;
    format(sink, "\nnacre: the service {} crashed: it ", line_of(service).program);
    report_fault(SinkReference{sink}, fault, builder->program(service));
    sink.write("\n");
}

Message serve(const Message& request) {
    switch (static_cast<power::Request>(request.label())) {
    case power::Request::halt: halt_machine(); break;
    case power::Request::reboot: restart_machine(builder->watchdog()); break;
    }
    return Message::of(1);
}

[[noreturn]] void run(const api::BootInfo& boot_info) {
    builder.emplace(boot_info, find_boot_archive(boot_info));
    if (const auto outcome = builder->run(); !outcome) {
        debug_print("nacre: the system does not start: {}\n", outcome.reason());
        debug_halt();
        die();
    }
    Message request = receive(builder->endpoint(), builder->reply());
    for (;;) {
        if ((request.badge & service_fault_badge) != 0) {
            report_crash(request);
            request = receive(builder->endpoint(), builder->reply());
        } else {
            request = reply_receive(builder->endpoint(), builder->reply(), serve(request));
        }
    }
}

} // namespace

void report_failed_assertion(const char* expression, const char* file, unsigned line) {
    debug_print("root: {}:{}: assertion failed: {}\n", file, line, expression);
}

} // namespace nacre::user

void start(nacre::Word argument) { nacre::user::run(nacre::user::begin_root_task(argument)); }
