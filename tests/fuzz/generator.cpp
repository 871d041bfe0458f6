// SPDX-License-Identifier: MIT
// Random calls that often make sense: methods with arguments of the right kinds, and sometimes anything at
// all.
#include <core/entry/doors.hpp>
#include <fuzz/generator.hpp>
#include <support/text.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

namespace {

Kind kind_of(api::ObjectKind object) {
    for (unsigned number = 1; number < kind_count; number++) {
        if (interface_kind(static_cast<Kind>(number)) == object) {
            return static_cast<Kind>(number);
        }
    }
    return Kind::null;
}

struct NamedKind {
    std::string_view name;
    Kind kind;
};
constexpr NamedKind argument_kinds[] = {
    {"root", Kind::cnode},
    {"source_root", Kind::cnode},
    {"pivot_root", Kind::cnode},
    {"cspace_root", Kind::cnode},
    {"vspace", Kind::address_space},
    {"vspace_root", Kind::address_space},
    {"authority", Kind::thread},
    {"source", Kind::thread},
    {"thread", Kind::thread},
    {"scheduling_context", Kind::scheduling_context},
    {"fault_endpoint", Kind::endpoint},
    {"timeout_fault_endpoint", Kind::endpoint},
    {"notification", Kind::notification},
    {"buffer_frame", Kind::frame},
    {"untyped", Kind::untyped},
};

} // namespace

Word Generator::wild() {
    switch (random_() % 4) {
    case 0: return random_() % 300;
    case 1: return ~Word{0} - random_() % 16;
    case 2: return power_of_two(random_() % word_bits) - random_() % 2;
    default: return static_cast<Word>((std::uint64_t{random_()} << 32) | random_());
    }
}

Word Generator::capability(std::string_view name) {
    if (arena_.chance(5)) {
        return arena_.chance(50) ? arena_.any() : wild();
    }
    if (name == "target") {
        return arena_.find(arena_.chance(60) ? Kind::thread : Kind::notification);
    }
    for (const NamedKind& known : argument_kinds) {
        if (known.name == name) {
            const bool optional = known.kind == Kind::endpoint || known.kind == Kind::scheduling_context;
            return optional && arena_.chance(30) ? arena_.find(Kind::null) : arena_.find(known.kind);
        }
    }
    return arena_.any();
}

Word Generator::number(std::string_view name) {
    if (arena_.chance(4)) {
        return wild();
    }
    if (name == "node_depth" || name == "architecture_flags") {
        return 0;
    }
    if (name.ends_with("depth")) {
        return arena_.chance(90) ? Arena::radix : random_() % 12;
    }
    if (name.ends_with("index") || name == "node_offset") {
        const bool is_target = name.starts_with("destination") || name == "node_offset";
        return is_target && arena_.chance(80) ? arena_.find(Kind::null) : arena_.any();
    }
    if (name == "object_count") {
        return 1 + random_() % 3;
    }
    if (name == "type") {
        return random_() % (api::architecture::object_type_count + 1);
    }
    if (name == "size_bits") {
        return 1 + random_() % 13;
    }
    if (name == "budget" || name == "period") {
        return 100 + random_() % 10'000;
    }
    if (name == "extra_refills") {
        return random_() % 6;
    }
    if (name.ends_with("priority")) {
        return random_() % (Arena::highest_priority + 10);
    }
    if (name == "virtual_address") {
        return (1 + random_() % 3) * 0x20'0000 + (random_() % 3) * 0x1000;
    }
    if (name == "buffer") {
        return arena_.chance(20) ? 0 : World::buffer_address;
    }
    if (name == "badge" || name == "destination_badge" || name == "pivot_badge") {
        return random_() % 4;
    }
    return random_() % 16;
}

template<typename T>
T Generator::value(const char* name) {
    if constexpr (std::same_as<T, api::CapabilityArgument>) {
        return {capability(name)};
    } else if constexpr (std::same_as<T, bool>) {
        return arena_.chance(50);
    } else if constexpr (std::unsigned_integral<T>) {
        return static_cast<T>(number(name));
    } else {
        return T{number(name)};
    }
}

void Generator::choose_invocation() {
    action_ = Action::invoke;
    call_ = arena_.chance(90) ? SystemCall::call : SystemCall::send;
    const Word label = 1 + random_() % api::method_count;
    api::visit_method(label, [&]<api::Method M>() {
        M method{};
        std::apply(
            [&](const auto&... argument) {
                ((method.*(argument.field) =
                      value<typename std::remove_cvref_t<decltype(argument)>::Type>(argument.name)),
                 ...);
            },
            M::arguments);
        message_ = World::message_for(method);
        for (std::size_t more = 0; more < api::trailing_words<M>(); more++) {
            message_.words.push_back(arena_.chance(50) ? World::program_start : wild());
        }
        arguments_ = {.capability = arena_.chance(95) ? arena_.find(kind_of(M::object)) : arena_.any()};
        text_ = text(M::name, " of ", arguments_.capability);
    });
    if (arena_.chance(3)) {
        message_.words.resize(random_() % (message_.words.size() + 1));
    }
}

