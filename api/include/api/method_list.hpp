// SPDX-License-Identifier: MIT
// The list of all methods, in the order that gives each its label.
#pragma once

#include <api/architecture/method_list.hpp>
#include <api/configuration.hpp>
#include <api/method/cnode.hpp>
#include <api/method/domain.hpp>
#include <api/method/interrupt_control.hpp>
#include <api/method/interrupt_handler.hpp>
#include <api/method/scheduling_context.hpp>
#include <api/method/scheduling_control.hpp>
#include <api/method/thread.hpp>
#include <api/method/untyped.hpp>
#include <api/type_list.hpp>

namespace nacre::api {

/// The methods that every architecture has.
using GenericMethods =
    TypeList<untyped::Retype,                                                                        //
             thread::ReadRegisters, thread::WriteRegisters, thread::CopyRegisters,                   //
             thread::Configure, thread::SetPriority, thread::SetMaximumControlledPriority,           //
             thread::SetSchedulingParameters, thread::SetTimeoutEndpoint, thread::SetIpcBuffer,      //
             thread::SetSpace, thread::Suspend, thread::Resume,                                      //
             thread::BindNotification, thread::UnbindNotification, thread::SetTlsBase,               //
             thread::SetFlags,                                                                       //
             cnode::Revoke, cnode::Delete, cnode::CancelBadgedSends, cnode::Copy,                    //
             cnode::Mint, cnode::Move, cnode::Mutate, cnode::Rotate,                                 //
             interrupt_control::Get,                                                                 //
             interrupt_handler::Acknowledge, interrupt_handler::SetNotification,                     //
             interrupt_handler::Clear,                                                               //
             domain::Set, domain::ScheduleConfigure, domain::ScheduleSetStart,                       //
             scheduling_control::ConfigureFlags,                                                     //
             scheduling_context::Bind, scheduling_context::Unbind, scheduling_context::UnbindObject, //
             scheduling_context::Consumed, scheduling_context::YieldTo>;

/// Every method of this build; the label of a method is its position plus one.
using Methods =
    Joined<GenericMethods, architecture::ModeMethods, architecture::ArchitectureMethods<multicore_interface>>;

/// The label that means no method.
inline constexpr Word invalid_invocation = 0;
inline constexpr Word method_count = Methods::size;

/// Whether this build serves the method at all.
template<Method M>
inline constexpr bool is_served = Methods::contains<M>;

/// The label with which a message invokes the method.
template<Method M>
    requires is_served<M>
inline constexpr Word label_of = Methods::index_of<M> + 1;

/// Calls `visitor.template operator()<M>()` for every method, in the order of their labels.
template<typename Visitor>
constexpr void for_each_method(Visitor&& visitor) {
    Methods::for_each(visitor);
}

/// Calls `visitor.template operator()<M>()` for the method with that label; false if there is none.
template<typename Visitor>
constexpr bool visit_method(Word label, Visitor&& visitor) {
    return label != invalid_invocation && Methods::visit(label - 1, visitor);
}

constexpr const char* method_name(Word label) {
    const char* name = "unknown method";
    visit_method(label, [&]<Method M>() { name = M::name; });
    return name;
}

} // namespace nacre::api
