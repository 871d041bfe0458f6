// SPDX-License-Identifier: MIT
// The methods of this architecture, in the order that gives each its label, behind the generic ones.
#pragma once

#include <api/method/asid.hpp>
#include <api/method/frame.hpp>
#include <api/method/interrupt_control.hpp>
#include <api/method/io_port.hpp>
#include <api/method/page_directory.hpp>
#include <api/method/page_table.hpp>
#include <api/type_list.hpp>

namespace nacre::api::architecture {

using ModeMethods = TypeList<page_directory_pointer_table::Map, page_directory_pointer_table::Unmap>;

/// The same for one core and for many.
template<bool>
using ArchitectureMethods = TypeList<page_directory::Map, page_directory::Unmap,    //
                                     page_table::Map, page_table::Unmap,            //
                                     frame::Map, frame::Unmap, frame::GetAddress,   //
                                     asid_control::MakePool, asid_pool::Assign,     //
                                     io_port_control::Issue,                        //
                                     io_port::In8, io_port::In16, io_port::In32,    //
                                     io_port::Out8, io_port::Out16, io_port::Out32, //
                                     interrupt_control::GetIoApic, interrupt_control::GetMsi>;

} // namespace nacre::api::architecture
