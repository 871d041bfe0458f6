// SPDX-License-Identifier: MIT
// Unknown system calls and user exceptions: the registers in their messages, and what answers change in them.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/victim.hpp>
#include <conformance/machine.hpp>

namespace nacre::conformance {

namespace {

using api::FaultType;
using user::Message;
using Unknown = api::architecture::UnknownSystemCallMessage;
using Exception = api::architecture::UserExceptionMessage;

constexpr Word unknown_number = 77;
constexpr machine::Values sent{0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, unknown_number};
constinit machine::Frame frame{};

void call_unknown(Word) {
    frame = machine::call_with(sent);
    stop_victim();
}
void call_number(Word number) {
    frame = machine::call_with({0, 0, 0, 0, 0, 0, 0, number});
    stop_victim();
}
void hit_breakpoint(Word) {
    frame = machine::break_with(sent);
    stop_victim();
}
void run_undefined(Word) {
    machine::undefined_instruction();
    stop_victim();
}

/// A word of a message that not every architecture has; else 0.
template<std::size_t index, std::size_t size>
Word word_or_0(const std::array<Word, size>& words) {
    if constexpr (index < size) {
        return words[index];
    } else {
        return 0;
    }
}
template<std::size_t index, std::size_t size>
void set_if_there(std::array<Word, size>& words, Word value) {
    if constexpr (index < size) {
        words[index] = value;
    }
}
Word unknown_flags(const std::array<Word, Unknown::length>& words) {
    return word_or_0<machine::unknown_flags_word>(words) & machine::free_flags;
}
Word exception_flags(const std::array<Word, Exception::length>& words) {
    return word_or_0<machine::exception_flags_word>(words) & machine::free_flags;
}

/// The words of a message, before another one takes their place in the buffer.
template<std::size_t size>
std::array<Word, size> words_of(const Message& message) {
    std::array<Word, size> words{};
    for (std::size_t i = 0; i < size; ++i) {
        words[i] = message[i];
    }
    return words;
}
using UnknownWords = std::array<Word, Unknown::length>;
using ExceptionWords = std::array<Word, Exception::length>;

UnknownWords receive_unknown(Scene& scene, const Handler& handler) {
    return words_of<Unknown::length>(
        receive_fault(scene, handler, FaultType::unknown_system_call, Unknown::length));
}
ExceptionWords receive_exception(Scene& scene, const Handler& handler) {
    return words_of<Exception::length>(
        receive_fault(scene, handler, FaultType::user_exception, Exception::length));
}

/// Answers a fault with the first `count` of the words.
void answer(const Handler& handler, std::span<const Word> words, Word label = 0) {
    Message message = Message::of(label);
    for (const Word word : words) {
        message.append(word);
    }
    user::reply_to(handler.reply, message);
}

/// Where the message has a word for the instruction behind the system call.
template<typename Layout>
void expect_next_instruction(Scene& scene, const UnknownWords& words) {
    if constexpr (requires { Layout::link_register; }) {
        scene.expect_equal(words[Layout::link_register],
                           words[Layout::instruction_pointer] + machine::system_call_size,
                           "the instruction behind it");
    }
}

void unknown_call_is_told(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    const UnknownWords words = receive_unknown(scene, handler);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(words[machine::value_words[i]], sent[i], "a register");
    }
    scene.expect(machine::is_system_call(words[Unknown::instruction_pointer]), "the instruction is named");
    expect_next_instruction<Unknown>(scene, words);
    scene.expect_equal(unknown_flags(words), 0, "the flags");
    scene.expect_equal(words[Unknown::system_call], unknown_number, "the number");
    // Behind the instruction all is as it was, but for what the answer says.
    const Word stack = words[Unknown::stack_pointer];
    user::reply_to(handler.reply, Message::of(0));
    scene.expect_equal(victim.progress, 0, "the instruction runs again");
    UnknownWords answered = receive_unknown(scene, handler);
    answered[Unknown::instruction_pointer] += machine::system_call_size;
    answer(handler, answered);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(frame.stack_before, stack, "the stack pointer");
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.values[i], sent[i], "a register afterwards");
    }
}

