// SPDX-License-Identifier: MIT
// The threads that always answer: whoever waits for them for ever has found a bug.
#include <api/architecture/fault_message.hpp>
#include <api/fault.hpp>
#include <stress/fail.hpp>
#include <stress/registers.hpp>
#include <stress/servers.hpp>
#include <stress/threads.hpp>

#include <bit>

namespace nacre::stress {

namespace {

using user::Message;

constinit std::array<Capability, most_cores> echo_replies{};
constinit std::array<Capability, most_cores> fault_replies{};
constinit Capability passive_reply{};
constinit Capability ready{}; ///< notification: the passive server may lose its time

Message answer(const Message& question) {
    Message reply{.info = api::MessageInfo::make(answer_label, 0, 0, 0)};
    for (std::size_t index = 0; index < question.length(); ++index) {
        reply.append(answer_to(question[index]));
    }
    return reply;
}

void serve_echo(Word core) {
    const Capability endpoint = world.echo[core];
    const Capability reply = echo_replies[core];
    Message question = user::receive(endpoint, reply);
    while (true) {
        if (question.label() == ring_label && question[0] < world.worker_count) {
            const Capability bell = world.workers[question[0]].bell;
            user::reply_to(reply, answer(question));
            user::signal(bell);
            question = user::receive(endpoint, reply);
        } else {
            question = user::reply_receive(endpoint, reply, answer(question));
        }
    }
}

void serve_passively(Word /*argument*/) {
    Message question = user::send_receive(ready, {}, world.passive, passive_reply);
    while (true) {
        question = user::reply_receive(world.passive, passive_reply, answer(question));
    }
}

using Context = api::architecture::UserContext;

/// Where threads touch memory that may not be there.
bool in_window(Word address) {
    return address >= window_start - page_size &&
           address < window_start + (Word{window_tables} << page_table_span_bits);
}

bool is_access(Word instruction) {
    return instruction == reinterpret_cast<Word>(&machine::stress_read) ||
           instruction == reinterpret_cast<Word>(&machine::stress_write);
}

/// Sends the thread on behind the instruction that faulted. False: it cannot go on.
bool skip(Context& context, Word instruction) {
    if (is_access(context.program_counter)) {
        machine::return_from_function(context, access_refused);
        return true;
    }
    if (context.program_counter == instruction && machine::is_in_program(instruction) &&
        machine::is_system_call(instruction)) {
        context.program_counter += machine::instruction_size;
        return true;
    }
    return false;
}

bool skip(Capability control, Word instruction) {
    std::array<Word, api::architecture::user_context_words> words{};
    const auto read =
        user::invoke_reading(control, api::thread::ReadRegisters{.count = words.size()}, std::span{words});
    if (!read.good() || *read != words.size()) {
        return false;
    }
    auto context = std::bit_cast<Context>(words);
    if (!skip(context, instruction)) {
        return false;
    }
    words = std::bit_cast<std::array<Word, api::architecture::user_context_words>>(context);
    return user::invoke(control, api::thread::WriteRegisters{.count = words.size()}, words).good();
}

bool skip_for(Word badge, Word instruction) {
    if (badge < first_arena_badge) {
        return skip(world.workers[badge - first_worker_badge].control, instruction);
    }
    // A victim ends only in the hands of somebody who has its arena.
    Arena& arena = world.arenas[badge - first_arena_badge];
    if (arena.busy.exchange(true)) {
        return false;
    }
    const bool skipped = holds(arena.control, api::ObjectKind::thread) && skip(arena.control, instruction);
    arena.busy = false;
    return skipped;
}

constexpr Word stays_stopped = 1;

Message after_unknown_call(const Message& fault) {
    using Index = api::architecture::UnknownSystemCallMessage::Index;
    std::array<Word, api::architecture::UnknownSystemCallMessage::reply_length> words{};
    for (std::size_t index = 0; index < words.size(); ++index) {
        words[index] = fault[index];
    }
    for (const Word index : machine::call_words) {
        words[index] += unknown_call_sum;
    }
    if (machine::is_system_call(words[Index::instruction_pointer])) {
        words[Index::instruction_pointer] += machine::instruction_size;
    }
    Message reply{};
    for (const Word word : words) {
        reply.append(word);
    }
    return reply;
}

/// What the fault server answers.
Message judge(const Message& fault) {
    switch (static_cast<api::FaultType>(fault.label())) {
    case api::FaultType::unknown_system_call: return after_unknown_call(fault);
    case api::FaultType::user_exception:
        return Message::of(0, fault[api::architecture::UserExceptionMessage::instruction_pointer] +
                                  machine::instruction_size);
    case api::FaultType::capability_fault:
    case api::FaultType::vm_fault: {
        static_assert(Word{api::architecture::VmFaultMessage::instruction_pointer} ==
                      Word{api::CapabilityFaultMessage::instruction_pointer});
        const Word instruction = fault[api::CapabilityFaultMessage::instruction_pointer];
        // Stopped and resumed, it made the fault again, and was then sent on for the first one.
        const bool is_old = fault.label() == static_cast<Word>(api::FaultType::vm_fault) &&
                            machine::is_in_program(instruction) && !is_access(instruction) &&
                            in_window(fault[api::architecture::VmFaultMessage::address]);
        if (is_old) {
            return Message::of(api::fault_reply_resume);
        }
        return Message::of(skip_for(fault.badge, instruction) ? api::fault_reply_resume : stays_stopped);
    }
    case api::FaultType::timeout: return Message::of(api::fault_reply_resume);
    case api::FaultType::null_fault:
    case api::FaultType::debug_exception: break;
    }
    return Message::of(stays_stopped);
}

void serve_faults(Word core) {
    Message fault = user::receive(world.faults[core], fault_replies[core]);
    while (true) {
        const bool is_worker = fault.badge < first_arena_badge;
        const bool is_expected = fault.label() != static_cast<Word>(api::FaultType::capability_fault);
        const Message verdict = judge(fault);
        if (is_worker && (!is_expected || verdict.label() == stays_stopped)) {
            fail("worker {} made an unexpected fault: {} at {:#x}, {:#x}", fault.badge - first_worker_badge,
                 std::string_view{api::name_of(static_cast<api::FaultType>(fault.label()))}, fault[0],
                 fault[1]);
        }
        // Whatever the answer to these faults says, the thread would make them again: only one without an
        // answer stays stopped. It could otherwise keep this server busy for ever, and all threads below it
        // waiting.
        fault = verdict.label() == stays_stopped
                    ? user::receive(world.faults[core], fault_replies[core])
                    : user::reply_receive(world.faults[core], fault_replies[core], verdict);
    }
}

void start_server(Immortal& server, void (*entry)(Word), unsigned core, unsigned place) {
    constexpr Word context_bits = 8;
    server.control = make(api::ObjectType::thread);
    server.time = make(api::ObjectType::scheduling_context, context_bits);
    if (!start_thread({.control = server.control,
                       .time = server.time,
                       .entry = entry,
                       .argument = core,
                       .place = place,
                       .core = core,
                       .priority = server_priority})) {
        fail("a server could not be started");
    }
}

} // namespace

void start_servers(unsigned& place) {
    for (unsigned core = 0; core < world.cores; ++core) {
        echo_replies[core] = make(api::ObjectType::reply);
        fault_replies[core] = make(api::ObjectType::reply);
        start_server(world.echo_servers[core], &serve_echo, core, place++);
        start_server(world.fault_servers[core], &serve_faults, core, place++);
    }
    passive_reply = make(api::ObjectType::reply);
    ready = make(api::ObjectType::notification);
    static constinit Immortal passive{};
    start_server(passive, &serve_passively, 0, place++);
    user::wait(ready);
    if (!user::invoke(passive.time, api::scheduling_context::Unbind{}).good()) {
        fail("the passive server keeps its time");
    }
}

} // namespace nacre::stress
