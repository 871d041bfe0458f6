// SPDX-License-Identifier: MIT
// Every method, invoked on an empty slot and on an object of another kind.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance {

namespace {

using api::Error;

/// A whole message, so that nothing but the invoked capability is wrong.
template<api::Method M>
void on_empty_slot(Scene& scene) {
    scene.refuse(scene.slot(), M{}, Error::invalid_capability, {0});
}

template<api::Method M>
void on_another_object(Scene& scene) {
    if constexpr (M::object != api::ObjectKind::interrupt_control) {
        scene.refuse({initial::irq_control}, M{}, Error::illegal_operation);
    }
    if constexpr (M::object != api::ObjectKind::thread) {
        scene.refuse(scene.own_thread(), M{}, Error::illegal_operation);
    }
}

template<std::size_t... i>
consteval auto make_checks(std::index_sequence<i...>) {
    std::array<Check, 2 * sizeof...(i)> list{};
    std::size_t next = 0;
    api::for_each_method([&]<api::Method M>() {
        list[next++] = {M::name, Error::invalid_capability, empty_slot_case, &on_empty_slot<M>};
        list[next++] = {M::name, Error::illegal_operation, other_kind_case, &on_another_object<M>};
    });
    return list;
}

constexpr auto checks = make_checks(std::make_index_sequence<api::method_count>{});

} // namespace

std::span<const Check> wrong_object_checks() { return checks; }

} // namespace nacre::conformance
