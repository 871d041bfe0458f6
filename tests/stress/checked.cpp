// SPDX-License-Identifier: MIT
// What every thread can check about the kernel while all others do their worst.
#include <runtime/system_call.hpp>
#include <stress/fail.hpp>
#include <stress/operations.hpp>
#include <stress/registers.hpp>
#include <stress/servers.hpp>

namespace nacre::stress {

namespace {

machine::CallRegisters random_call(Random& random) {
    machine::CallRegisters registers{};
    const auto set = [&](api::SystemCall call) { registers[7] = static_cast<Word>(call); };
    switch (random.below(3)) {
    case 0: set(api::SystemCall::yield); break;
    case 1:
        set(api::SystemCall::non_blocking_send);
        registers[0] = find(random, api::ObjectKind::notification).address;
        break;
    default:
        set(api::SystemCall::call);
        registers[0] = world.echo[random.below(world.cores)].address;
        registers[1] = api::MessageInfo::make(echo_label, 0, 0, 2).bits;
        registers[2] = random();
        registers[3] = random();
        break;
    }
    return registers;
}

} // namespace

void check_vectors(Random& random) {
    machine::Vectors before;
    for (Word& word : before) {
        word = random();
    }
    machine::Vectors after{};
    const machine::CallRegisters given = random_call(random);
    machine::CallRegisters registers = given;
    const bool calls = !random.one_in(3);
    machine::stress_hold_vectors(&before, &after, calls ? &registers : nullptr, random.below(4'000));
    for (std::size_t index = 0; index < before.size(); ++index) {
        if (after[index] != before[index]) {
            fail("vector register {} held {:#x}, and holds {:#x}",
                 index * machine::vector_count / before.size(), before[index], after[index]);
        }
    }
    const bool called = calls && given[7] == static_cast<Word>(api::SystemCall::call);
    if (called && (registers[2] != answer_to(given[2]) || registers[3] != answer_to(given[3]))) {
        fail("the answer to {:#x} is {:#x}, label and length {:#x}, badge {:#x}", given[2], registers[2],
             registers[1], registers[0]);
    }
}

void check_echo(Random& random, Word label, Word first) {
    constexpr unsigned most = 20;
    std::array<Word, most> words{};
    user::Message message = user::Message::of(label == 0 ? echo_label : label, first);
    words[0] = first;
    const unsigned length = random.one_in(3) ? 1 + random.below(most) : 1 + random.below(4);
    for (unsigned index = 1; index < length; ++index) {
        words[index] = random();
        message.append(words[index]);
    }
    const user::Message answer = user::call(world.echo[random.below(world.cores)], message);
    if (answer.label() != answer_label || answer.length() != length) {
        fail("an answer has label {:#x} and {} words instead of {}", answer.label(), answer.length(), length);
    }
    for (unsigned index = 0; index < length; ++index) {
        if (answer[index] != answer_to(words[index])) {
            fail("word {} of an answer is {:#x}", index, answer[index]);
        }
    }
}

void touch_window(Random& random) {
    const Word address = window_start + (Word{random.below(window_tables)} << page_table_span_bits) +
                         (Word{random.below(window_pages)} << api::architecture::small_frame_bits) +
                         sizeof(Word) * random.below(512);
    const Word found = machine::stress_read(address);
    if (found != access_refused && found != 0 && (found & ~written_bits) != written_mark) {
        fail("at {:#x} lies {:#x}, which nobody wrote there", address, found);
    }
    if (random.one_in(2)) {
        machine::stress_write(address, written_mark | (random() & written_bits));
    }
}

} // namespace nacre::stress
