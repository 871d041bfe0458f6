// SPDX-License-Identifier: MIT
// The one scheduling domain: the methods are there, and accept what one domain allows.
#include <core/entry/invocation.hpp>

namespace nacre::kernel::domain {

namespace {

constexpr Word domain_count = 1;
constexpr Word schedule_length = 1;

struct Set {
    using Method = api::domain::Set;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (arguments.domain >= domain_count) {
            return refuse::invalid_argument(0, "`domain` does not exist: there is one, number 0");
        }
        if (!invocation.capability(arguments.thread).is<ThreadView>()) {
            return refuse::invalid_argument(1, "`thread` is no thread");
        }
        return NoPlan{};
    }
    static Progress commit(Invocation&, const Plan&) { return Progress::done; }
};

struct ScheduleConfigure {
    using Method = api::domain::ScheduleConfigure;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method& arguments) {
        if (arguments.index >= schedule_length) {
            return refuse::out_of_range(0, schedule_length - 1, "`index` lies outside the schedule");
        }
        if (arguments.domain >= domain_count) {
            return refuse::invalid_argument(1, "`domain` does not exist: there is one, number 0");
        }
        return NoPlan{};
    }
    static Progress commit(Invocation&, const Plan&) { return Progress::done; }
};

struct ScheduleSetStart {
    using Method = api::domain::ScheduleSetStart;
    using Plan = NoPlan;
    static Decoded<Plan> decode(Invocation&, const Method& arguments) {
        if (arguments.index >= schedule_length) {
            return refuse::out_of_range(0, schedule_length - 1, "`index` lies outside the schedule");
        }
        return NoPlan{};
    }
    static Progress commit(Invocation&, const Plan&) { return Progress::done; }
};

} // namespace

Outcome invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::domain, Set, ScheduleConfigure, ScheduleSetStart>(invocation);
}

} // namespace nacre::kernel::domain