template<typename Layout>
void spoil_next_instruction(UnknownWords& words) {
    if constexpr (requires { Layout::link_register; }) {
        words[Layout::link_register] = 0x1230;
    }
}

/// Where the number's register has no word but the one that is the number, an answer does not set it.
Word answered_value(Word index) {
    return machine::value_words[index] == Unknown::system_call ? sent[index] : 0x500 + index;
}

void unknown_call_is_answered(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    UnknownWords words = receive_unknown(scene, handler);
    for (Word i = 0; i < sent.size(); ++i) {
        words[machine::value_words[i]] = 0x500 + i;
    }
    words[Unknown::instruction_pointer] += machine::system_call_size;
    words[Unknown::stack_pointer] -= 64;
    spoil_next_instruction<Unknown>(words);
    set_if_there<machine::unknown_flags_word>(words, machine::free_flags);
    words[Unknown::system_call] = 5;
    answer(handler, words);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    for (Word i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.values[i], answered_value(i), "a register");
    }
    scene.expect_equal(frame.stack_before - frame.stack_after, 64, "how far the stack pointer moved");
    scene.expect_equal(frame.flags, machine::free_flags, "the flags");
}

void short_answer(Scene& scene) {
    constexpr Word set = 3;
    const Handler handler = start_victim(scene, call_unknown);
    UnknownWords words = receive_unknown(scene, handler);
    // The first registers of the message: those that no check needs for going on.
    const UnknownWords before = words;
    for (Word i = 0; i < set; ++i) {
        words[i] = machine::may_be_spoilt(i) ? i + 1 : before[i];
    }
    answer(handler, std::span{words}.first(set));
    const UnknownWords after = receive_unknown(scene, handler);
    for (Word i = 0; i < Unknown::reply_length; ++i) {
        scene.expect_equal(after[i], i < set ? words[i] : before[i], "a word of the message");
    }
}

void answer_stops(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    UnknownWords words = receive_unknown(scene, handler);
    words[Unknown::instruction_pointer] += machine::system_call_size;
    words[machine::value_words[0]] = 0x600;
    answer(handler, words, 1);
    scene.expect_equal(victim.progress, 0, "the thread stays stopped");
    scene.succeed(handler.thread.control, api::thread::Resume{});
    scene.expect_equal(victim.progress, 1, "once resumed it goes on");
    scene.expect_equal(frame.values[0], 0x600, "with the registers of the answer");
}

void numbers_are_unknown(Scene& scene) {
    constexpr Word send_to_core = static_cast<Word>(api::SystemCall::debug_send_ipi);
    for (const Word number : {Word{0}, Word{1}, static_cast<Word>(-19), static_cast<Word>(-31),
                              static_cast<Word>(-33), power_of_two(word_bits - 1), send_to_core}) {
        const Handler handler = start_victim(scene, call_number, true, number);
        scene.expect_equal(receive_unknown(scene, handler)[Unknown::system_call], number, "the number");
    }
}

void breakpoint_is_told(Scene& scene) {
    const Handler handler = start_victim(scene, hit_breakpoint);
    ExceptionWords words = receive_exception(scene, handler);
    scene.expect_equal(words[Exception::number], machine::breakpoint_number, "the number");
    scene.expect_equal(words[Exception::code], 0, "the code");
    scene.expect_equal(exception_flags(words), 0, "the flags");
    words[Exception::instruction_pointer] += machine::breakpoint_size;
    words[Exception::stack_pointer] -= 128;
    set_if_there<machine::exception_flags_word>(words, machine::some_flags);
    answer(handler, words);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(frame.stack_before - frame.stack_after, 128, "how far the stack pointer moved");
    scene.expect_equal(frame.flags, machine::some_flags, "the flags");
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.values[i], sent[i], "a register");
    }
}