void Generator::choose_communication() {
    action_ = Action::communicate;
    call_ = static_cast<SystemCall>(-1 - static_cast<int>(random_() % 11));
    const auto pick = [&] {
        constexpr Kind kinds[] = {Kind::endpoint, Kind::endpoint, Kind::endpoint, Kind::notification,
                                  Kind::reply};
        return arena_.chance(95) ? arena_.find(kinds[random_() % 5]) : wild();
    };
    arguments_ = {pick(), arena_.chance(90) ? arena_.find(Kind::reply) : pick(), pick()};
    if (call_ == SystemCall::non_blocking_send_wait) {
        arguments_.reply = pick();
    }
    message_ = {wild() >> 12, {}, {}};
    message_.words.resize(random_() % (arena_.chance(90) ? 8 : api::message_maximum_length + 1));
    for (Word& word : message_.words) {
        word = wild();
    }
    for (unsigned count = arena_.chance(70) ? 0 : random_() % 4; count > 0; count--) {
        message_.capabilities.push_back(arena_.chance(90) ? arena_.any() : wild());
    }
    text_ = text(api::name_of(call_), " ", arguments_.capability, " ", arguments_.reply, " ",
                 arguments_.destination);
}

const std::string& Generator::choose() {
    const Word kind = random_() % 100;
    if (kind < 45) {
        choose_invocation();
    } else if (kind < 85) {
        choose_communication();
    } else if (kind < 88) {
        action_ = Action::fault;
        text_ = "fault";
    } else if (kind < 90) {
        action_ = Action::fpu;
        text_ = "use of the FPU";
    } else if (kind < 95) {
        action_ = Action::time;
        text_ = "time";
    } else if (kind < 98) {
        action_ = Action::interrupt;
        text_ = "interrupt";
    } else {
        action_ = Action::debug;
        constexpr int numbers[] = {-12, -13, -15, -16, -17, -18, -19, -32, 0, 5};
        call_ = static_cast<SystemCall>(numbers[random_() % 10]);
        arguments_ = {arena_.any()};
        text_ = "debug call";
    }
    return text_;
}

void Generator::put_message(Thread& thread) {
    auto info =
        api::MessageInfo::make(message_.label, 0, message_.capabilities.size(), message_.words.size());
    if (arena_.chance(1)) {
        info.bits = wild();
    }
    thread.registers.set_message_info(info.bits);
    api::IpcBuffer* buffer = thread.ipc_buffer(true);
    for (unsigned index = 0; index < message_.words.size(); index++) {
        if (index < api::architecture::message_register_count) {
            thread.registers.set_message(index, message_.words[index]);
        } else if (buffer != nullptr) {
            buffer->message[index] = message_.words[index];
        }
    }
    if (buffer != nullptr) {
        std::ranges::copy(message_.capabilities, buffer->capabilities_or_badges);
        buffer->receive_cnode = arena_.chance(90) ? arena_.find(Kind::cnode) : wild();
        buffer->receive_index = arena_.find(Kind::null);
        buffer->receive_depth = arena_.chance(95) ? Arena::radix : wild();
    }
}

Fault Generator::random_fault() {
    switch (random_() % 3) {
    case 0: return Fault::memory(wild(), wild(), arena_.chance(50));
    case 1: return Fault::user_exception(wild(), wild());
    default: return Fault::unknown_system_call(wild());
    }
}

void Generator::perform() {
    World& world = arena_.world();
    Actor actor{.thread = &world.current()};
    auto& machine = arch::fake_machine();
    machine.looks_until_interrupt = arena_.chance(20) ? static_cast<unsigned>(1 + random_() % 6) : 0;
    machine.raised_later = Arena::first_line;
    switch (action_) {
    case Action::invoke:
    case Action::communicate:
        put_message(*actor.thread);
        world.perform(actor, call_, arguments_);
        break;
    case Action::debug: world.perform(actor, call_, arguments_); break;
    case Action::fault: world.fault(actor, random_fault()); break;
    case Action::fpu: world.use_fpu(actor, random_()); break;
    case Action::time: world.pass_microseconds(random_() % (arena_.chance(80) ? 2000 : 50'000)); break;
    case Action::interrupt: world.interrupt(Arena::first_line + random_() % Arena::line_count); break;
    }
}

} // namespace nacre::test
