// SPDX-License-Identifier: MIT
// Reads the system description aloud.
#include "describe.hpp"

#include <algorithm>

namespace nacre::user {

namespace {

std::string_view name_of_service(Service service) { return line_of(service).program; }

void describe_time(SinkReference sink, unsigned priority, TimeLimit time) {
    if (time == cooperative) {
        format(sink, "runs at priority {} until it yields, waits or ends", priority);
    } else {
        format(sink, "runs at priority {} for at most {} of every {} microseconds", priority, time.budget,
               time.period);
    }
}

void describe_grant(SinkReference sink, const Grant& grant) {
    using enum Grant::Kind;
    switch (grant.kind) {
    case nothing: return;
    case own_endpoint: return sink.write("receives requests at an endpoint of its own");
    case own_notification: return sink.write("waits for signals at a notification of its own");
    case requests: return format(sink, "sends requests to {}", name_of_service(grant.service));
    case badging_requests:
        return format(sink, "sends requests to {}, and lets programs do so", name_of_service(grant.service));
    case power: return sink.write("asks the root task to halt or to restart the machine");
    case signals: return format(sink, "signals {}", name_of_service(grant.service));
    case interrupt: return format(sink, "handles interrupt {}", grant.value);
    case interrupt_pin: return format(sink, "handles pin {} of IO-APIC {}", grant.pin.pin, grant.pin.io_apic);
    case io_ports:
        return format(sink, "reads and writes the ports {:#x} to {:#x}", grant.ports.first, grant.ports.last);
    case device: return format(sink, "reads and writes device registers at {:#x}", grant.value);
    case frame_buffer: return sink.write("draws on the screen");
    case shared_page: return sink.write("reads and writes the page of the console's rings");
    case replies: return format(sink, "keeps up to {} requests to be answered later", grant.value);
    case archive: return sink.write("reads the boot archive");
    case own_domain: return sink.write("changes its own capability space, address space and thread");
    case address_spaces: return sink.write("makes address spaces");
    case time:
        return format(sink, "gives programs time on every core, at priorities up to {}",
                      highest_program_priority);
    case service_times: return sink.write("reads how much time the services use, and may change it");
    case remaining_memory: return sink.write("owns all memory that the services leave");
    case memory:
        return format(sink, "owns {} bytes of memory", power_of_two(static_cast<unsigned>(grant.value)));
    }
}

} // namespace

void describe(SinkReference sink, const ServiceLine& line, Word index) {
    if (index == 0) {
        return describe_time(sink, line.priority, line.time);
    }
    if (index <= line.grants.size()) {
        describe_grant(sink, line.grants[index - 1]);
    }
}

void describe(SinkReference sink, const ApplicationLine& line, Word index) {
    const auto partners = static_cast<Word>(std::ranges::count_if(
        line.partners, [](const Partner& partner) { return !partner.program.empty(); }));
    switch (index) {
    case 0: return describe_time(sink, usual_priority, cooperative);
    case 1: return sink.write("asks loader to end it, and nothing else");
    case 2: return sink.write("writes to console; reads from it while in the foreground");
    case 3: return sink.write("asks timer to let it sleep");
    default: break;
    }
    if (index - 4 < partners) {
        const Partner& partner = line.partners[index - 4];
        format(sink, "shares an endpoint with {} {}", partner.program, partner.arguments);
    } else if (index - 4 == partners && line.workers) {
        sink.write("has a thread on each of the other cores, and starts it when it wants");
    } else if (index - 4 == partners && line.memory_bits != 0) {
        format(sink, "owns {} bytes of memory, and its own capability space", power_of_two(line.memory_bits));
    }
}

} // namespace nacre::user
