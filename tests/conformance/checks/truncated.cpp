// SPDX-License-Identifier: MIT
// Every method with arguments, sent one word or one capability short.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

constexpr Word small_cnode_bits = 4;
/// The range that IBM left to prototype cards.
constexpr user::IoPorts some_ports{0x300, 0x31f};

/// A capability of the kind that the method is invoked on; null where this program cannot have one.
Capability target_of(Scene& scene, api::ObjectKind kind) {
    using Kind = api::ObjectKind;
    using Own = api::architecture::ObjectType;
    switch (kind) {
    case Kind::untyped: return scene.memory();
    case Kind::thread: return scene.make(api::ObjectType::thread);
    case Kind::endpoint: return scene.make(api::ObjectType::endpoint);
    case Kind::notification: return scene.make(api::ObjectType::notification);
    case Kind::cnode: return scene.make(api::ObjectType::cnode, small_cnode_bits);
    case Kind::scheduling_context: return scene.make(api::ObjectType::scheduling_context);
    case Kind::scheduling_control: return scene.scheduling_control();
    case Kind::reply: return scene.make(api::ObjectType::reply);
    case Kind::interrupt_control: return {initial::irq_control};
    case Kind::domain: return {initial::domain};
    case Kind::frame: return scene.make(Own::small_frame);
    case Kind::page_table: return scene.make(Own::page_table);
    case Kind::address_space: return scene.vspace();
    case Kind::asid_control: return {initial::asid_control};
    case Kind::asid_pool: return {initial::asid_pool};
    case Kind::interrupt_handler: return make_handler(scene);
    case Kind::page_directory_pointer_table:
    case Kind::page_directory: return architecture::make_upper_table(scene, kind);
    case Kind::io_port_control: return {initial::io_port_control};
    case Kind::io_port: return make_ports(scene, some_ports);
    case Kind::null:
    case Kind::software_interrupt:
    case Kind::secure_monitor: break;
    }
    return {};
}

/// Arguments that can be looked up: a CNode's methods look before they miss the last ones.
template<api::Method M>
M arguments_for() {
    M method{};
    if constexpr (requires { method.destination_depth; }) {
        method.destination_depth = small_cnode_bits; // slot 0 of the invoked CNode, which is empty
        method.source_root = {initial::cnode};
        method.source_index = initial::thread;
        method.source_depth = whole_word;
    }
    return method;
}

template<api::Method M>
void send_short(Scene& scene) {
    const Capability target = target_of(scene, M::object);
    const user::Message whole = user::detail::message_of(arguments_for<M>());
    if constexpr (api::message_length<M> > 0) {
        user::Message message = whole;
        message.info = api::MessageInfo::make(api::label_of<M>, 0, whole.capabilities(), whole.length() - 1);
        scene.refused_with(user::call(target, message), M::name, api::Error::truncated_message, {});
    }
    if constexpr (api::capability_count<M> > 0) {
        user::Message message = whole;
        message.info = api::MessageInfo::make(api::label_of<M>, 0, whole.capabilities() - 1, whole.length());
        scene.refused_with(user::call(target, message), M::name, api::Error::truncated_message, {});
    }
}

template<api::Method M>
consteval bool can_be_truncated() {
    return api::message_length<M> + api::capability_count<M> > 0 && api::is_reachable<M>();
}

consteval std::size_t count() {
    std::size_t methods = 0;
    api::for_each_method([&]<api::Method M>() { methods += can_be_truncated<M>() ? 1 : 0; });
    return methods;
}

constexpr auto checks = [] consteval {
    std::array<Check, count()> list{};
    std::size_t next = 0;
    api::for_each_method([&]<api::Method M>() {
        if constexpr (can_be_truncated<M>()) {
            list[next++] = {M::name, api::Error::truncated_message, truncated_case, &send_short<M>};
        }
    });
    return list;
}();

} // namespace

std::span<const Check> truncated_checks() { return checks; }

} // namespace nacre::conformance
