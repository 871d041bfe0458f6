// SPDX-License-Identifier: MIT
// A QEMU plugin that counts the kernel's instructions from each exception to the return, from outside the
// guest.
//
// Arguments: instructions=ARCHITECTURE, places=FILE (places.hpp) and output=FILE. Programs talk to it by
// executing an instruction that does nothing, with a number (bench/architecture); its upper byte says what it
// means:
// - 'N', a path that the core's next entry into the kernel takes. The file gets a line "path CORE WINDOW
//   NUMBER COUNT...", one count for each time, and "order CORE WINDOW NUMBER ATOMICS BARRIERS" with how many
//   of each it executed all those times.
// - 'B', the case to which the longest stretches of core 0 count from then on (stretches.hpp): "stretch CASE
//   LENGTH BEGIN MIDDLE END", in addresses.
// - 'W', a window opens, or 0, it closes (windows.hpp).
// And what booting took: "boot" of core 0 and "boot_core CORE EXECUTED WAITING" of each, until core 0 returns
// to a program for the first time.
#include "events.hpp"
#include "instructions/aarch64.hpp"
#include "instructions/riscv.hpp"
#include "instructions/x86_64.hpp"
#include "places.hpp"
#include "plugin_interface.hpp"
#include "stretches.hpp"
#include "turns.hpp"
#include "windows.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace {

using nacre::counter::Code;
using nacre::counter::core_limit;
using nacre::counter::Entry;
using nacre::counter::Event;
using nacre::counter::Waiting;
using nacre::counter::WindowCounts;

/// The lower byte's highest bit says that the path begins with an interrupt.
constexpr unsigned path_magic = 0x4e00;
constexpr unsigned mark_interrupt = 0x80;
constexpr unsigned case_magic = 0x4200;
constexpr unsigned window_magic = 0x5700;
constexpr unsigned magic_mask = 0xff00;

/// What a callback is told of its instruction.
struct Described {
    std::uint64_t address;
    Event event;
    Entry entry;
    bool in_layer;
    bool takes_ticket;
    bool shows_interrupt;
    std::uint64_t behind; ///< the address of the next instruction
    std::optional<bool> falls_through_if_found;
    std::size_t in_block_behind; ///< instructions of the same block that follow
};

/// One path in one window, all the times that a core took it.
struct Path {
    std::vector<std::uint64_t> counts;
    std::uint64_t atomics = 0;
    std::uint64_t barriers = 0;
};

struct Core {
    std::uint64_t executed = 0; ///< instructions of the kernel; until the first departure, all instructions
    std::uint64_t waited = 0;   ///< of these, in loops
    std::uint64_t entered_at = 0;
    std::uint64_t kernel_began_at = 0; ///< instructions before the first of the kernel's half
    Entry entered_by = Entry::none;
    std::uint64_t atomics = 0; ///< since then
    std::uint64_t barriers = 0;
    bool began = false;
    bool departs = false;  ///< the last instruction was a departure, if a program or an entry follows
    bool departed = false; ///< at least once
    unsigned mark = 0;
    Waiting waiting;
    std::map<std::pair<unsigned, unsigned>, Path> paths; ///< by window and mark
};

struct BootCounts {
    std::uint64_t executed = 0;
    std::uint64_t waited = 0;
};

struct State {
    std::array<Core, core_limit> cores;
    nacre::counter::Stretches stretches; ///< of core 0, the one that runs programs
    nacre::counter::Windows windows;
    nacre::counter::InstructionSet instructions{};
    nacre::counter::Places places;
    std::mutex translating;
    std::deque<Described> described; ///< for as long as QEMU runs
    std::string output;
    std::uint64_t boot_kernel = 0;
    std::array<BootCounts, core_limit> boot;
};

/// Never destroyed: QEMU calls on_exit after the destructors of static objects have run.
State& state = *new State;

void enter(Core& core, Entry entry) {
    core.entered_at = core.executed;
    core.entered_by = entry;
    core.atomics = 0;
    core.barriers = 0;
}

void end_boot(const Core& first) {
    state.boot_kernel = first.executed - first.kernel_began_at;
    for (unsigned index = 0; index < core_limit; ++index) {
        state.boot[index] = {state.cores[index].executed, state.cores[index].waited};
    }
}

void note_path(Core& core) {
    const Entry expected = (core.mark & mark_interrupt) != 0 ? Entry::interrupt : Entry::synchronous;
    if (core.mark != 0 && core.entered_by == expected) {
        Path& path = core.paths[{state.windows.current(), core.mark & ~mark_interrupt}];
        path.counts.push_back(core.executed - core.entered_at);
        path.atomics += core.atomics;
        path.barriers += core.barriers;
        core.mark = 0;
    }
    core.entered_by = Entry::none;
}

void depart(unsigned index, Core& core) {
    state.windows.set_user_mode(index, true);
    core.waiting.interrupt();
    if (core.departed) {
        note_path(core);
        return;
    }
    core.departed = true;
    if (index == 0) {
        end_boot(core);
    }
}

