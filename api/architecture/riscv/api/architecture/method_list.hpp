// SPDX-License-Identifier: MIT
// The methods of this architecture, in the order that gives each its label, behind the generic ones.
#pragma once

#include <api/method/asid.hpp>
#include <api/method/frame.hpp>
#include <api/method/interrupt_control.hpp>
#include <api/method/page_table.hpp>
#include <api/type_list.hpp>

namespace nacre::api::architecture {

/// Neither word size has methods of its own.
using ModeMethods = TypeList<>;

/// The same for one core and for many.
template<bool>
using ArchitectureMethods = TypeList<page_table::Map, page_table::Unmap,          //
                                     frame::Map, frame::Unmap, frame::GetAddress, //
                                     asid_control::MakePool, asid_pool::Assign,   //
                                     interrupt_control::GetTrigger>;

} // namespace nacre::api::architecture
