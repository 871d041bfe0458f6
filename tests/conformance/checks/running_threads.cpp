// SPDX-License-Identifier: MIT
// Threads that run or wait while their registers, thread pointer and flags are read and changed.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>
#include <conformance/machine.hpp>

#include <api/architecture/user_context.hpp>
#include <api/fault.hpp>
#include <runtime/program_format.hpp>

namespace nacre::conformance {

namespace {

using api::ObjectType;
using api::architecture::UserContext;
using namespace api::thread;
using user::Message;
constexpr std::size_t register_count = api::architecture::user_context_words;
using Words = std::array<Word, register_count>;
constexpr std::size_t thread_pointer_word = offsetof(UserContext, thread_pointer) / sizeof(Word);

Words read(Scene& scene, Capability thread) {
    Words words{};
    const auto count = user::invoke_reading(thread, ReadRegisters{.count = words.size()}, words);
    scene.expect(count.good() && *count == words.size(), "all registers could be read");
    return words;
}

// The thread pointer. These threads leave it to what they test and use nothing that is thread-local.

std::array<Word, 3> pointers{};

/// A place that a thread pointer can point to: its first word is the pointer itself.
class OtherBlock {
public:
    Word pointer() {
        words_[0] = reinterpret_cast<Word>(words_.data());
        return words_[0];
    }

private:
    alignas(16) std::array<Word, 2> words_{};
};
OtherBlock other_block{};

void change_own_pointer(Word) {
    const Word before = machine::read_thread_pointer();
    user::architecture::Registers registers{.capability = other_block.pointer()};
    user::architecture::system_call(api::SystemCall::set_tls_base, registers);
    pointers[0] = machine::read_thread_pointer();
    user::architecture::set_thread_pointer(before);
    step();
    user::wait(shared.notification);
}
void system_call_sets_pointer(Scene& scene) {
    if (!scene.is_nacre()) {
        return scene.skip("seL4 serves SetTLSBase where programs cannot write the register themselves");
    }
    share_anew(scene);
    scene.start(change_own_pointer, {.priority = 150});
    scene.expect_equal(steps(), 1, "steps");
    scene.expect_equal(pointers[0], other_block.pointer(), "the thread pointer behind the call");
}

void invoke_own_pointer(Word) {
    const Word before = machine::read_thread_pointer();
    const Message answer =
        user::call(shared.own, user::detail::message_of(SetTlsBase{other_block.pointer()}));
    pointers[0] = machine::read_thread_pointer();
    user::architecture::set_thread_pointer(before);
    pointers[1] = answer.label();
    step();
    user::wait(shared.notification);
}
void thread_sets_its_own(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(invoke_own_pointer, {.priority = 150, .resumed = false});
    shared.own = thread.control;
    scene.succeed(thread.control, Resume{});
    scene.expect_equal(steps(), 1, "steps");
    scene.expect_equal(pointers[0], other_block.pointer(), "the thread pointer behind the call");
    scene.expect_equal(pointers[1], 0, "the answer");
}

void wait_and_read_pointer(Word) {
    for (;;) {
        pointers[0] = machine::read_thread_pointer();
        step();
        user::wait(shared.notification);
    }
}
void pointer_of_waiting_thread(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(wait_and_read_pointer, {.priority = 150});
    const Word before = pointers[0];
    scene.expect_equal(read(scene, thread.control)[thread_pointer_word], before, "what can be read");
    scene.succeed(thread.control, SetTlsBase{other_block.pointer()});
    user::signal(shared.notification);
    scene.expect_equal(steps(), 2, "steps");
    scene.expect_equal(pointers[0], other_block.pointer(), "the thread pointer once it runs again");
}

// Registers.

void keep_marks(Word) {
    for (;;) {
        step();
        machine::call_with(
            {shared.notification.address, 0, 2, 3, 4, 5, 6, static_cast<Word>(api::SystemCall::wait)});
    }
}
void registers_of_waiting_thread(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(keep_marks, {.priority = 150});
    const Words words = read(scene, thread.control);
    scene.expect(machine::is_system_call(words[0]), "it stands at its system call");
    scene.expect_equal(words[architecture::first_argument_word], shared.notification.address,
                       "the register of the capability");
    scene.expect_equal(words[architecture::reply_word], 6, "the register of the reply capability");
    user::signal(shared.notification);
    scene.expect_equal(steps(), 2, "reading changed nothing");
}

void elsewhere(Word argument) {
    shared.returns = argument;
    user::wait(shared.notification);
}
/// Registers for a thread that goes on in `elsewhere` with its own stack.
auto elsewhere_with(Scene& scene, Capability thread, Word argument) {
    constexpr std::size_t stack_pointer_word = offsetof(UserContext, stack_pointer) / sizeof(Word);
    constexpr unsigned stack_alignment_bits = 4;
    const Word stack = align_down(read(scene, thread)[stack_pointer_word], stack_alignment_bits);
    return user::architecture::start_registers(reinterpret_cast<Word>(&elsewhere), stack, argument);
}

void write_ends_wait(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    const auto words = elsewhere_with(scene, thread.control, 0x99);
    const WriteRegisters write{.resume_target = true, .count = words.size()};
    scene.expect(user::invoke(thread.control, write, words).good(), "registers can be written");
    scene.expect_equal(shared.returns, 0x99, "it left its wait and went on there");
    scene.expect_equal(steps(), 1, "steps of what it was doing");
}

void write_keeps_wait(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150});
    const auto words = elsewhere_with(scene, thread.control, 0x98);
    const WriteRegisters write{.resume_target = false, .count = words.size()};
    scene.expect(user::invoke(thread.control, write, words).good(), "registers can be written");
    scene.expect_equal(shared.returns, 0, "it waits still");
    user::signal(scene.mint(shared.notification, 0x55));
    // The badge of the signal arrives where its first argument is.
    scene.expect_equal(shared.returns, 0x55, "woken, it goes on there");
}