/// Tells the stretches of core 0 what it is about to execute; `executed` does not count this one yet.
void follow(const Described& instruction, std::uint64_t executed) {
    nacre::counter::Stretches& stretches = state.stretches;
    if (instruction.entry != Entry::none) {
        stretches.enter(executed, instruction.address);
        return;
    }
    if (stretches.wants_branch() && !instruction.falls_through_if_found) {
        std::fprintf(stderr, "counter: nothing tests what the look before %llx found\n",
                     static_cast<unsigned long long>(instruction.address));
        std::abort();
    }
    stretches.step(executed, instruction.address);
    if (stretches.wants_branch()) {
        stretches.test(instruction.behind, *instruction.falls_through_if_found);
    } else if (instruction.event == Event::look && state.instructions.falls_through_if_found != nullptr) {
        stretches.look(executed + 1, instruction.address);
    } else if (instruction.event == Event::look || instruction.event == Event::sleep) {
        stretches.pass(executed + 1, instruction.address);
    } else if (instruction.event == Event::departure) {
        stretches.depart(executed + 1, instruction.address);
    }
}

/// After a departure: it was one to a program, if that or an entry is what follows.
void settle_departure(unsigned index, Core& core, bool is_certain) {
    if (!core.departs) {
        return;
    }
    core.departs = false;
    if (is_certain) {
        depart(index, core);
    }
}

/// One more instruction of a core; how many of a waiting loop's turn end here.
unsigned step(Core& core, bool pauses) {
    state.windows.step();
    core.waiting.work();
    return pauses ? core.waiting.pause() : 0;
}

void count_kernel(unsigned index, const Core& core, Event event, bool takes_ticket, unsigned waited) {
    WindowCounts* counts = state.windows.of(index);
    if (counts == nullptr) {
        return;
    }
    ++counts->kernel;
    counts->waiting += waited;
    counts->sections += takes_ticket ? 1 : 0;
    counts->atomics += event == Event::atomic ? 1 : 0;
    counts->barriers += event == Event::barrier ? 1 : 0;
    counts->calls += core.entered_by == Entry::synchronous && core.entered_at + 1 == core.executed ? 1 : 0;
    counts->interrupts += core.entered_by == Entry::interrupt && core.entered_at + 1 == core.executed ? 1 : 0;
}

/// Before each instruction of the kernel. A departure counts itself, an entry is the first to be counted.
void on_kernel(unsigned index, void* argument) {
    Core& core = state.cores[index];
    const auto& instruction = *static_cast<const Described*>(argument);
    settle_departure(index, core, instruction.entry != Entry::none);
    if (index == 0) {
        follow(instruction, core.executed);
    }
    if (!core.began && !instruction.in_layer) {
        core.began = true;
        core.kernel_began_at = core.executed;
    }
    if (instruction.entry != Entry::none) {
        state.windows.set_user_mode(index, false);
        core.waiting.interrupt();
        enter(core, instruction.entry);
    } else if (instruction.shows_interrupt) {
        core.entered_by = Entry::interrupt;
    }
    const unsigned waited = step(core, instruction.event == Event::pause);
    ++core.executed;
    core.waited += waited;
    core.atomics += instruction.event == Event::atomic ? 1 : 0;
    core.barriers += instruction.event == Event::barrier ? 1 : 0;
    count_kernel(index, core, instruction.event, instruction.takes_ticket, waited);
    core.departs = instruction.event == Event::departure;
    if (instruction.event == Event::sleep) {
        // QEMU counts a block when it begins. WFI ends AArch64's, but not RISC-V's, which begins again behind
        // it.
        state.windows.skip(instruction.in_block_behind);
    }
}

/// Before each instruction that is not the kernel's: of a program, or of a core that has no address space
/// yet.
void on_low(unsigned index, bool pauses) {
    Core& core = state.cores[index];
    settle_departure(index, core, true);
    const unsigned waited = step(core, pauses);
    if (!core.departed) {
        ++core.executed;
        core.waited += waited;
    } else if (WindowCounts* counts = state.windows.of(index); counts != nullptr) {
        ++counts->user;
        counts->waiting += waited;
    }
}

void on_low_work(unsigned index, void* /*argument*/) { on_low(index, false); }
void on_low_pause(unsigned index, void* /*argument*/) {
    on_low(index, true);
    if (!state.instructions.pause_ends_turn) {
        nacre::counter::end_turn(index);
    }
}

void on_case(unsigned /*index*/, void* argument) {
    state.stretches.set_case(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(argument)));
}

void on_window(unsigned /*index*/, void* argument) {
    state.windows.open(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(argument)));
}

void on_mark(unsigned index, void* argument) {
    state.cores[index].mark = static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(argument));
}

using Callback = void (*)(unsigned, void*);

Callback callback_of(unsigned magic) {
    return magic == path_magic     ? on_mark
           : magic == case_magic   ? on_case
           : magic == window_magic ? on_window
                                   : nullptr;
}

std::optional<bool> branch_behind_look(Code code) {
    const auto tells = state.instructions.falls_through_if_found;
    return tells == nullptr ? std::nullopt : tells(code);
}

