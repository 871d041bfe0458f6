// SPDX-License-Identifier: MIT
// Fills in and loads the descriptor tables; all cores share the segments and gates, each has its own task.
#include <arch/core_stacks.hpp>
#include <arch/descriptor_tables.hpp>
#include <arch/exception.hpp>
#include <arch/model_register.hpp>
#include <arch/processor_features.hpp>

namespace nacre::kernel::arch {
namespace {

/// Section 3.4.5: type, present, privilege and the bits for 64-bit code.
constexpr Word kernel_code = 0x00af'9b00'0000'ffff;
constexpr Word kernel_data = 0x00cf'9300'0000'ffff;
constexpr Word program_data = 0x00cf'f300'0000'ffff;
constexpr Word program_code = 0x00af'fb00'0000'ffff;

constexpr unsigned first_task = SELECTOR_TASK / 8;
constinit std::array<Word, first_task + 2 * maximum_processors> segments{
    0, kernel_code, kernel_data, program_data, program_code,
};
constinit std::array<TaskState, maximum_processors> tasks{};
constinit std::array<Gate, 256> gates{};

struct [[gnu::packed]] TablePointer {
    std::uint16_t limit;
    Word address;
};

template<typename Table>
TablePointer pointer_to(const Table& table) {
    return {static_cast<std::uint16_t>(sizeof(table) - 1), reinterpret_cast<Word>(&table)};
}

void set_task(Word core) {
    CoreStacks& stacks = core_stacks[core];
    TaskState& task = tasks[core];
    task.stacks[0] = reinterpret_cast<Word>(&stacks.block);
    task.interrupt_stacks[0] = reinterpret_cast<Word>(&stacks + 1);
    task.permission_map = sizeof(TaskState);
    const auto address = reinterpret_cast<Word>(&task);
    constexpr Word available_task = Word{0x89} << 40;
    segments[first_task + 2 * core] =
        (sizeof(TaskState) - 1) | (address & 0xff'ffff) << 16 | available_task | (address >> 24 & 0xff) << 56;
    segments[first_task + 2 * core + 1] = address >> 32;
}

/// Exceptions that can come at any moment, or because the stack is unusable.
bool needs_own_stack(unsigned vector) {
    const auto exception = static_cast<Exception>(vector);
    return exception == Exception::double_fault || exception == Exception::non_maskable_interrupt ||
           exception == Exception::machine_check;
}

} // namespace

extern "C" {
/// In vector.S, each of the same size.
extern const char exception_stubs[];
void enter_system_call();
}

namespace {

void set_gates() {
    for (unsigned vector = 0; vector < gates.size(); ++vector) {
        const Word address = reinterpret_cast<Word>(exception_stubs) + Word{vector} * EXCEPTION_STUB_SIZE;
        const bool is_breakpoint = static_cast<Exception>(vector) == Exception::breakpoint;
        gates[vector] = {.address_low = static_cast<std::uint16_t>(address),
                         .selector = SELECTOR_KERNEL_CODE,
                         .interrupt_stack = static_cast<std::uint8_t>(needs_own_stack(vector) ? 1 : 0),
                         .type = static_cast<std::uint8_t>(Gate::interrupt_gate |
                                                           (is_breakpoint ? Gate::for_programs : 0)),
                         .address_middle = static_cast<std::uint16_t>(address >> 16),
                         .address_high = static_cast<std::uint32_t>(address >> 32),
                         .reserved = 0};
    }
}

void set_system_calls() {
    // SYSRET takes code and data from behind this one.
    constexpr Word selectors = Word{SELECTOR_KERNEL_DATA | 3} << 48 | Word{SELECTOR_KERNEL_CODE} << 32;
    constexpr Word cleared = 0x25'7fd5; // all flags that a program can have set
    const Word features = ExtendedFeatures::read();
    ExtendedFeatures::write(features | ExtendedFeatures::SYSCALL::mask);
    SystemCallSelectors::write(selectors);
    SystemCallTarget::write(reinterpret_cast<Word>(&enter_system_call));
    SystemCallFlagMask::write(cleared);
}

} // namespace

void load_descriptor_tables(Word core) {
    if (core == 0) {
        set_gates();
    }
    set_task(core);
    const TablePointer segment_pointer = pointer_to(segments);
    const TablePointer gate_pointer = pointer_to(gates);
    asm volatile("lgdt %0" : : "m"(segment_pointer));
    asm volatile("lidt %0" : : "m"(gate_pointer));
    // The code selector is the one of the start stub already. The GS base stays as it is.
    asm volatile("mov %0, %%ds; mov %0, %%es; mov %1, %%ss" : : "r"(0), "r"(SELECTOR_KERNEL_DATA));
    asm volatile("ltr %w0" : : "r"(SELECTOR_TASK + 16 * core));
    set_system_calls();
    enable_processor_features();
}

} // namespace nacre::kernel::arch
