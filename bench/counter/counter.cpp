// SPDX-License-Identifier: MIT
// A QEMU plugin that counts the kernel's instructions from each exception to the return, from outside the
// guest.
//
// Arguments: vectors=ADDRESS of the exception vectors, output=FILE. A program names the path that its next
// entry into the kernel takes by executing `movz xzr, #number`, which does nothing (bench/program/mark.hpp).
// The file gets a line "path NUMBER COUNT..." for each path, one count for each time it was taken, a line
// "order NUMBER ATOMICS BARRIERS" with how many of each it executed all those times, and what booting took.
// With `movz xzr, #number` of the other magic the program names the case to which the longest stretches count
// from then on (stretches.hpp): "stretch CASE LENGTH BEGIN MIDDLE END", in addresses.
#include "plugin_interface.hpp"
#include "stretches.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

constexpr std::uint64_t kernel_half = 0xffff'0000'0000'0000;
constexpr std::uint32_t exception_return = 0xd69f'03e0;
constexpr std::uint32_t movz_to_nowhere = 0xd280'001f;
constexpr std::uint32_t movz_immediate = 0xffff << 5;
/// The upper byte of a mark's number is 'N'; its highest other bit says that the path begins with an
/// interrupt.
constexpr unsigned mark_magic = 0x4e00;
constexpr unsigned mark_mask = 0xff00;
constexpr unsigned mark_interrupt = 0x80;
/// The upper byte of a case's number is 'B'.
constexpr unsigned case_magic = 0x4200;
/// Reading ISR_EL1 is how the kernel looks for a pending interrupt, whatever register it reads it into.
constexpr std::uint32_t read_pending = 0xd538'c100;
constexpr std::uint32_t target_register = 0x1f;
constexpr std::uint32_t wait_for_interrupt = 0xd503'207f;
/// TBZ and TBNZ on bit 7, ISR_EL1.I, of any register to any place.
constexpr std::uint32_t test_zero = 0x3638'0000;
constexpr std::uint32_t test_not_zero = 0x3738'0000;
constexpr std::uint32_t test_mask = 0xfff8'0000;
/// Entries of the vectors for a program's synchronous exceptions and interrupts, from their base.
constexpr std::uint64_t synchronous_vector = 0x400;
constexpr std::uint64_t interrupt_vector = 0x480;

enum Event : std::uintptr_t {
    ordinary,
    synchronous_entry,
    interrupt_entry,
    departure,
    look,
    sleep,
    zero,
    not_zero,
    atomic,
    barrier
};

/// Load- and store-exclusive, load-acquire, store-release, compare-and-swap; the other atomics; barriers.
constexpr std::uint32_t exclusive_mask = 0x3f00'0000;
constexpr std::uint32_t exclusive_code = 0x0800'0000;
constexpr std::uint32_t atomic_mask = 0x3b20'0c00;
constexpr std::uint32_t atomic_code = 0x3820'0000;
constexpr std::uint32_t barrier_mask = 0xffff'f01f;
constexpr std::uint32_t barrier_code = 0xd503'301f;

/// What a callback is told of its instruction.
constexpr unsigned event_shift = 48;
constexpr std::uintptr_t described(std::uint64_t address, Event event) {
    return (address & ~kernel_half) | static_cast<std::uintptr_t>(event) << event_shift;
}

struct Core {
    std::uint64_t executed = 0; ///< instructions of the kernel; until the first departure, all instructions
    std::uint64_t entered_at = 0;
    std::uint64_t kernel_began_at = 0; ///< instructions before the first of the kernel's half
    Event entered_by = ordinary;
    std::uint64_t atomics = 0; ///< since then
    std::uint64_t barriers = 0;
    bool began = false;
    bool departed = false;
    unsigned mark = 0;
};

struct State {
    std::array<Core, 8> cores;
    std::array<std::vector<std::uint64_t>, 256> paths;
    std::array<std::uint64_t, 256> atomics{}; ///< of all times that the path was taken
    std::array<std::uint64_t, 256> barriers{};
    std::uint64_t vectors = 0;
    std::string output;
    nacre::counter::Stretches stretches; ///< of core 0, the one that runs programs
    std::uint64_t boot_kernel = 0;
    std::uint64_t boot_all = 0;
};

/// Never destroyed: QEMU calls on_exit after the destructors of static objects have run.
State& state = *new State;

void enter(Core& core, Event event) {
    core.entered_at = core.executed;
    core.entered_by = event;
    core.atomics = 0;
    core.barriers = 0;
}

void depart(Core& core) {
    if (!core.departed) {
        core.departed = true;
        state.boot_all = core.executed;
        state.boot_kernel = core.executed - core.kernel_began_at;
        return;
    }
    const Event expected = (core.mark & mark_interrupt) != 0 ? interrupt_entry : synchronous_entry;
    if (core.mark != 0 && core.entered_by == expected) {
        state.paths[core.mark].push_back(core.executed - core.entered_at);
        state.atomics[core.mark] += core.atomics;
        state.barriers[core.mark] += core.barriers;
        core.mark = 0;
    }
    core.entered_by = ordinary;
}

