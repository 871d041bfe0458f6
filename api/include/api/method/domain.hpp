// SPDX-License-Identifier: MIT
// Domains: a fixed schedule above priorities. One domain exists here.
#pragma once

#include <api/method.hpp>

namespace nacre::api::domain {

struct Set {
    static constexpr auto name = "Domain_Set";
    static constexpr auto sel4_name = "DomainSetSet";
    static constexpr auto summary = "Moves a thread to another domain.";
    static constexpr auto object = ObjectKind::domain;

    Word domain{};
    CapabilityArgument thread{};

    static constexpr auto arguments = std::tuple{
        argument("domain", &Set::domain, "number of the domain"),
        argument("thread", &Set::thread, "thread to move"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_argument, "`domain` does not exist"),
        refused(Error::invalid_argument, "`thread` is no thread"),
    };
};

struct ScheduleConfigure {
    static constexpr auto name = "Domain_ScheduleConfigure";
    static constexpr auto sel4_name = "DomainScheduleConfigure";
    static constexpr auto summary = "Sets one entry of the domain schedule; domain 0 for no time ends it.";
    static constexpr auto object = ObjectKind::domain;

    Word index{};
    Word domain{};
    std::uint64_t duration{};

    static constexpr auto arguments = std::tuple{
        argument("index", &ScheduleConfigure::index, "entry"),
        argument("domain", &ScheduleConfigure::domain, "number of the domain"),
        argument("duration", &ScheduleConfigure::duration, "timer ticks"),
    };
    static constexpr std::array errors{
        refused(Error::range_error,
                "`index` is not that of an entry, or is that of the last, which always ends the schedule"),
        refused(Error::range_error, "`domain` does not exist"),
        refused(Error::invalid_argument, "`duration` does not fit in 56 bits"),
        refused(Error::invalid_argument,
                "`duration` is 0 and `index` is that of the entry with which the schedule starts"),
    };
};

struct ScheduleSetStart {
    static constexpr auto name = "Domain_ScheduleSetStart";
    static constexpr auto sel4_name = "DomainScheduleSetStart";
    static constexpr auto summary = "Sets the entry with which the domain schedule begins.";
    static constexpr auto object = ObjectKind::domain;

    Word index{};

    static constexpr auto arguments = std::tuple{
        argument("index", &ScheduleSetStart::index, "entry"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`index` is not that of an entry"),
        refused(Error::invalid_argument, "`index` is that of an entry that ends the schedule"),
    };
};

} // namespace nacre::api::domain
