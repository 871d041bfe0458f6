// SPDX-License-Identifier: MIT
// The one scheduling domain: the methods are there, and accept what one domain allows.
#include <core/entry/invocation.hpp>

namespace nacre::kernel::domain {

namespace {

constexpr Word domain_count = 1;
/// Entries of the schedule. The last one always ends it, and the first one, with which it starts, is never
/// taken away: so there is nothing to remember.
constexpr Word schedule_length = 2;
constexpr unsigned duration_bits = 56;

struct Set {
    using Method = api::domain::Set;
    using Plan = NoPlan;
    static constexpr MessageSize first_look{message_size_of<Method>.words, 0};
    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (arguments.domain >= domain_count) {
            return refuse::invalid_argument<0, "`domain` does not exist: there is one, number 0">();
        }
        NACRE_CHECK(invocation.require(message_size_of<Method>));
        if (!invocation.capability(arguments.thread).is<ThreadView>()) {
            return refuse::invalid_argument<1, "`thread` is no thread">();
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
            return refuse::out_of_range<0, schedule_length - 2, "`index` lies outside the schedule">();
        }
        if (arguments.index == schedule_length - 1) {
            return refuse::out_of_range<0, schedule_length - 2,
                                        "`index` is that of the schedule's fixed end">();
        }
        if (arguments.domain >= domain_count) {
            return refuse::out_of_range<0, domain_count - 1,
                                        "`domain` does not exist: there is one, number 0">();
        }
        if (arguments.duration >> duration_bits != 0) {
            return refuse::invalid_argument<2, "`duration` does not fit in 56 bits">();
        }
        if (arguments.duration == 0) {
            return refuse::invalid_argument<2, "`duration` is 0, and the schedule starts with this entry">();
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
            return refuse::out_of_range<0, schedule_length - 1, "`index` lies outside the schedule">();
        }
        if (arguments.index == schedule_length - 1) {
            return refuse::invalid_argument<0, "`index` is that of the entry that ends the schedule">();
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
