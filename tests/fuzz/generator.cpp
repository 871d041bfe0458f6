// SPDX-License-Identifier: MIT
// Random calls that often make sense: methods with arguments of the right kinds, and sometimes anything at
// all.
#include <fuzz/generator.hpp>
#include <fuzz/likely.hpp>
#include <fuzz/meeting.hpp>

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

bool Generator::chance(unsigned percent) { return random_() % 100 < percent; }

Word Generator::any() { return random_() % Arena::slot_count; }

Word Generator::find(Kind kind) { return arena_.find_from(any(), kind); }

Word Generator::wild() {
    switch (random_() % 4) {
    case 0: return random_() % 300;
    case 1: return ~Word{0} - random_() % 16;
    case 2: return power_of_two(random_() % word_bits) - random_() % 2;
    default: return static_cast<Word>((std::uint64_t{random_()} << 32) | random_());
    }
}

Word Generator::address(Word index) { return arena_.address(index, random_()); }

/// Something of the current thread's own: what if it takes it away from itself?
Word Generator::own(Kind kind) {
    const Thread& thread = arena_.world().current();
    const Word start = any();
    for (Word step = 0; step < Arena::slot_count; step++) {
        const Word index = (start + step) % Arena::slot_count;
        const Slot& slot = arena_.slot(index);
        if ((kind == Kind::thread && slot.is<ThreadView>() && &slot.as<ThreadView>().object() == &thread) ||
            (kind == Kind::scheduling_context && slot.is<SchedulingContextView>() &&
             &slot.as<SchedulingContextView>().object() == thread.scheduling_context)) {
            return index;
        }
    }
    return find(kind);
}

Word Generator::slot_of(Kind kind) { return chance(15) ? own(kind) : find(kind); }

Word Generator::capability(std::string_view name) {
    if (chance(5)) {
        return chance(50) ? address(any()) : wild();
    }
    if (name == "target") {
        return address(slot_of(chance(60) ? Kind::thread : Kind::notification));
    }
    for (const NamedKind& known : argument_kinds) {
        if (known.name == name) {
            const bool optional = known.kind == Kind::endpoint || known.kind == Kind::scheduling_context;
            return address(optional && chance(30) ? find(Kind::null) : slot_of(known.kind));
        }
    }
    return address(any());
}

Word Generator::virtual_address() {
    const Word page = (random_() % 3) * 0x1000;
    switch (random_() % 8) {
    case 0: return api::architecture::user_top - 0x1000 * (random_() % 3);
    case 1: return World::buffer_address + page;
    case 2: return page + random_() % 64;
    default: return (random_() % 4) * 0x20'0000 + page;
    }
}

Word Generator::data_word() {
    switch (random_() % 4) {
    case 0: return 0;
    case 1: return api::CNodeData::root(Arena::radix).bits;
    case 2: return api::CNodeData::make(random_() % 4, random_() % 6).bits;
    default: return api::CNodeData::make(0, word_bits - Arena::radix - 4).bits;
    }
}

Word Generator::number(std::string_view name) {
    if (chance(4)) {
        return wild();
    }
    if (name == "node_depth") {
        return chance(70) ? 0 : Arena::radix;
    }
    if (name == "architecture_flags") {
        return 0;
    }
    if (name.ends_with("depth")) {
        return chance(90) ? Arena::radix : random_() % 14;
    }
    if (name.ends_with("index") || name == "node_offset") {
        const bool is_target = name.starts_with("destination") || name == "node_offset";
        return chance(is_target ? 80 : 30) ? find(Kind::null) : any();
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
        return chance(60) ? 100 + random_() % 10'000 : 200 * (1 + random_() % 4);
    }
    if (name == "extra_refills") {
        return random_() % 6;
    }
    if (name.ends_with("priority")) {
        return random_() % (Arena::highest_priority + 10);
    }
    if (name == "virtual_address" || name == "start" || name == "end") {
        return virtual_address();
    }
    if (name == "buffer") {
        return chance(20) ? 0 : World::buffer_address + (chance(10) ? random_() % 1024 : 0);
    }
    if (name == "start_offset" || name == "end_offset") {
        return chance(50) ? random_() % 0x1100 : (random_() % 3) * 0x800;
    }
    if (name == "interrupt") {
        return chance(50) ? Arena::first_line + random_() % 8 : random_() % 20;
    }
    if (name.ends_with("root_data")) {
        return data_word();
    }
    if (name.ends_with("badge")) {
        return chance(70) ? random_() % 4 : data_word();
    }
    if (name == "target" || name == "trigger" || name == "domain" || name == "duration") {
        return random_() % 3;
    }
    return random_() % 16;
}

template<typename T>
T Generator::value(const char* name) {
    if constexpr (std::same_as<T, api::CapabilityArgument>) {
        return {capability(name)};
    } else if constexpr (std::same_as<T, bool>) {
        return chance(50);
    } else if constexpr (std::unsigned_integral<T>) {
        return static_cast<T>(number(name));
    } else {
        return T{chance(60) ? ~Word{0} : number(name)};
    }
}

