// SPDX-License-Identifier: MIT
// Scheduling control: the authority over one core's time.
#pragma once

#include <api/method.hpp>

namespace nacre::api::scheduling_control {

/// Bits of SchedulingControl_ConfigureFlags.
namespace flag {
/// Constant bandwidth: a thread that blocks keeps its replenishments in the future.
inline constexpr Word sporadic = 1;
} // namespace flag

struct ConfigureFlags {
    static constexpr auto name = "SchedulingControl_ConfigureFlags";
    static constexpr auto sel4_name = "SchedControlConfigureFlags";
    static constexpr auto summary =
        "Sets budget and period of a scheduling context, which thereby comes to this capability's core.";
    static constexpr auto description =
        "Equal budget and period make a round-robin time slice; else the context is a sporadic server. "
        "Errors of range hold the bounds in the reply, in microseconds.";
    static constexpr auto object = ObjectKind::scheduling_control;

    CapabilityArgument scheduling_context{};
    std::uint64_t budget{};
    std::uint64_t period{};
    Word extra_refills{};
    Word badge{};
    Word flags{};

    static constexpr auto arguments = std::tuple{
        argument("scheduling_context", &ConfigureFlags::scheduling_context,
                 "scheduling context to configure"),
        argument("budget", &ConfigureFlags::budget, "microseconds"),
        argument("period", &ConfigureFlags::period, "microseconds"),
        argument("extra_refills", &ConfigureFlags::extra_refills,
                 "refills beyond the two that every context has"),
        argument("badge", &ConfigureFlags::badge, "word that a timeout message carries"),
        argument("flags", &ConfigureFlags::flags, "bits of scheduling_control::flag"),
    };
    static constexpr std::array errors{
        refused(Error::range_error, "`budget` is longer than the timer can tell"),
        refused(Error::range_error, "`period` is longer than the timer can tell"),
        refused(Error::range_error, "`budget` is shorter than the smallest budget"),
        refused(Error::range_error, "`period` is shorter than the smallest budget"),
        refused(Error::range_error, "`budget` is above `period`"),
        refused(Error::invalid_capability, "`scheduling_context` is no scheduling context"),
        refused(Error::range_error, "`extra_refills` is more than the context has room for"),
    };
};

} // namespace nacre::api::scheduling_control