void read_without_buffer(Word) {
    shared.answer = user::call(shared.target, user::detail::message_of(ReadRegisters{.count = 8}));
    step();
    user::wait(shared.notification);
}
void reader_without_buffer(Scene& scene) {
    share_anew(scene);
    shared.target = scene.make(ObjectType::thread);
    const std::array<Word, 8> words{1, 2, 0, 4, 5, 6, 7, 8};
    scene.expect(user::invoke(shared.target, WriteRegisters{.count = words.size()}, words).good(), "writing");
    const Thread reader = scene.start(read_without_buffer, {.priority = 150, .resumed = false});
    scene.succeed(reader.control, SetIpcBuffer{.buffer = 0, .buffer_frame = {}});
    scene.succeed(reader.control, Resume{});
    scene.expect_equal(steps(), 1, "steps");
    scene.expect_equal(shared.answer.label(), 0, "the answer");
    scene.expect_equal(shared.answer.length(), 4, "words that arrive");
    scene.expect_equal(shared.answer.words[3], 4, "the last of them");
}

void copy_from_itself(Scene& scene) {
    const Capability thread = scene.make(ObjectType::thread);
    const std::array<Word, 6> words{0x10, 0x20, 0, 0x40, 0x50, 0x60};
    scene.expect(user::invoke(thread, WriteRegisters{.count = words.size()}, words).good(), "writing");
    scene.succeed(thread, CopyRegisters{.source = thread, .transfer_frame = true, .transfer_integer = true});
    scene.expect_equal(read(scene, thread)[5], 0x60, "a register");
}

void copy_without_resume(Scene& scene) {
    share_anew(scene);
    const Thread source = scene.start(step_when_signalled, {.priority = 150});
    const Thread target = scene.start(step_when_signalled, {.priority = 150, .resumed = false});
    scene.succeed(target.control, CopyRegisters{.source = source.control, .transfer_frame = true});
    scene.expect_equal(steps(), 1, "neither runs");
    user::signal(shared.notification);
    scene.expect_equal(steps(), 2, "the source was not stopped");
}

// The floating-point unit.

std::atomic<bool> is_right = false;
void compute_twice(Word) {
    const double first = machine::add(3.0, 1.5);
    step();
    user::wait(shared.notification);
    is_right = same_bits(machine::add(first, 1.0), 5.5);
    step();
    user::wait(shared.notification);
}
void unit_is_taken_away(Scene& scene) {
    share_anew(scene);
    is_right = false;
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability reply = scene.make(ObjectType::reply);
    const Thread thread = scene.start(compute_twice, {.priority = 150, .fault_endpoint = endpoint});
    scene.expect_equal(steps(), 1, "steps with the unit");
    scene.succeed(thread.control, SetFlags{.clear = 0, .set = flag::fpu_disabled});
    user::signal(shared.notification);
    const Message fault = user::non_blocking_receive(endpoint, reply);
    scene.expect_equal(fault.label(), static_cast<Word>(api::FaultType::user_exception), "the fault");
    scene.succeed(thread.control, SetFlags{.clear = flag::fpu_disabled, .set = 0});
    user::reply_to(reply, {});
    scene.expect_equal(steps(), 2, "steps with the unit again");
    scene.expect(is_right, "what it had computed is still there");
}

constexpr std::array checks{
    holds("SetTLSBase", "A thread sets its own thread pointer.", system_call_sets_pointer),
    holds("Thread_SetTlsBase", "a thread may set its own", thread_sets_its_own),
    holds("Thread_SetTlsBase", "of a thread that waits, it counts when it runs again",
          pointer_of_waiting_thread),
    holds("Thread_ReadRegisters", "a thread that waits shows the registers of its system call",
          registers_of_waiting_thread),
    holds("Thread_ReadRegisters", "a caller without a buffer gets the words that registers hold",
          reader_without_buffer),
    holds("Thread_WriteRegisters", "with `resume_target` a thread leaves what it waits for", write_ends_wait),
    holds("Thread_WriteRegisters", "without `resume_target` a thread goes on waiting", write_keeps_wait),
    holds("Thread_CopyRegisters", "source and target may be the same thread", copy_from_itself),
    holds("Thread_CopyRegisters", "without the flags nobody is stopped or started", copy_without_resume),
    holds("Thread_SetFlags", "the unit can be taken away from a thread that uses it, and given back",
          unit_is_taken_away),
};

} // namespace

std::span<const Check> running_thread_checks() { return checks; }

} // namespace nacre::conformance
