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

constexpr Word instruction_size = 4;
constexpr Word unknown_number = 77;
constexpr Word condition_flags = 0xf000'0000;
constexpr std::array<Word, 8> sent{0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, unknown_number};
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

void unknown_call_is_told(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    const UnknownWords words = receive_unknown(scene, handler);
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(words[i], sent[i], "a register");
    }
    scene.expect(machine::is_system_call(words[Unknown::instruction_pointer]), "the instruction is named");
    scene.expect_equal(words[Unknown::link_register], words[Unknown::instruction_pointer] + instruction_size,
                       "the instruction behind it");
    scene.expect_equal(words[Unknown::processor_state] & condition_flags, 0, "the flags");
    scene.expect_equal(words[Unknown::system_call], unknown_number, "the number");
    // Behind the instruction all is as it was, but for what the answer says.
    const Word stack = words[Unknown::stack_pointer];
    user::reply_to(handler.reply, Message::of(0));
    scene.expect_equal(victim.progress, 0, "the instruction runs again");
    UnknownWords answered = receive_unknown(scene, handler);
    answered[Unknown::instruction_pointer] += instruction_size;
    answer(handler, answered);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(frame.stack_before, stack, "the stack pointer");
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.x[i], sent[i], "a register afterwards");
    }
}

void unknown_call_is_answered(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    UnknownWords words = receive_unknown(scene, handler);
    for (Word i = 0; i < sent.size(); ++i) {
        words[i] = 0x500 + i;
    }
    words[Unknown::instruction_pointer] += instruction_size;
    words[Unknown::stack_pointer] -= 64;
    words[Unknown::link_register] = 0x1230;
    words[Unknown::processor_state] = ~Word{0};
    words[Unknown::system_call] = 5;
    answer(handler, words);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    for (Word i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.x[i], 0x500 + i, "a register");
    }
    scene.expect_equal(frame.stack_before - frame.stack_after, 64, "how far the stack pointer moved");
    scene.expect_equal(frame.flags, condition_flags, "the flags");
}

void short_answer(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    receive_unknown(scene, handler);
    // A number of the interface in x7 would make it a proper call: the first seven words leave it.
    answer(handler, std::array<Word, 3>{1, 2, 3});
    const UnknownWords words = receive_unknown(scene, handler);
    for (Word i = 0; i < sent.size(); ++i) {
        scene.expect_equal(words[i], i < 3 ? i + 1 : sent[i], "a register");
    }
}

void answer_stops(Scene& scene) {
    const Handler handler = start_victim(scene, call_unknown);
    UnknownWords words = receive_unknown(scene, handler);
    words[Unknown::instruction_pointer] += instruction_size;
    words[0] = 0x600;
    answer(handler, words, 1);
    scene.expect_equal(victim.progress, 0, "the thread stays stopped");
    scene.succeed(handler.thread.control, api::thread::Resume{});
    scene.expect_equal(victim.progress, 1, "once resumed it goes on");
    scene.expect_equal(frame.x[0], 0x600, "with the registers of the answer");
}

void numbers_are_unknown(Scene& scene) {
    constexpr Word send_to_core = static_cast<Word>(api::SystemCall::debug_send_ipi);
    for (const Word number : {Word{0}, Word{1}, static_cast<Word>(-19), static_cast<Word>(-31),
                              static_cast<Word>(-33), Word{1} << 63, send_to_core}) {
        const Handler handler = start_victim(scene, call_number, true, number);
        scene.expect_equal(receive_unknown(scene, handler)[Unknown::system_call], number, "the number");
    }
}

void breakpoint_is_told(Scene& scene) {
    const Handler handler = start_victim(scene, hit_breakpoint);
    ExceptionWords words = receive_exception(scene, handler);
    constexpr Word breakpoint_syndrome = 0xf200'0077; // EC 0x3c, IL, the instruction's number
    scene.expect_equal(words[Exception::number], breakpoint_syndrome, "the syndrome");
    scene.expect_equal(words[Exception::code], 0, "the code");
    scene.expect_equal(words[Exception::processor_state] & condition_flags, 0, "the flags");
    words[Exception::instruction_pointer] += instruction_size;
    words[Exception::stack_pointer] -= 128;
    words[Exception::processor_state] = Word{5} << 28;
    answer(handler, words);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    scene.expect_equal(frame.stack_before - frame.stack_after, 128, "how far the stack pointer moved");
    scene.expect_equal(frame.flags, Word{5} << 28, "the flags");
    for (std::size_t i = 0; i < sent.size(); ++i) {
        scene.expect_equal(frame.x[i], sent[i], "a register");
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
    constexpr Word unknown_reason = 0x0200'0000; // EC 0, IL
    scene.expect_equal(words[Exception::number], unknown_reason, "the syndrome");
    words[Exception::instruction_pointer] += instruction_size;
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
    scene.expect_equal(bare_message.words[3], sent[3], "the last of them");
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
          "The answer to an unknown system call sets x0 to x7, stack pointer, flags and where to go "
          "on; the words for the link register and the number change nothing.",
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
