// SPDX-License-Identifier: MIT
// Registers of threads: reading, writing and copying them, thread-local storage, and the flags.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>
#include <conformance/machine.hpp>

#include <api/architecture/user_context.hpp>
#include <api/fault.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using api::architecture::UserContext;
using namespace api::thread;
constexpr std::size_t register_count = api::architecture::user_context_words;
using Words = std::array<Word, register_count>;
constexpr std::size_t state_register = architecture::state_register;

Capability stopped_thread(Scene& scene) { return scene.make(api::ObjectType::thread); }

Words pattern(Word seed) {
    Words words{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        words[i] = seed + i * 16;
    }
    if constexpr (state_register < register_count) {
        words[state_register] = 0;
    }
    return words;
}

bool write(Scene& scene, Capability thread, const Words& words, bool resume = false) {
    const WriteRegisters method{.resume_target = resume, .count = words.size()};
    return scene.expect(user::invoke(thread, method, words).good(), "the registers could be written");
}

Words read(Scene& scene, Capability thread, bool suspend = false) {
    Words words{};
    const ReadRegisters method{.suspend_source = suspend, .count = words.size()};
    const auto count = user::invoke_reading(thread, method, words);
    scene.expect(count.good() && *count == words.size(), "all registers could be read");
    return words;
}

void expect_registers(Scene& scene, const Words& found, const Words& wanted, std::size_t first,
                      std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
        if (i != state_register) {
            scene.expect_equal(found[i], wanted[i], "a register");
        }
    }
}

void reads_registers(Scene& scene) {
    const Capability thread = stopped_thread(scene);
    const Words words = pattern(0x1000);
    write(scene, thread, words);
    expect_registers(scene, read(scene, thread), words, 0, register_count);
    Words few{};
    const auto count = user::invoke_reading(thread, ReadRegisters{.count = 2}, few);
    scene.expect(count.good() && *count == 2, "as many words as were asked for");
    scene.expect_equal(few[1], words[1], "the second register");
}

void reading_suspends(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled);
    let_others_run(scene);
    read(scene, thread.control, true);
    user::signal(shared.notification);
    let_others_run(scene);
    scene.expect_equal(steps(), 1, "steps of a thread that was stopped");
}

template<Word count>
void reads_count(Scene& scene) {
    scene.refuse(stopped_thread(scene), ReadRegisters{.count = count}, Error::range_error,
                 {1, register_count});
}

void reads_itself(Scene& scene) {
    scene.refuse(scene.own_thread(), ReadRegisters{.count = 1}, Error::illegal_operation);
}

void reads_count_before_itself(Scene& scene) {
    scene.refuse(scene.own_thread(), ReadRegisters{.count = 0}, Error::range_error, {1, register_count});
}

void reads_bad_count(Scene& scene) {
    reads_count<0>(scene);
    reads_count<register_count + 1>(scene);
}

void writes_registers(Scene& scene) {
    share_anew(scene);
    const Thread thread = scene.start(step_when_signalled, {.priority = 150, .resumed = false});
    Words words = read(scene, thread.control);
    scene.expect_equal(steps(), 0, "steps before it was resumed");
    words[register_count - 3] = 0x1234;
    write(scene, thread.control, words);
    scene.expect_equal(steps(), 0, "steps after registers were written without resuming");
    expect_registers(scene, read(scene, thread.control), words, 0, register_count);
    write(scene, thread.control, words, true);
    scene.expect_equal(steps(), 1, "steps after it was resumed");
}

void writes_only_count(Scene& scene) {
    const Capability thread = stopped_thread(scene);
    const Words before = pattern(0x1000);
    write(scene, thread, before);
    const std::array<Word, 2> two{0x5000, 0x6000};
    scene.expect(user::invoke(thread, WriteRegisters{.count = 2}, two).good(), "two registers");
    const Words after = read(scene, thread);
    scene.expect_equal(after[0], two[0], "the program counter");
    scene.expect_equal(after[1], two[1], "the second register");
    expect_registers(scene, after, before, two.size(), register_count);
}

void masks_state(Scene& scene) {
    if constexpr (state_register < register_count) {
        const Capability thread = stopped_thread(scene);
        Words words = pattern(0x1000);
        words[state_register] = ~Word{0};
        write(scene, thread, words);
        scene.expect_equal(read(scene, thread)[state_register] & architecture::privileged_state, 0,
                           "the privileged bits");
    } else {
        scene.skip("this architecture shows programs no register with such bits");
    }
}

void writes_more_than_there_are(Scene& scene) {
    const Capability thread = stopped_thread(scene);
    user::Message message = user::detail::message_of(WriteRegisters{.count = register_count + 2});
    const Words words = pattern(0x2000);
    for (const Word word : words) {
        message.append(word);
    }
    message.append(1);
    message.append(2);
    scene.answered(user::call(thread, message), Error::no_error);
    expect_registers(scene, read(scene, thread), words, 0, register_count);
}

void writes_missing_registers(Scene& scene) {
    scene.refuse(stopped_thread(scene), WriteRegisters{.count = 1}, Error::truncated_message);
}

void writes_itself(Scene& scene) {
    scene.refuse(scene.own_thread(), WriteRegisters{.count = 0}, Error::illegal_operation);
}

void writes_missing_before_itself(Scene& scene) {
    scene.refuse(scene.own_thread(), WriteRegisters{.count = 1}, Error::truncated_message);
}

