// SPDX-License-Identifier: MIT
// A QEMU plugin that counts the kernel's instructions from each exception to the return, from outside the
// guest.
//
// Arguments: vectors=ADDRESS of the exception vectors, enter=ADDRESS and enter_size=BYTES of the function
// that takes tickets for the exclusive section, output=FILE. Programs talk to it by executing `movz xzr,
// #number`, which does nothing (bench/program/mark.hpp); the upper byte says what it means:
// - 'N', a path that the core's next entry into the kernel takes. The file gets a line "path CORE WINDOW
//   NUMBER COUNT...", one count for each time, and "order CORE WINDOW NUMBER ATOMICS BARRIERS" with how many
//   of each it executed all those times.
// - 'B', the case to which the longest stretches of core 0 count from then on (stretches.hpp): "stretch CASE
//   LENGTH BEGIN MIDDLE END", in addresses.
// - 'W', a window opens, or 0, it closes (windows.hpp).
// And what booting took: "boot" of core 0 and "boot_core CORE EXECUTED WAITING" of each, until core 0 returns
// to a program for the first time.
#include "events.hpp"
#include "plugin_interface.hpp"
#include "stretches.hpp"
#include "windows.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using nacre::counter::core_limit;
using nacre::counter::Event;
using nacre::counter::Waiting;
using nacre::counter::WindowCounts;

constexpr std::uint64_t kernel_half = 0xffff'0000'0000'0000;
constexpr std::uint32_t movz_to_nowhere = 0xd280'001f;
constexpr std::uint32_t movz_immediate = 0xffff << 5;
/// The lower byte's highest bit says that the path begins with an interrupt.
constexpr unsigned path_magic = 0x4e00;
constexpr unsigned mark_interrupt = 0x80;
constexpr unsigned case_magic = 0x4200;
constexpr unsigned window_magic = 0x5700;
constexpr unsigned magic_mask = 0xff00;

/// What a callback is told of its instruction: the address without its upper bits, the event, and whether it
/// takes a ticket.
constexpr unsigned event_shift = 48;
constexpr unsigned ticket_shift = 56;
constexpr std::uintptr_t described(std::uint64_t address, Event event, bool takes_ticket) {
    return (address & ~kernel_half) | static_cast<std::uintptr_t>(event) << event_shift |
           static_cast<std::uintptr_t>(takes_ticket) << ticket_shift;
}

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
    Event entered_by = Event::ordinary;
    std::uint64_t atomics = 0; ///< since then
    std::uint64_t barriers = 0;
    bool began = false;
    bool departed = false;
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
    std::uint64_t vectors = 0;
    std::uint64_t enter = 0;
    std::uint64_t enter_size = 0;
    std::string output;
    std::uint64_t boot_kernel = 0;
    std::array<BootCounts, core_limit> boot;
};

/// Never destroyed: QEMU calls on_exit after the destructors of static objects have run.
State& state = *new State;