void breakpoint_again(Scene& scene) {
    const Handler handler = start_victim(scene, hit_breakpoint);
    const ExceptionWords first = receive_exception(scene, handler);
    user::reply_to(handler.reply, {});
    const ExceptionWords second = receive_exception(scene, handler);
    for (std::size_t i = 0; i < first.size(); ++i) {
        scene.expect_equal(second[i], first[i], "a word of the second fault");
    }
    user::reply_to(handler.reply, Message::of(7));
    expect_no_fault(scene, handler);
    scene.expect_equal(victim.progress, 0, "steps of a stopped thread");
    scene.succeed(handler.thread.control, api::thread::Resume{});
    receive_exception(scene, handler);
}

void undefined_is_told(Scene& scene) {
    const Handler handler = start_victim(scene, run_undefined);
    ExceptionWords words = receive_exception(scene, handler);
    scene.expect_equal(words[Exception::number], machine::undefined_number, "the number");
    words[Exception::instruction_pointer] += machine::undefined_size;
    answer(handler, std::span{words}.first(1));
    scene.expect_equal(victim.progress, 1, "the thread goes on");
}

/// Without a buffer a fault message ends with the registers.
Capability bare_handler_endpoint{};
Capability bare_handler_reply{};
Message bare_message{};
void handle_without_buffer(Word) {
    bare_message = user::receive(bare_handler_endpoint, bare_handler_reply);
    for (;;) {
        user::wait(victim.rest);
    }
}
void handler_without_buffer(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown, false);
    bare_handler_endpoint = handler.endpoint;
    bare_handler_reply = handler.reply;
    const Thread thread =
        scene.start(handle_without_buffer, {.priority = Scene::own_priority + 2, .resumed = false});
    scene.succeed(thread.control, api::thread::SetIpcBuffer{.buffer = 0, .buffer_frame = {}});
    scene.succeed(thread.control, api::thread::Resume{});
    scene.succeed(handler.thread.control, api::thread::Resume{});
    scene.expect_equal(bare_message.label(), static_cast<Word>(FaultType::unknown_system_call),
                       "the kind of fault");
    scene.expect_equal(bare_message.length(), 4, "the words of the message");
    constexpr auto last = std::ranges::find(machine::value_words, Word{3}) - machine::value_words.begin();
    scene.expect_equal(bare_message.words[3], sent[last], "the last of them");
}

void no_handler(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown, false);
    scene.succeed(handler.thread.control,
                  api::thread::SetSchedulingParameters{.authority = scene.own_thread(),
                                                       .maximum_controlled_priority = 0,
                                                       .priority = Scene::own_priority + 1,
                                                       .scheduling_context = handler.thread.time,
                                                       .fault_endpoint = {}});
    scene.succeed(handler.thread.control, api::thread::Resume{});
    expect_no_fault(scene, handler);
    scene.expect_equal(victim.progress, 0, "the thread stops");
}

constexpr std::array checks{
    holds("Fault", "An unknown system call tells registers and number; answered, it runs again.",
          unknown_call_is_told),
    holds("Fault",
          "The answer to an unknown system call sets the registers that it names, stack pointer, flags and "
          "where to go on; the words for the next instruction and the number change nothing.",
          unknown_call_is_answered),
    holds("Fault", "An answer sets as many registers as it has words.", short_answer),
    holds("Fault", "An answer with a label that is not 0 sets the registers and leaves the thread stopped.",
          answer_stops),
    holds("Fault", "Every number that the interface does not list is an unknown system call.",
          numbers_are_unknown),
    holds("Fault",
          "A breakpoint is a user exception; its answer sets stack pointer, flags and where to go on.",
          breakpoint_is_told),
    holds("Fault", "A user exception that is answered with nothing happens again; any label but 0 stops.",
          breakpoint_again),
    holds("Fault", "An undefined instruction is a user exception.", undefined_is_told),
    holds("Fault", "A handler without a buffer finds the words that the registers hold.",
          handler_without_buffer),
    holds("Fault", "A thread without a fault endpoint stops at its fault.", no_handler),
};

} // namespace

std::span<const Check> exception_checks() { return checks; }

} // namespace nacre::conformance
