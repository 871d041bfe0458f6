// SPDX-License-Identifier: MIT
// That the architecture and its board meet the interface.
#include <arch/board.hpp>
#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <arch/registers.hpp>
#include <interface/page_table_format.hpp>
#include <interface/registers.hpp>

namespace nacre::kernel {

static_assert(interface::MachineInterface<arch::Machine>);
static_assert(interface::PageTableDescription<arch::PageTableFormat>);
static_assert(interface::RegisterFile<arch::Registers>);
static_assert(interface::BoardInterface<board::Board>);

static_assert(arch::Registers::user_context_layout.size() == api::architecture::user_context_words);
static_assert(arch::Registers::unknown_system_call_layout.size() ==
              api::architecture::UnknownSystemCallMessage::reply_length);
static_assert(arch::Registers::user_exception_layout.size() ==
              api::architecture::UserExceptionMessage::reply_length);
static_assert(arch::Registers::timeout_reply_layout.size() == api::architecture::TimeoutReply::length);

} // namespace nacre::kernel
