// SPDX-License-Identifier: MIT
// The methods of this architecture, in the order that gives each its label, behind the generic ones.
#pragma once

#include <api/method/address_space.hpp>
#include <api/method/asid.hpp>
#include <api/method/frame.hpp>
#include <api/method/interrupt_control.hpp>
#include <api/method/page_table.hpp>
#include <api/method/secure_monitor.hpp>
#include <api/type_list.hpp>

namespace nacre::api::architecture {

using ModeMethods = TypeList<address_space::CleanData, address_space::InvalidateData,             //
                             address_space::CleanInvalidateData, address_space::UnifyInstruction, //
                             secure_monitor::Call>;

/// A multicore build serves one method more or less under the last label.
template<bool multicore>
using ArchitectureMethods = TypeList<
    page_table::Map, page_table::Unmap,                                       //
    frame::Map, frame::Unmap, frame::CleanData, frame::InvalidateData,        //
    frame::CleanInvalidateData, frame::UnifyInstruction, frame::GetAddress,   //
    asid_control::MakePool, asid_pool::Assign, interrupt_control::GetTrigger, //
    std::conditional_t<multicore, interrupt_control::GetTriggerCore, interrupt_control::IssueSgiSignal>>;

} // namespace nacre::api::architecture