/// Tells the stretches of core 0 what it is about to execute; `executed` does not count this one yet.
void follow(Event event, std::uint64_t executed, std::uint64_t address) {
    nacre::counter::Stretches& stretches = state.stretches;
    if (stretches.is_lost() && event != zero && event != not_zero) {
        std::fprintf(stderr, "counter: nothing tests what the look before %llx found\n",
                     static_cast<unsigned long long>(address));
        std::abort();
    }
    stretches.step(executed, address);
    switch (event) {
    case ordinary:
    case atomic:
    case barrier: break;
    case synchronous_entry:
    case interrupt_entry: stretches.enter(executed, address); break;
    case departure: stretches.depart(executed + 1, address); break;
    case look: stretches.look(executed + 1, address); break;
    case zero: stretches.test(address, true); break;
    case not_zero: stretches.test(address, false); break;
    case sleep: stretches.sleep(executed + 1, address); break;
    }
}

/// Before each instruction of the kernel. A departure counts itself, an entry is the first to be counted.
void on_kernel(unsigned index, void* argument) {
    Core& core = state.cores[index];
    const auto description = reinterpret_cast<std::uintptr_t>(argument);
    const auto event = static_cast<Event>(description >> event_shift);
    if (index == 0) {
        follow(event, core.executed, description | kernel_half);
    }
    if (!core.began) {
        core.began = true;
        core.kernel_began_at = core.executed;
    }
    if (event == synchronous_entry || event == interrupt_entry) {
        enter(core, event);
    }
    ++core.executed;
    core.atomics += event == atomic ? 1 : 0;
    core.barriers += event == barrier ? 1 : 0;
    if (event == departure) {
        depart(core);
    }
}

/// Before each instruction that the kernel executes before it has its address space.
void on_start(unsigned index, void* /*argument*/) {
    Core& core = state.cores[index];
    if (!core.departed) {
        ++core.executed;
    }
}

void on_case(unsigned /*index*/, void* argument) {
    state.stretches.set_case(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(argument)));
}

void on_mark(unsigned index, void* argument) {
    state.cores[index].mark = static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(argument));
}

Event event_of(std::uint64_t address, std::uint32_t code) {
    return address == state.vectors + synchronous_vector ? synchronous_entry
           : address == state.vectors + interrupt_vector ? interrupt_entry
           : code == exception_return                    ? departure
           : code == wait_for_interrupt                  ? sleep
           : (code & ~target_register) == read_pending   ? look
           : (code & test_mask) == test_zero             ? zero
           : (code & test_mask) == test_not_zero         ? not_zero
           : (code & exclusive_mask) == exclusive_code   ? atomic
           : (code & atomic_mask) == atomic_code         ? atomic
           : (code & barrier_mask) == barrier_code       ? barrier
                                                         : ordinary;
}

void watch(qemu_plugin_insn* instruction) {
    const std::uint64_t address = qemu_plugin_insn_vaddr(instruction);
    std::uint32_t code = 0;
    std::memcpy(&code, qemu_plugin_insn_data(instruction), sizeof(code));
    const auto call = [&](void (*callback)(unsigned, void*), std::uintptr_t argument) {
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, callback, QEMU_PLUGIN_CB_NO_REGS,
                                               reinterpret_cast<void*>(argument));
    };
    if (address >= kernel_half) {
        call(on_kernel, described(address, event_of(address, code)));
        return;
    }
    const unsigned number = (code & movz_immediate) >> 5U;
    if ((code & ~movz_immediate) == movz_to_nowhere && (number & mark_mask) == mark_magic) {
        call(on_mark, number & ~mark_mask);
    }
    if ((code & ~movz_immediate) == movz_to_nowhere && (number & mark_mask) == case_magic) {
        call(on_case, number & ~mark_mask);
    }
    if (!state.cores[0].departed) {
        call(on_start, 0);
    }
}

void on_translation(qemu_plugin_id_t /*plugin*/, qemu_plugin_tb* block) {
    for (std::size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        watch(qemu_plugin_tb_get_insn(block, i));
    }
}

void on_exit(qemu_plugin_id_t /*plugin*/, void* /*argument*/) {
    std::FILE* file = std::fopen(state.output.c_str(), "w");
    if (file == nullptr) {
        std::perror(state.output.c_str());
        return;
    }
    std::fprintf(file, "boot %llu %llu\n", static_cast<unsigned long long>(state.boot_kernel),
                 static_cast<unsigned long long>(state.boot_all));
    for (std::size_t path = 0; path < state.paths.size(); ++path) {
        if (!state.paths[path].empty()) {
            std::fprintf(file, "path %zu", path & ~std::size_t{mark_interrupt});
            for (const std::uint64_t count : state.paths[path]) {
                std::fprintf(file, " %llu", static_cast<unsigned long long>(count));
            }
            std::fprintf(file, "\norder %zu %llu %llu\n", path & ~std::size_t{mark_interrupt},
                         static_cast<unsigned long long>(state.atomics[path]),
                         static_cast<unsigned long long>(state.barriers[path]));
        }
    }
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
        } else if (argument.starts_with("output=")) {
            state.output = value;
        }
    }
    if (state.vectors == 0 || state.output.empty()) {
        std::fputs("counter: it takes vectors=ADDRESS and output=FILE\n", stderr);
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(plugin, on_translation);
    qemu_plugin_register_atexit_cb(plugin, on_exit, nullptr);
    return 0;
}