void Generator::choose_invocation(Step& step) {
    set_call(step, chance(90) ? SystemCall::call : SystemCall::send);
    Message message;
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
        Likely likely{arena_, random_, chance(95) ? slot_of(kind_of(M::object)) : any()};
        if (chance(50)) {
            likely.fit(method);
        }
        step.capability = address(likely.invoked());
        message = World::message_for(method);
        for (std::size_t more = 0; more < api::trailing_words<M>(); more++) {
            message.words.push_back(chance(50) ? World::program_start : wild());
        }
    });
    if (chance(3)) {
        message.words.resize(random_() % (message.words.size() + 1));
    }
    if (chance(3)) {
        message.capabilities.resize(random_() % (message.capabilities.size() + 1));
    }
    if (chance(1)) {
        message.label = wild();
    }
    set_message(step, message);
}

/// A reply object; often one that somebody waits for.
Word Generator::reply_slot() {
    const Word start = any();
    for (Word distance = 0; distance < Arena::slot_count && chance(99); distance++) {
        const Slot& slot = arena_.slot((start + distance) % Arena::slot_count);
        if (slot.is<ReplyView>() && slot.as<ReplyView>().object().thread != nullptr) {
            return (start + distance) % Arena::slot_count;
        }
    }
    return find(Kind::reply);
}

Word Generator::partner() {
    switch (random_() % 8) {
    case 0:
    case 1: return address(find(Kind::notification));
    case 2: return address(chance(95) ? reply_slot() : any());
    case 3: return chance(30) ? wild() : address(find(Kind::endpoint));
    default: return address(find(Kind::endpoint));
    }
}

/// Two threads that meet: somebody waits for just this, or will for long.
void Generator::choose_meeting(Step& step) {
    const Meeting meeting = Meeting::choose(arena_, random_);
    set_call(step, meeting.call);
    step.capability = address(meeting.capability);
    step.reply = address(meeting.reply);
    step.destination = address(meeting.reply);
    Message message{wild() >> 12, {}, {}};
    message.words.resize(random_() % 6);
    set_message(step, message);
}

void Generator::choose_communication(Step& step) {
    if (chance(60)) {
        choose_meeting(step);
        return;
    }
    set_call(step, static_cast<SystemCall>(-1 - static_cast<int>(random_() % 11)));
    step.capability = partner();
    step.reply = chance(90) ? address(chance(50) ? reply_slot() : find(Kind::reply)) : partner();
    step.destination = partner();
    if (step.number == static_cast<std::uint64_t>(SystemCall::non_blocking_send_wait)) {
        step.reply = partner();
    }
    Message message{chance(40) ? 0 : wild() >> 12, {}, {}};
    message.words.resize(random_() % (chance(90) ? 8 : api::message_maximum_length + 1));
    for (Word& word : message.words) {
        word = wild();
    }
    for (unsigned count = chance(60) ? 0 : random_() % 4; count > 0; count--) {
        message.capabilities.push_back(chance(90) ? address(chance(40) ? find(Kind::endpoint) : any())
                                                  : wild());
    }
    set_message(step, message);
}

void Generator::choose_oddity(Step& step) {
    constexpr int numbers[] = {-12, -13, -14, -15, -16, -17, -18, -19, -31, -32, -33, 0, 5};
    set_call(step, static_cast<SystemCall>(numbers[random_() % std::size(numbers)]));
    step.capability = chance(80) ? address(chance(50) ? find(Kind::thread) : any()) : wild();
    Message message;
    message.words.resize(random_() % 8, chance(50) ? 0x41 : 0);
    set_message(step, message);
}

void Generator::set_call(Step& step, SystemCall call) {
    step.kind = StepKind::call;
    step.number = static_cast<std::uint64_t>(static_cast<std::int64_t>(call));
    step.late = chance(5) ? random_() % 20'000 : 0;
}

void Generator::set_message(Step& step, Message& message) {
    step.info =
        api::MessageInfo::make(message.label, 0, message.capabilities.size(), message.words.size()).bits;
    if (chance(1)) {
        step.info = wild();
    }
    step.words = std::move(message.words);
    step.capabilities = std::move(message.capabilities);
    step.receive_cnode = chance(90) ? address(find(Kind::cnode)) : wild();
    step.receive_index = find(Kind::null);
    step.receive_depth = chance(95) ? Arena::radix : wild();
}

Step Generator::choose() {
    Step step;
    if (arena_.world().runs(arena_.world().root())) {
        return {.kind = StepKind::revive, .first = random_()};
    }
    const Word kind = random_() % 100;
    if (kind < 42) {
        choose_invocation(step);
    } else if (kind < 85) {
        choose_communication(step);
    } else if (kind < 88) {
        step = {.kind = StepKind::fault, .number = random_() % 4, .first = wild(), .second = wild()};
    } else if (kind < 90) {
        step = {.kind = StepKind::fpu, .first = random_()};
    } else if (kind < 95) {
        step = {.kind = StepKind::time, .first = random_() % (chance(80) ? 2000 : 50'000)};
    } else if (kind < 98) {
        step = {.kind = StepKind::line, .number = Arena::first_line + random_() % 6};
    } else {
        choose_oddity(step);
    }
    step.looks = chance(20) ? 1 + random_() % 6 : 0;
    return step;
}

} // namespace nacre::test