void copies_registers(Scene& scene) {
    constexpr std::size_t frame = api::architecture::frame_register_count;
    const Capability source = stopped_thread(scene);
    const Capability target = stopped_thread(scene);
    const Words there = pattern(0x1000);
    const Words here = pattern(0x2000);
    write(scene, source, there);
    write(scene, target, here);
    scene.succeed(target, CopyRegisters{.source = source});
    expect_registers(scene, read(scene, target), here, 0, register_count);
    scene.succeed(target, CopyRegisters{.source = source, .transfer_frame = true});
    expect_registers(scene, read(scene, target), there, 0, frame);
    expect_registers(scene, read(scene, target), here, frame, register_count);
    write(scene, target, here);
    scene.succeed(target, CopyRegisters{.source = source, .transfer_integer = true});
    expect_registers(scene, read(scene, target), here, 0, frame);
    expect_registers(scene, read(scene, target), there, frame, register_count);
}

void copying_resumes_and_suspends(Scene& scene) {
    share_anew(scene);
    const Thread target = scene.start(step_when_signalled, {.priority = 150, .resumed = false});
    const Thread source = scene.start(step_when_signalled);
    let_others_run(scene);
    scene.expect_equal(steps(), 1, "steps of the source");
    scene.succeed(target.control,
                  CopyRegisters{.source = source.control, .suspend_source = true, .resume_target = true});
    scene.expect_equal(steps(), 2, "steps of both");
    user::signal(shared.notification);
    user::signal(shared.notification);
    let_others_run(scene);
    scene.expect_equal(steps(), 4, "steps of the target alone");
}

void copies_from_no_thread(Scene& scene) {
    scene.refuse(stopped_thread(scene), CopyRegisters{.source = scene.cnode()}, Error::invalid_capability,
                 {1});
}

void sets_tls_base(Scene& scene) {
    const Capability thread = stopped_thread(scene);
    const Words words = pattern(0x1000);
    write(scene, thread, words);
    scene.succeed(thread, SetTlsBase{0x12340});
    Words wanted = words;
    wanted[offsetof(UserContext, thread_pointer) / sizeof(Word)] = 0x12340;
    expect_registers(scene, read(scene, thread), wanted, 0, register_count);
}

void sets_flags(Scene& scene) {
    const Capability thread = stopped_thread(scene);
    const auto change = [&](const SetFlags& method, Word wanted) {
        const auto answer = user::invoke(thread, method);
        scene.expect(answer.good() && answer->flags == wanted, "the flags after the change");
    };
    change({.clear = 0, .set = 0}, 0);
    change({.clear = 0, .set = flag::fpu_disabled}, flag::fpu_disabled);
    change({.clear = 0, .set = 0}, flag::fpu_disabled);
    change({.clear = flag::fpu_disabled, .set = flag::fpu_disabled}, flag::fpu_disabled);
    change({.clear = flag::fpu_disabled, .set = 0}, 0);
    change({.clear = 0, .set = ~flag::all}, 0);
}

void compute(Word) {
    if (same_bits(machine::add(3.0, 1.5), 4.5)) {
        step();
    }
    user::wait(shared.notification);
}

void fpu_is_forbidden(Scene& scene) {
    share_anew(scene);
    const Capability endpoint = scene.make(api::ObjectType::endpoint);
    const Capability reply = scene.make(api::ObjectType::reply);
    const Thread thread = scene.start(compute, {.fault_endpoint = endpoint, .resumed = false});
    scene.succeed(thread.control, SetFlags{.clear = 0, .set = flag::fpu_disabled});
    scene.succeed(thread.control, Resume{});
    const user::Message fault = user::receive(endpoint, reply);
    scene.expect_equal(fault.label(), static_cast<Word>(api::FaultType::user_exception), "the fault");
    scene.expect_equal(steps(), 0, "steps without the unit");
    scene.succeed(thread.control, SetFlags{.clear = flag::fpu_disabled, .set = 0});
    user::reply_to(reply, {});
    scene.succeed(thread.control, Resume{});
    let_others_run(scene);
    scene.expect_equal(steps(), 1, "steps with the unit");
}

constexpr std::array checks{
    succeeds<ReadRegisters>(reads_registers),
    holds("Thread_ReadRegisters", "`suspend_source` stops the thread", reading_suspends),
    refuses<ReadRegisters>("`count` is 0 or more than there are registers", reads_bad_count),
    refuses<ReadRegisters>("the thread is the caller", reads_itself),
    holds("Thread_ReadRegisters", "`count` is looked at before the caller", reads_count_before_itself),
    succeeds<WriteRegisters>(writes_registers),
    holds("Thread_WriteRegisters", "registers beyond `count` stay", writes_only_count),
    holds("Thread_WriteRegisters", "a program cannot choose its privileges", masks_state),
    holds("Thread_WriteRegisters", "words beyond the registers are ignored", writes_more_than_there_are),
    refuses<WriteRegisters>("fewer than `count` registers follow in the message", writes_missing_registers),
    refuses<WriteRegisters>("the thread is the caller", writes_itself),
    holds("Thread_WriteRegisters", "`count` is looked at before the caller", writes_missing_before_itself),
    succeeds<CopyRegisters>(copies_registers),
    holds("Thread_CopyRegisters", "the flags stop the source and start the target",
          copying_resumes_and_suspends),
    refuses<CopyRegisters>("`source` is no thread", copies_from_no_thread),
    succeeds<SetTlsBase>(sets_tls_base),
    succeeds<SetFlags>(sets_flags),
    holds("Thread_SetFlags", "without the floating-point unit, its use is a fault", fpu_is_forbidden),
};

} // namespace

std::span<const Check> thread_register_checks() { return checks; }

} // namespace nacre::conformance
