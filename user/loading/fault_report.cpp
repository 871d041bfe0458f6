// SPDX-License-Identifier: MIT
// Reading fault messages: one sentence for each kind.
#include "fault_report.hpp"

#include "layout.hpp"

#include <api/architecture.hpp>
#include <api/fault.hpp>
#include <base/elf_symbols.hpp>
#include <runtime/fault_text.hpp>

#include <charconv>

namespace nacre::user {

namespace {

using api::FaultType;
using Memory = api::architecture::VmFaultMessage;
using Exception = api::architecture::UserExceptionMessage;
using UnknownCall = api::architecture::UnknownSystemCallMessage;
using NoCapability = api::CapabilityFaultMessage;

/// Accesses this far below the stack are taken for an overflow.
constexpr Word stack_gap = 0x1'0000;

bool below_stack(Word address) {
    constexpr Word bottom = layout::stack_top - layout::stack_pages * layout::page_size;
    return address < bottom && bottom - address <= stack_gap;
}

void report_memory_fault(SinkReference sink, const Message& fault) {
    const Word address = fault[Memory::address];
    const Word status = fault[Memory::status];
    const bool fetch = fault[Memory::is_instruction_fault] != 0;
    const bool write = !fetch && architecture::was_write(status);
    if (!fetch && below_stack(address)) {
        format(sink, "used more stack than it has, at address {:#x}", address);
    } else if (architecture::was_alignment(status)) {
        format(sink, "used the misaligned address {:#x}", address);
    } else if (architecture::was_permission(status)) {
        format(sink, "{} address {:#x}, which it may not {}",
               fetch   ? "executed"
               : write ? "wrote"
                       : "read",
               address,
               fetch   ? "execute"
               : write ? "write"
                       : "read");
    } else {
        format(sink, "{} address {:#x}, where it has no memory",
               fetch   ? "executed"
               : write ? "wrote"
                       : "read",
               address);
    }
}

/// Where the fault's message keeps the instruction's address.
Word instruction_of(const Message& fault) {
    switch (static_cast<FaultType>(fault.label())) {
    case FaultType::vm_fault: return fault[Memory::instruction_pointer];
    case FaultType::user_exception: return fault[Exception::instruction_pointer];
    case FaultType::unknown_system_call: return fault[UnknownCall::instruction_pointer];
    case FaultType::capability_fault: return fault[NoCapability::instruction_pointer];
    case FaultType::null_fault:
    case FaultType::debug_exception:
    case FaultType::timeout: return 0;
    }
    return 0;
}

void report_attempt(SinkReference sink, const Message& fault) {
    switch (static_cast<FaultType>(fault.label())) {
    case FaultType::vm_fault: return report_memory_fault(sink, fault);
    case FaultType::user_exception: return sink.write(architecture::exception_text(fault[Exception::number]));
    case FaultType::unknown_system_call:
        return format(sink, "made system call {}, which does not exist",
                      static_cast<std::intptr_t>(fault[UnknownCall::system_call]));
    case FaultType::capability_fault:
        return format(sink, "used capability {:#x}, which it does not have", fault[NoCapability::address]);
    case FaultType::timeout: return sink.write("used up its budget");
    case FaultType::null_fault:
    case FaultType::debug_exception: break;
    }
    format(sink, "caused fault {}", fault.label());
}

} // namespace

namespace {

/// A C++ function's name out of the linker's name for it: "nacre::user::program". What is no such name stays.
void write_name(SinkReference sink, std::string_view name) {
    constexpr std::string_view nested = "_ZN";
    constexpr std::string_view plain = "_Z";
    constexpr std::string_view unnamed = "_GLOBAL__N_1";
    if (!name.starts_with(plain)) {
        return sink.write(name);
    }
    const bool in_namespace = name.starts_with(nested);
    name.remove_prefix(in_namespace ? nested.size() : plain.size());
    std::string_view separator;
    do {
        std::size_t length = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), length);
        const auto digits = static_cast<std::size_t>(end - name.data());
        if (error != std::errc{} || length > name.size() - digits) {
            return;
        }
        if (const auto part = name.substr(digits, length); part != unnamed) {
            sink.write(separator);
            sink.write(part);
            separator = "::";
        }
        name.remove_prefix(digits + length);
    } while (in_namespace && !name.empty() && name.front() != 'E');
}

} // namespace

void report_fault(SinkReference sink, const Message& fault, std::span<const std::byte> program) {
    report_attempt(sink, fault);
    const Word instruction = instruction_of(fault);
    if (const auto symbol = find_symbol(program, word_bits, instruction); symbol && !symbol->name.empty()) {
        sink.write(", in ");
        write_name(sink, symbol->name);
        format(sink, "+{:#x} at {:#x}", symbol->offset, instruction);
    } else {
        format(sink, ", at {:#x}", instruction);
    }
}

} // namespace nacre::user