void watch(qemu_plugin_insn* instruction, std::size_t in_block_behind) {
    const std::uint64_t address = qemu_plugin_insn_vaddr(instruction);
    const Code code{{static_cast<const std::uint8_t*>(qemu_plugin_insn_data(instruction)),
                     qemu_plugin_insn_size(instruction)}};
    const auto call = [&](Callback callback, void* argument) {
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, callback, QEMU_PLUGIN_CB_NO_REGS, argument);
    };
    const Event event = state.places.looks(address) ? Event::look : state.instructions.event_of(code);
    const bool in_layer = state.places.in_layer(address);
    if (in_layer || state.places.in_kernel(address)) {
        state.described.push_back({.address = address,
                                   .event = event,
                                   .entry = state.places.entry(address),
                                   .in_layer = in_layer,
                                   .takes_ticket = state.places.takes_tickets(address) &&
                                                   state.instructions.stores_atomically(code),
                                   .shows_interrupt = state.places.shows_interrupt(address),
                                   .behind = address + code.bytes.size(),
                                   .falls_through_if_found = branch_behind_look(code),
                                   .in_block_behind = in_block_behind});
        call(on_kernel, &state.described.back());
        return;
    }
    call(event == Event::pause ? on_low_pause : on_low_work, nullptr);
    const unsigned number = state.instructions.mark_of(code).value_or(0);
    if (const Callback callback = callback_of(number & magic_mask); callback != nullptr) {
        call(callback, reinterpret_cast<void*>(std::uintptr_t{number & ~magic_mask}));
    }
}

/// Without -icount, cores translate at the same time.
void on_translation(qemu_plugin_id_t /*plugin*/, qemu_plugin_tb* block) {
    const std::lock_guard lock{state.translating};
    const std::size_t count = qemu_plugin_tb_n_insns(block);
    for (std::size_t i = 0; i < count; ++i) {
        watch(qemu_plugin_tb_get_insn(block, i), count - 1 - i);
    }
}

unsigned long long number(std::uint64_t value) { return value; }

void print_boot(std::FILE* file) {
    std::fprintf(file, "boot %llu %llu\n", number(state.boot_kernel), number(state.boot[0].executed));
    for (unsigned core = 0; core < core_limit; ++core) {
        std::fprintf(file, "boot_core %u %llu %llu\n", core, number(state.boot[core].executed),
                     number(state.boot[core].waited));
    }
}

void print_paths(std::FILE* file) {
    for (unsigned core = 0; core < core_limit; ++core) {
        for (const auto& [key, path] : state.cores[core].paths) {
            std::fprintf(file, "path %u %u %u", core, key.first, key.second);
            for (const std::uint64_t count : path.counts) {
                std::fprintf(file, " %llu", number(count));
            }
            std::fprintf(file, "\norder %u %u %u %llu %llu\n", core, key.first, key.second,
                         number(path.atomics), number(path.barriers));
        }
    }
}

void on_exit(qemu_plugin_id_t /*plugin*/, void* /*argument*/) {
    std::FILE* file = std::fopen(state.output.c_str(), "w");
    if (file == nullptr) {
        std::perror(state.output.c_str());
        return;
    }
    print_boot(file);
    print_paths(file);
    state.windows.print(file);
    state.stretches.print(file);
    std::fclose(file);
}

bool choose_instructions(const std::string& architecture) {
    using namespace nacre::counter;
    const std::map<std::string, InstructionSet> known{
        {"aarch64",
         {aarch64::event_of, aarch64::stores_atomically, aarch64::falls_through_if_found, aarch64::mark_of,
          true}},
        {"riscv", {riscv::event_of, riscv::stores_atomically, nullptr, riscv::mark_of, false}},
        {"x86_64", {x86_64::event_of, x86_64::stores_atomically, nullptr, x86_64::mark_of, true}},
    };
    const auto found = known.find(architecture);
    if (found == known.end()) {
        std::fprintf(stderr, "counter: it does not know the instructions of '%s'\n", architecture.c_str());
        return false;
    }
    state.instructions = found->second;
    return state.instructions.pause_ends_turn || can_end_turns();
}

} // namespace

int qemu_plugin_version = 1;

int qemu_plugin_install(qemu_plugin_id_t plugin, const qemu_info_t* /*information*/, int count,
                        char** arguments) {
    for (int i = 0; i < count; ++i) {
        const std::string argument = arguments[i];
        const std::string value = argument.substr(argument.find('=') + 1);
        if (argument.starts_with("instructions=")) {
            if (!choose_instructions(value)) {
                return 1;
            }
        } else if (argument.starts_with("places=")) {
            if (!state.places.read(value)) {
                std::fprintf(stderr, "counter: %s does not say where the kernel is\n", value.c_str());
                return 1;
            }
        } else if (argument.starts_with("output=")) {
            state.output = value;
        }
    }
    if (state.instructions.event_of == nullptr || state.output.empty()) {
        std::fputs("counter: it takes instructions=ARCHITECTURE, places=FILE and output=FILE\n", stderr);
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(plugin, on_translation);
    qemu_plugin_register_atexit_cb(plugin, on_exit, nullptr);
    return 0;
}
