// SPDX-License-Identifier: MIT
// The machine-mode layer: what supervisor mode cannot do for itself. It protects its own memory from the
// kernel and from programs, passes interrupts between cores, serves as timer where there is no better one,
// and lets cores wait for each other. The RISC-V Instruction Set Manual, volume II, chapter 3.
//
// The linker script puts all of this file and of machine_mode.S into pages of their own, so nothing in here
// calls a function of the kernel.
#include <arch/hart_mailbox.hpp>
#include <arch/machine_mode_call.hpp>
#include <arch/machine_mode_layout.hpp>
#include <arch/machine_mode_panic.hpp>
#include <arch/machine_mode_register.hpp>
#include <board/board.hpp>
#include <drivers/interrupt_controller/clint.hpp>

#include <array>
#include <atomic>

extern "C" {
extern char machine_mode_start[];
extern char machine_mode_end[];
/// Where the first core begins in supervisor mode (start.S).
extern char start[];
}

namespace nacre::kernel::arch {

using namespace machine_mode_register;
using board::Board;

struct MachineModeFrame {
    std::array<Word, 4> temporaries;
    std::array<Word, 8> arguments; ///< a0 to a7
};

extern "C" {
[[noreturn]] void machine_mode_start_hart(Word hart, Word device_tree);
void machine_mode_trap(MachineModeFrame& frame);
[[noreturn]] void machine_mode_leave(Word hart, Word device_tree, Word entry);
bool machine_mode_probe_supervisor_timer();
}

namespace {

/// What other harts say to this one, and its stack.
struct alignas(1 << MACHINE_MODE_HART_SIZE_BITS) Hart {
    std::atomic<Word> entry; ///< where it is to begin in supervisor mode; 0: nowhere yet
    HartMailbox mailbox;
};

} // namespace

extern "C" {
/// Each ends with the hart's stack.
constinit std::array<Hart, MACHINE_MODE_HARTS> machine_mode_harts{};
}

static_assert(sizeof(Hart) == 1 << MACHINE_MODE_HART_SIZE_BITS);
static_assert(offsetof(MachineModeFrame, arguments) == MACHINE_MODE_FRAME_A0 * WORD_BYTES);

namespace {

/// All harts are of one kind.
constinit bool has_supervisor_timer = false;

using Clint = drivers::Clint<MemoryBus>;

Clint clint() { return Clint{MemoryBus{Board::clint.value}}; }

void sleep_until_interrupt() { asm volatile("wfi" : : : "memory"); }

/// Takes the software interrupt back before the look at what it was sent for: the next one is another.
void take_back(Word hart) {
    clint().take_back(hart);
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

/// A call goes on to supervisor mode.
void raise_supervisor_interrupt() { MIP::set(MIP::SSIP::mask); }

/// Takes what the software interrupt was sent for.
void take_call(Word hart) {
    take_back(hart);
    machine_mode_harts[hart].mailbox.take_call(raise_supervisor_interrupt);
}

/// The machine's timer becomes the supervisor's, and stays silent until the next deadline.
void pass_timer_on() {
    MIE::clear(MIE::MTIE::mask);
    MIP::set(MIP::STIP::mask);
}

void set_deadline(Word hart, Word low, Word high) {
    clint().set_deadline(hart, static_cast<std::uint32_t>(low),
                         static_cast<std::uint32_t>(word_bits == 64 ? low >> 16 >> 16 : high));
    MIP::clear(MIP::STIP::mask);
    MIE::set(MIE::MTIE::mask);
}

/// Nothing but this layer's own interrupts wakes the hart.
void wait_for_event(Word hart) {
    HartMailbox& mailbox = machine_mode_harts[hart].mailbox;
    const Word enabled = MIE::read();
    MIE::clear(~(MIE::MSIE::mask | MIE::MTIE::mask));
    mailbox.begin_to_wait();
    for (;;) {
        take_back(hart);
        if (mailbox.take_anything(raise_supervisor_interrupt)) {
            break;
        }
        if ((MIE::read() & MIP::read() & MIE::MTIE::mask) != 0) {
            pass_timer_on();
        }
        sleep_until_interrupt();
    }
    mailbox.end_wait();
    MIE::set(enabled & ~MIE::MTIE::mask);
}

void send_event(Word from) {
    for (Word hart = 0; hart < MACHINE_MODE_HARTS; ++hart) {
        if (hart != from && machine_mode_harts[hart].mailbox.tell_event()) {
            clint().interrupt(hart);
        }
    }
}

/// A simulator that runs harts in turns goes on with the next one when this one sleeps, if only for a moment.
void pause(Word hart) {
    clint().interrupt(hart);
    sleep_until_interrupt();
    take_call(hart);
}

void interrupt_core(Word hart) {
    if (hart < MACHINE_MODE_HARTS) {
        machine_mode_harts[hart].mailbox.call();
        clint().interrupt(hart);
    }
}

bool start_core(Word hart, Word entry) {
    if (hart >= MACHINE_MODE_HARTS) {
        return false;
    }
    machine_mode_harts[hart].entry.store(entry);
    clint().interrupt(hart);
    return true;
}

Word describe() {
    return MachineModeFacts::SUPERVISOR_TIMER::make(has_supervisor_timer ? 1 : 0) |
           MachineModeFacts::DOUBLE_FLOAT::make(MISA::D::get(MISA::read()));
}

Word answer(Word hart, MachineModeCall call, Word first, Word second) {
    switch (call) {
    case MachineModeCall::describe: return describe();
    case MachineModeCall::set_deadline: set_deadline(hart, first, second); return 0;
    case MachineModeCall::interrupt_core: interrupt_core(first); return 0;
    case MachineModeCall::wait_for_event: wait_for_event(hart); return 0;
    case MachineModeCall::send_event: send_event(hart); return 0;
    case MachineModeCall::pause: pause(hart); return 0;
    case MachineModeCall::start_core: return start_core(first, second) ? 1 : 0;
    }
    machine_mode_panic(false);
}

/// From here on supervisor and user mode reach all of memory but this layer and the CLINT.
void protect_memory() {
    constexpr unsigned shift = 2;
    const auto naturally_aligned = [](Word start, Word size) { return (start >> shift) | ((size / 8) - 1); };
    PMPADDR0::write(reinterpret_cast<Word>(machine_mode_start) >> shift);
    PMPADDR1::write(reinterpret_cast<Word>(machine_mode_end) >> shift);
    PMPADDR2::write(naturally_aligned(Board::clint.value, Board::clint_size));
    PMPADDR3::write(~Word{0} >> (word_bits == 64 ? 10 : 0));
    PMPCFG0::write(PMPCFG0::ENTRY_1::make(PMPCFG0::up_to_here) |
                   PMPCFG0::ENTRY_2::make(PMPCFG0::naturally_aligned) |
                   PMPCFG0::ENTRY_3::make(PMPCFG0::naturally_aligned | PMPCFG0::all_access));
}

void delegate() {
    MEDELEG::write(MEDELEG::all_but_calls_of_supervisor);
    MIDELEG::write(MIP::SSIP::mask | MIP::STIP::mask | MIP::SEIP::mask);
    MCOUNTEREN::write(MCOUNTEREN::cycle_time_instructions);
}

} // namespace

/// Every hart comes here once; the first one goes on at once, the others when they are called.
void machine_mode_start_hart(Word hart, Word device_tree) {
    MSTATUS::clear(MSTATUS::everything_that_changes_access);
    protect_memory();
    delegate();
    has_supervisor_timer = machine_mode_probe_supervisor_timer();
    clint().set_deadline(hart, ~0U, ~0U);
    MIE::write(MIE::MSIE::mask);
    if (hart == 0) {
        machine_mode_leave(hart, device_tree, reinterpret_cast<Word>(start));
    }
    for (;;) {
        take_back(hart);
        const Word entry = machine_mode_harts[hart].entry.load();
        if (entry != 0) {
            machine_mode_leave(hart, device_tree, entry);
        }
        sleep_until_interrupt();
    }
}

void machine_mode_trap(MachineModeFrame& frame) {
    const Word hart = MHARTID::read();
    const Word cause = MCAUSE::read();
    if (cause == MCAUSE::software_interrupt) {
        take_call(hart);
    } else if (cause == MCAUSE::timer_interrupt) {
        pass_timer_on();
    } else if (cause == MCAUSE::call_of_supervisor) {
        constexpr Word call_instruction_size = 4;
        Word& a0 = frame.arguments[0];
        a0 = answer(hart, static_cast<MachineModeCall>(frame.arguments[7]), a0, frame.arguments[1]);
        MEPC::write(MEPC::read() + call_instruction_size);
    } else {
        machine_mode_panic(false); // everything else is delegated
    }
}

} // namespace nacre::kernel::arch
