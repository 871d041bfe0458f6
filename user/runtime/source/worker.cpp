// SPDX-License-Identifier: MIT
// Threads on other cores: the first instructions of each, and how its end is told.
#include <runtime/worker.hpp>

#include <base/assert.hpp>
#include <runtime/invoke.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/program.hpp>
#include <runtime/program_format.hpp>

#include <atomic>

namespace nacre::user::worker {

namespace {

struct Place {
    alignas(64) std::array<std::byte, 1024> thread_area;
    alignas(16) std::array<std::byte, stack_size> stack;
    Work work;
    void* argument;
};

constinit std::array<Place, slot::core_limit> places{};
constinit unsigned started = 0;
constinit std::atomic<unsigned> done{0};

constexpr Capability thread_of(Word core) { return {slot::first_worker + core}; }

/// Where the thread of a core begins, with its stack and nothing else.
[[noreturn]] void begin(Word core) {
    Place& place = places[core];
    constexpr Word buffer_distance = 4096;
    auto* buffer = reinterpret_cast<api::IpcBuffer*>(environment().worker_buffers + core * buffer_distance);
    const Word pointer = initialise_thread_area(place.thread_area, buffer);
    architecture::set_thread_pointer(pointer);
    NACRE_ASSERT(pointer != 0);
    place.work(place.argument);
    done.fetch_add(1, std::memory_order_release);
    signal({slot::own_notification});
    for (;;) {
        static_cast<void>(invoke(thread_of(core), api::thread::Suspend{}));
    }
}

} // namespace

bool start(unsigned core, Work work, void* argument) {
    if (core >= environment().cores || core == environment().core || environment().worker_buffers == 0) {
        return false;
    }
    Place& place = places[core];
    place.work = work;
    place.argument = argument;
    const auto registers = architecture::start_registers(
        reinterpret_cast<Word>(&begin), reinterpret_cast<Word>(place.stack.data() + stack_size), core);
    const api::thread::WriteRegisters write{.resume_target = true, .count = registers.size()};
    if (!invoke(thread_of(core), write, registers).good()) {
        return false;
    }
    ++started;
    return true;
}

void wait_for_all() {
    while (done.load(std::memory_order_acquire) != started) {
        wait({slot::own_notification});
    }
}

} // namespace nacre::user::worker
