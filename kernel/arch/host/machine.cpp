// SPDX-License-Identifier: MIT
// The fake machine: RAM is a buffer, time passes when a test says so, and what the kernel does to it is
// noted.
#include <arch/machine.hpp>
#include <base/assert.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace nacre::kernel::arch {

namespace {

/// Aligned like the largest object that is cut out of it, so that physical and kernel addresses agree in
/// their low bits.
std::byte* allocate_memory() {
    constexpr Word size = FakeMachine::ram_size;
    void* reserved = mmap(nullptr, 2 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    NACRE_ASSERT(reserved != MAP_FAILED);
    const Word start = align_up(reinterpret_cast<Word>(reserved), highest_bit(size));
    auto* memory = static_cast<std::byte*>(reserved) + (start - reinterpret_cast<Word>(reserved));
    NACRE_ASSERT(mprotect(memory, size, PROT_READ | PROT_WRITE) == 0);
    return memory;
}

[[noreturn]] void end_of_test(const char* why) {
    std::fprintf(stderr, "%s\n--- %s\n", fake_machine().console.c_str(), why);
    std::abort();
}

FakeLine& line(InterruptNumber number) {
    NACRE_ASSERT(number < fake_interrupt_count);
    return fake_machine().lines[number];
}

} // namespace

FakeMachine& fake_machine() {
    static FakeMachine machine;
    return machine;
}

void FakeMachine::reset() {
    std::byte* kept = memory == nullptr ? allocate_memory() : memory;
    *this = FakeMachine{};
    memory = kept;
    std::memset(memory, static_cast<int>(power_on_pattern), ram_size);
}

bool FakeMachine::something_pending(unsigned index) const {
    const FakeCore& asked = of_core(index);
    if (asked.is_called || (asked.deadline && *asked.deadline <= now)) {
        return true;
    }
    return index == 0 && std::ranges::any_of(lines, [](const FakeLine& candidate) {
               return candidate.pending && !candidate.masked && !candidate.active;
           });
}

void FakeMachine::switch_to(unsigned index) {
    FakeCore& own = *this;
    resting_cores[core] = own;
    own = resting_cores[index];
    core = index;
}

void* Machine::pointer(PhysicalAddress physical) {
    NACRE_ASSERT(FakeMachine::ram.start <= physical && physical <= FakeMachine::ram.end);
    return fake_machine().memory + (physical - FakeMachine::ram.start);
}

PhysicalAddress Machine::physical(const void* pointer) {
    const Word offset = reinterpret_cast<Word>(pointer) - reinterpret_cast<Word>(fake_machine().memory);
    NACRE_ASSERT(offset <= FakeMachine::ram_size);
    return FakeMachine::ram.start + offset;
}

void Machine::set_deadline(Ticks deadline) {
    fake_machine().deadline_set_at = fake_machine().now;
    work();
    fake_machine().deadline = deadline;
    fake_machine().deadlines_set++;
}

ClaimedInterrupt Machine::claim() {
    FakeMachine& machine = fake_machine();
    if (machine.is_called) {
        machine.is_called = false;
        return {InterruptSource::inter_processor, 1};
    }
    if (machine.timer_pending()) {
        machine.deadline.reset();
        return {InterruptSource::timer, 27};
    }
    if (machine.core != 0) {
        return {};
    }
    for (InterruptNumber number = 0; number < fake_interrupt_count; number++) {
        FakeLine& candidate = machine.lines[number];
        if (candidate.pending && !candidate.masked && !candidate.active) {
            candidate.pending = false;
            candidate.active = true;
            return {InterruptSource::device, number};
        }
    }
    return {};
}

void Machine::complete(InterruptNumber number) {
    if (number >= first_fake_device) {
        NACRE_ASSERT(line(number).active);
        line(number).active = false;
    }
}

bool Machine::interrupt_pending() {
    FakeMachine& machine = fake_machine();
    machine.looks++;
    if (machine.looks_until_interrupt > 0) {
        machine.looks_until_interrupt--;
        if (machine.looks_until_interrupt == 0) {
            machine.raise(machine.raised_later);
        }
    }
    return machine.something_pending();
}

void Machine::send_software_interrupt(InterruptNumber number, Word target) {
    fake_machine().software_interrupts.push_back({number, target});
}

void Machine::mask(InterruptNumber number) { line(number).masked = true; }

void Machine::unmask(InterruptNumber number) { line(number).masked = false; }

void Machine::set_edge_triggered(InterruptNumber number, bool edge) { line(number).edge_triggered = edge; }

void Machine::activate(Translation translation) {
    work();
    fake_machine().active_root = translation.root;
    fake_machine().active_asid = translation.asid;
}

void Machine::deactivate() {
    work();
    fake_machine().active_root.reset();
    fake_machine().active_asid = 0;
}

void Machine::flush_page(Asid asid, VirtualAddress address) {
    fake_machine().flushed_pages.push_back({asid, address});
}

void Machine::flush_address_space(Asid asid) { fake_machine().flushed_spaces.push_back(asid); }

void Machine::flush_all_address_spaces() { fake_machine().flushed_spaces.push_back(all_address_spaces); }

void Machine::entries_written(const void* first, std::size_t count) {
    // Entries lie in RAM, or this asserts.
    physical(static_cast<const std::byte*>(first) + count * sizeof(std::uint64_t));
}

void Machine::note(CacheWork work, const void* start, std::size_t size) {
    fake_machine().cache_work.push_back({work, physical(start), size});
}

void Machine::save_fpu(FpuState& state) {
    work();
    NACRE_ASSERT(fake_machine().fpu_enabled);
    state = fake_machine().fpu;
}

void Machine::load_fpu(const FpuState& state) {
    work();
    NACRE_ASSERT(fake_machine().fpu_enabled);
    fake_machine().fpu = state;
}

void Machine::wake_waiting() {
    FakeMachine& machine = fake_machine();
    for (unsigned index = 0; index < fake_core_count; index++) {
        machine.of_core(index).has_event = true;
    }
}

void Machine::wait_for_interrupt() {
    FakeMachine& machine = fake_machine();
    machine.sleeps++;
    if (machine.something_pending()) {
        return;
    }
    if (machine.on_sleep) {
        machine.on_sleep();
    } else if (machine.deadline) {
        machine.now = *machine.deadline;
    }
    if (!machine.something_pending()) {
        end_of_test("the machine sleeps for ever");
    }
}

void Machine::halt() { end_of_test("the machine was halted"); }

void Machine::reboot() { end_of_test("the machine was rebooted"); }

} // namespace nacre::kernel::arch
