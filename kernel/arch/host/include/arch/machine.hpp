// SPDX-License-Identifier: MIT
// The kernel's side of the fake machine (interface/machine.hpp says what each function is for).
#pragma once

#include <api/architecture.hpp>
#include <arch/fake_machine.hpp>

namespace nacre::kernel::arch {

class Machine {
public:
    using FpuState = arch::FpuState;

    static constexpr std::uint16_t elf_machine = 183;
    static constexpr VirtualAddress user_top{api::architecture::user_top};
    static constexpr PhysicalAddress physical_top{
        api::architecture::wide ? static_cast<Word>(std::uint64_t{1} << 40) : Word{0xf000'0000}};

    static void* pointer(PhysicalAddress physical);
    static PhysicalAddress physical(const void* pointer);

    static Ticks now() {
        work();
        return fake_machine().now;
    }
    static void set_deadline(Ticks deadline);
    static Ticks ticks_per_second() { return fake_machine().ticks_per_second; }

    static constexpr InterruptNumber first_interrupt = 0;
    static constexpr InterruptNumber interrupt_count = fake_interrupt_count;
    static constexpr bool has_triggers = true;
    static constexpr InterruptNumber software_interrupt_count = 16;
    static bool valid_interrupt(InterruptNumber n) { return n >= first_fake_device && n < interrupt_count; }
    static ClaimedInterrupt claim();
    static void complete(InterruptNumber number);
    static bool interrupt_pending();
    static void send_software_interrupt(InterruptNumber number, Word target);
    static void mask(InterruptNumber number);
    static void unmask(InterruptNumber number);
    static void set_edge_triggered(InterruptNumber number, bool edge);
    static void route(InterruptNumber, unsigned) {}

    struct Translation {
        PhysicalAddress root;
        Asid asid;
        constexpr bool operator==(const Translation&) const = default;
    };
    static constexpr bool keeps_translations() { return true; }
    static Translation translation(PhysicalAddress root, Asid asid) { return {root, asid}; }
    static void activate(Translation translation);
    static void deactivate();
    static void flush_page(Asid asid, VirtualAddress address);
    static void flush_address_space(Asid asid);
    static void flush_all_address_spaces();
    static void entries_written(const void* first, std::size_t count);
    static void catch_up() {}

    static void clean(void* start, std::size_t size) { note(CacheWork::clean, start, size); }
    static void invalidate(void* start, std::size_t size) { note(CacheWork::invalidate, start, size); }
    static void clean_invalidate(void* start, std::size_t size) {
        note(CacheWork::clean_invalidate, start, size);
    }
    static void unify(void* start, std::size_t size) { note(CacheWork::unify, start, size); }
    static void refetch_instructions() { ++fake_machine().refetches; }

    static void save_fpu(FpuState& state);
    static void load_fpu(const FpuState& state);
    static void enable_fpu() { fake_machine().fpu_enabled = true; }
    static void disable_fpu() { fake_machine().fpu_enabled = false; }

    static void call_processor(unsigned index) { fake_machine().of_core(index).is_called = true; }
    static void relax() {
        if (fake_machine().on_relax) {
            fake_machine().on_relax();
        }
    }
    static void pause() {
        if (fake_machine().on_pause) {
            fake_machine().on_pause();
        }
    }
    static void wake_waiting();
    static void interleave() {
        if (fake_machine().on_interleave) {
            fake_machine().on_interleave();
        }
    }
    static void wait_for_interrupt();
    static bool was_write(Word status) { return (status & fake_write_status) != 0; }
    static const char* name_of_memory_fault(Word) { return "fake status"; }
    static const char* name_of_exception(Word, Word) { return "fake exception"; }

    static void put(char character) { fake_machine().console += character; }
    static void begin_line() {}
    static void end_line() {}
    static void stop_others() {}
    /// Ends the test program, with what the kernel said on its error output.
    [[noreturn]] static void halt();
    [[noreturn]] static void reboot();

private:
    static void work() {
        if (fake_machine().on_work) {
            fake_machine().on_work();
        }
    }
    static void note(CacheWork work, const void* start, std::size_t size);
};

} // namespace nacre::kernel::arch