void enter(Core& core, Event event) {
    core.entered_at = core.executed;
    core.entered_by = event;
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
    const Event expected =
        (core.mark & mark_interrupt) != 0 ? Event::interrupt_entry : Event::synchronous_entry;
    if (core.mark != 0 && core.entered_by == expected) {
        Path& path = core.paths[{state.windows.current(), core.mark & ~mark_interrupt}];
        path.counts.push_back(core.executed - core.entered_at);
        path.atomics += core.atomics;
        path.barriers += core.barriers;
        core.mark = 0;
    }
    core.entered_by = Event::ordinary;
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
void follow(Event event, std::uint64_t executed, std::uint64_t address) {
    nacre::counter::Stretches& stretches = state.stretches;
    if (stretches.is_lost() && event != Event::zero && event != Event::not_zero) {
        std::fprintf(stderr, "counter: nothing tests what the look before %llx found\n",
                     static_cast<unsigned long long>(address));
        std::abort();
    }
    stretches.step(executed, address);
    switch (event) {
    case Event::ordinary:
    case Event::atomic:
    case Event::pause:
    case Event::barrier: break;
    case Event::synchronous_entry:
    case Event::interrupt_entry: stretches.enter(executed, address); break;
    case Event::departure: stretches.depart(executed + 1, address); break;
    case Event::look: stretches.look(executed + 1, address); break;
    case Event::zero: stretches.test(address, true); break;
    case Event::not_zero: stretches.test(address, false); break;
    case Event::sleep: stretches.sleep(executed + 1, address); break;
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
    counts->calls +=
        core.entered_by == Event::synchronous_entry && core.entered_at + 1 == core.executed ? 1 : 0;
    counts->interrupts +=
        core.entered_by == Event::interrupt_entry && core.entered_at + 1 == core.executed ? 1 : 0;
}

/// Before each instruction of the kernel. A departure counts itself, an entry is the first to be counted.
void on_kernel(unsigned index, void* argument) {
    Core& core = state.cores[index];
    const auto description = reinterpret_cast<std::uintptr_t>(argument);
    const auto event = static_cast<Event>((description >> event_shift) & 0xff);
    const bool takes_ticket = (description >> ticket_shift) != 0;
    if (index == 0) {
        follow(event, core.executed, description | kernel_half);
    }
    if (!core.began) {
        core.began = true;
        core.kernel_began_at = core.executed;
    }
    if (event == Event::synchronous_entry || event == Event::interrupt_entry) {
        state.windows.set_user_mode(index, false);
        core.waiting.interrupt();
        enter(core, event);
    }
    const unsigned waited = step(core, event == Event::pause);
    ++core.executed;
    core.waited += waited;
    core.atomics += event == Event::atomic ? 1 : 0;
    core.barriers += event == Event::barrier ? 1 : 0;
    count_kernel(index, core, event, takes_ticket, waited);
    if (event == Event::departure) {
        depart(index, core);
    }
}

/// Before each instruction below the kernel's half: of a program, or of a core that has no address space yet.
void on_low(unsigned index, bool pauses) {
    Core& core = state.cores[index];
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
void on_low_pause(unsigned index, void* /*argument*/) { on_low(index, true); }

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

void watch(qemu_plugin_insn* instruction) {
    const std::uint64_t address = qemu_plugin_insn_vaddr(instruction);
    std::uint32_t code = 0;
    std::memcpy(&code, qemu_plugin_insn_data(instruction), sizeof(code));
    const auto call = [&](Callback callback, std::uintptr_t argument) {
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, callback, QEMU_PLUGIN_CB_NO_REGS,
                                               reinterpret_cast<void*>(argument));
    };
    const Event event = nacre::counter::event_of(address - state.vectors, code);
    if (address >= kernel_half) {
        const bool takes_ticket =
            address - state.enter < state.enter_size && nacre::counter::is_store_exclusive(code);
        call(on_kernel, described(address, event, takes_ticket));
        return;
    }
    const unsigned number = (code & movz_immediate) >> 5U;
    const Callback callback = callback_of(number & magic_mask);
    if ((code & ~movz_immediate) == movz_to_nowhere && callback != nullptr) {
        call(callback, number & ~magic_mask);
    }
    call(event == Event::pause ? on_low_pause : on_low_work, 0);
}

void on_translation(qemu_plugin_id_t /*plugin*/, qemu_plugin_tb* block) {
    for (std::size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        watch(qemu_plugin_tb_get_insn(block, i));
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

} // namespace

int qemu_plugin_version = 1;

int qemu_plugin_install(qemu_plugin_id_t plugin, const qemu_info_t* /*information*/, int count,
                        char** arguments) {
    for (int i = 0; i < count; ++i) {
        const std::string argument = arguments[i];
        const std::string value = argument.substr(argument.find('=') + 1);
        if (argument.starts_with("vectors=")) {
            state.vectors = std::strtoull(value.c_str(), nullptr, 0);
        } else if (argument.starts_with("enter=")) {
            state.enter = std::strtoull(value.c_str(), nullptr, 0);
        } else if (argument.starts_with("enter_size=")) {
            state.enter_size = std::strtoull(value.c_str(), nullptr, 0);
        } else if (argument.starts_with("output=")) {
            state.output = value;
        }
    }
    if (state.vectors == 0 || state.enter_size == 0 || state.output.empty()) {
        std::fputs("counter: it takes vectors=ADDRESS, enter=ADDRESS, enter_size=BYTES and output=FILE\n",
                   stderr);
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(plugin, on_translation);
    qemu_plugin_register_atexit_cb(plugin, on_exit, nullptr);
    return 0;
}
