// SPDX-License-Identifier: MIT
// What the core asks of the machine: memory window, clock, interrupts, address spaces, caches, FPU, console.
#pragma once

#include <base/address.hpp>
#include <base/word.hpp>

#include <concepts>
#include <cstdint>
#include <span>

namespace nacre::kernel {

/// Time as the machine's clock counts it. The clock starts near 0 and never wraps.
using Ticks = std::uint64_t;
/// The number of an interrupt line, as interrupt-control invocations name it.
using InterruptNumber = Word;
/// The name of an address space towards the TLB. 0 names none.
using Asid = Word;

/// What the interrupt controller reported.
enum class InterruptSource : unsigned char { none, timer, device, inter_processor };

struct ClaimedInterrupt {
    InterruptSource source = InterruptSource::none;
    InterruptNumber number = 0;
};

/// How the hardware may reach a page. Kernel mode never executes user pages.
struct PagePermissions {
    bool read = false;
    bool write = false;
    bool execute = false;
    bool cached = true;
    unsigned char memory_type = 0; ///< more than that, where an architecture's attributes say more; else 0
};

/// A pin of an interrupt controller that a program may choose, where machines have such.
struct InterruptPin {
    unsigned controller;
    unsigned pin;
    bool level_triggered;
    bool active_low;
};

namespace interface {

/// `arch::Machine`, in <arch/machine.hpp>: a type with static functions only (a class, so that it can be
/// checked).
///
/// Programs
/// - `elf_machine`: the machine number in the header of programs (constant).
/// Memory window
/// - `pointer(physical)`: where the kernel sees that byte (only for RAM). `physical(pointer)`: the way back.
/// - `user_top`: first address that no program can map (constant).
/// - `physical_top`: first physical address that is not addressable; device untyped reaches up to it
/// (constant). Clock
/// - `now()`, `set_deadline(t)`: a timer interrupt at or after t (at once if t has passed).
/// - `ticks_per_second()`: constant from boot on.
/// Interrupt controller (of the calling processor)
/// - `claim()`: the most urgent pending interrupt, masked from delivery or made active until `complete()`.
/// - `complete(n)`: tells the controller that handling of n is over (end of interrupt).
/// - `interrupt_pending()`: would `claim` find one now? Cheap: long operations ask it now and then.
/// - `send_software_interrupt(n, target)`: raises line n (0..15) of processor `target`.
/// - `call_processor(p)`: an inter-processor interrupt, behind all that was written before.
/// - `mask(n)`, `unmask(n)`: of a device line. `set_edge_triggered(n, bool)`. `route(n, p)`: device line n
/// goes to processor p from now on, where the interrupt controller can choose.
/// - `valid_interrupt(n)`: is there such a line that programs may own (the kernel's own timer and
/// inter-processor
///   lines are not).
/// - `first_interrupt`: the lowest number. `interrupt_count`: numbers are below it (constants).
/// - `has_triggers`: may programs choose between edge and level, whether or not that changes anything?
/// - `software_interrupt_count`: lines that programs can raise on a processor (constant).
/// - `has_pins`, where interrupts are asked for by the pin of a controller, or as messages, and a number is
/// only a place for one: then there are `pin_counts()`, the pins of each controller, `connect_pin(n, pin)`
/// and `connect_message(n)`; masked still.
/// - `has_io_ports`, where there are such: then there are `read_port(port, bytes)` and `write_port(port,
/// bytes, value)`. Address spaces
/// - `translation(root, asid)`: a `Translation`, what the machine wants to be told of an address space.
/// `keeps_translations()`: may it be used again and again, or is a new one needed for each activation?
/// - `activate(translation)`: makes it the one that programs run in. `deactivate()`: one in which nothing is
/// mapped.
/// - `flush_page(asid, address)`, `flush_address_space(asid)`, `flush_all_address_spaces()`: forget
/// translations, on every processor.
/// - `catch_up()`: the calling core was parked and goes on: what was flushed meanwhile it forgets now, if it
/// has not before; of instructions it forgets all that it has fetched, where refetch_instructions() does.
/// - `entries_written(first, count)`: called after page-table entries were stored; makes the walker see them.
/// Caches; `pointer` is a kernel address of `size` bytes of RAM:
/// - `clean`, `invalidate`, `clean_invalidate` (to the point of coherency), `unify` (instruction side).
/// - `refetch_instructions()`: programs are about to execute what was written by now, and have no call to say
/// so: what the calling core has fetched before, it forgets. (Nothing where they have one, or need none.)
/// Floating point: `FpuState`, zero-initialised is its initial value.
/// - `save_fpu(state)`, `load_fpu(state)`, `enable_fpu()`, `disable_fpu()` (a program's next use of it
/// traps). Rest
/// - `relax()`: a step of waiting for what another core writes; returns at the latest after its
/// `wake_waiting()`.
/// - `pause()`: a step of waiting for time to pass; cores that a simulator runs in turns may use the time.
/// - `interleave()`: nothing; on the fake machine another core may go on here.
/// - `wait_for_interrupt()`: sleeps until one is pending; interrupts stay masked.
/// - `was_write(status)`, `name_of_memory_fault(status)`, `name_of_exception(number, code)`: faults in words.
/// - `put(character)`: the kernel's own console; polls.
/// - `begin_line()`, `end_line()`: the calling core's line on that console begins or goes on, and ends; no
/// other core's comes between. A core that panics waits for nobody.
/// - `stop_others()`: the calling core panics: no other one goes on, wherever it is. Returns only on the
/// first core that calls it.
/// - `halt()`: the machine goes off where it can (QEMU ends), else sleeps for ever.
template<typename M>
concept HasPins = requires { M::has_pins; };
template<typename M>
concept HasIoPorts = requires { M::has_io_ports; };

template<typename M>
concept MachineInterface = requires(PhysicalAddress physical, void* pointer, Ticks ticks, InterruptNumber n,
                                    Asid asid, VirtualAddress address, std::size_t size, unsigned index,
                                    typename M::FpuState& fpu, bool flag, char character) {
    { M::pointer(physical) } -> std::same_as<void*>;
    { M::physical(pointer) } -> std::same_as<PhysicalAddress>;
    { M::elf_machine } -> std::convertible_to<std::uint16_t>;
    { M::user_top } -> std::convertible_to<VirtualAddress>;
    { M::physical_top } -> std::convertible_to<PhysicalAddress>;
    { M::now() } -> std::same_as<Ticks>;
    M::set_deadline(ticks);
    { M::ticks_per_second() } -> std::same_as<Ticks>;
    { M::claim() } -> std::same_as<ClaimedInterrupt>;
    M::complete(n);
    { M::interrupt_pending() } -> std::same_as<bool>;
    M::send_software_interrupt(n, asid);
    M::call_processor(index);
    M::relax();
    M::pause();
    M::wake_waiting();
    M::interleave();
    M::mask(n);
    M::unmask(n);
    M::set_edge_triggered(n, flag);
    M::route(n, index);
    { M::valid_interrupt(n) } -> std::same_as<bool>;
    { M::first_interrupt } -> std::convertible_to<InterruptNumber>;
    { M::interrupt_count } -> std::convertible_to<InterruptNumber>;
    { M::has_triggers } -> std::convertible_to<bool>;
    { M::software_interrupt_count } -> std::convertible_to<InterruptNumber>;
    { M::keeps_translations() } -> std::same_as<bool>;
    { M::translation(physical, asid) } -> std::same_as<typename M::Translation>;
    M::activate(M::translation(physical, asid));
    M::deactivate();
    M::flush_page(asid, address);
    M::flush_address_space(asid);
    M::flush_all_address_spaces();
    M::catch_up();
    M::clean(pointer, size);
    M::invalidate(pointer, size);
    M::clean_invalidate(pointer, size);
    M::unify(pointer, size);
    M::refetch_instructions();
    M::save_fpu(fpu);
    M::load_fpu(fpu);
    M::enable_fpu();
    M::disable_fpu();
    M::wait_for_interrupt();
    { M::was_write(Word{}) } -> std::same_as<bool>;
    { M::name_of_memory_fault(Word{}) } -> std::same_as<const char*>;
    { M::name_of_exception(Word{}, Word{}) } -> std::same_as<const char*>;
    M::put(character);
    M::begin_line();
    M::end_line();
    M::stop_others();
    M::halt();
};

} // namespace interface
} // namespace nacre::kernel
