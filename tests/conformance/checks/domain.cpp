// SPDX-License-Identifier: MIT
// The one domain, and its schedule of one entry and an end.
#include <conformance/checks/groups.hpp>
#include <conformance/scene.hpp>

namespace nacre::conformance {

namespace {

using api::Error;
using namespace api::domain;
constexpr Capability control{initial::domain};
constexpr std::uint64_t longest = (std::uint64_t{1} << 56) - 1;

void sets(Scene& scene) {
    scene.succeed(control, Set{0, scene.own_thread()});
    scene.succeed(control, Set{0, scene.make(api::ObjectType::thread)});
}
void sets_unknown(Scene& scene) {
    scene.refuse(control, Set{1, scene.cnode()}, Error::invalid_argument, {0});
    scene.refuse(control, Set{256, scene.own_thread()}, Error::invalid_argument, {0});
    user::Message message = user::Message::of(api::label_of<Set>, 1);
    scene.refused_with(user::call(control, message), Set::name, Error::invalid_argument, {0});
}
void sets_no_thread(Scene& scene) {
    scene.refuse(control, Set{0, scene.cnode()}, Error::invalid_argument, {1});
}

void configures(Scene& scene) { scene.succeed(control, ScheduleConfigure{0, 0, longest}); }
void configures_index(Scene& scene) {
    scene.refuse(control, ScheduleConfigure{1, 1, 1}, Error::range_error, {0, 0});
}
void configures_domain(Scene& scene) {
    scene.refuse(control, ScheduleConfigure{0, 1, longest + 1}, Error::range_error, {0, 0});
    scene.refuse(control, ScheduleConfigure{0, 256, 1}, Error::range_error, {0, 0});
}
void configures_long(Scene& scene) {
    scene.refuse(control, ScheduleConfigure{0, 0, longest + 1}, Error::invalid_argument, {2});
}
void configures_nothing(Scene& scene) {
    scene.refuse(control, ScheduleConfigure{0, 0, 0}, Error::invalid_argument, {2});
}

void starts(Scene& scene) { scene.succeed(control, ScheduleSetStart{0}); }
void starts_outside(Scene& scene) { scene.refuse(control, ScheduleSetStart{2}, Error::range_error, {0, 1}); }
void starts_with_end(Scene& scene) {
    scene.refuse(control, ScheduleSetStart{1}, Error::invalid_argument, {0});
}

constexpr std::array checks{
    succeeds<Set>(sets),
    refuses<Set>("`domain` does not exist", sets_unknown),
    refuses<Set>("`thread` is no thread", sets_no_thread),
    succeeds<ScheduleConfigure>(configures),
    refuses<ScheduleConfigure>(
        "`index` is not that of an entry, or is that of the last, which always ends the schedule",
        configures_index),
    refuses<ScheduleConfigure>("`domain` does not exist", configures_domain),
    refuses<ScheduleConfigure>("`duration` does not fit in 56 bits", configures_long),
    refuses<ScheduleConfigure>(
        "`duration` is 0 and `index` is that of the entry with which the schedule starts",
        configures_nothing),
    succeeds<ScheduleSetStart>(starts),
    refuses<ScheduleSetStart>("`index` is not that of an entry", starts_outside),
    refuses<ScheduleSetStart>("`index` is that of an entry that ends the schedule", starts_with_end),
};

} // namespace

std::span<const Check> domain_checks() { return checks; }

} // namespace nacre::conformance
