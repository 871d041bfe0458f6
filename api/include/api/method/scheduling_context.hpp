// SPDX-License-Identifier: MIT
// Scheduling contexts: the right to use a core's time.
#pragma once

#include <api/method.hpp>

namespace nacre::api::scheduling_context {

struct Bind {
    static constexpr auto name = "SchedulingContext_Bind";
    static constexpr auto sel4_name = "SchedContextBind";
    static constexpr auto summary =
        "Binds a thread, which can then run, or a notification, which lends its time to a passive receiver.";
    static constexpr auto object = ObjectKind::scheduling_context;

    CapabilityArgument target{};

    static constexpr auto arguments = std::tuple{
        argument("target", &Bind::target, "thread or notification"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`target` is neither a thread nor a notification"),
        refused(Error::illegal_operation, "`target` is a thread, and the context is bound to one"),
        refused(Error::illegal_operation, "`target` is a thread that has a scheduling context"),
        refused(Error::illegal_operation,
                "`target` is a blocked thread, and the context has no time at present"),
        refused(Error::illegal_operation, "`target` is a notification, and the context is bound to one"),
        refused(Error::illegal_operation, "`target` is a notification that has a scheduling context"),
    };
};

struct Unbind {
    static constexpr auto name = "SchedulingContext_Unbind";
    static constexpr auto sel4_name = "SchedContextUnbind";
    static constexpr auto summary = "Unbinds whatever is bound.";
    static constexpr auto object = ObjectKind::scheduling_context;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array errors{
        refused(Error::illegal_operation, "the context is bound to the caller"),
    };
};

struct UnbindObject {
    static constexpr auto name = "SchedulingContext_UnbindObject";
    static constexpr auto sel4_name = "SchedContextUnbindObject";
    static constexpr auto summary = "Unbinds one object.";
    static constexpr auto object = ObjectKind::scheduling_context;

    CapabilityArgument target{};

    static constexpr auto arguments = std::tuple{
        argument("target", &UnbindObject::target, "thread or notification"),
    };
    static constexpr std::array errors{
        refused(Error::invalid_capability, "`target` is neither a thread nor a notification"),
        refused(Error::illegal_operation, "`target` is a thread to which the context is not bound"),
        refused(Error::illegal_operation, "`target` is the caller"),
        refused(Error::illegal_operation, "`target` is a notification to which the context is not bound"),
    };
};

struct Consumed {
    static constexpr auto name = "SchedulingContext_Consumed";
    static constexpr auto sel4_name = "SchedContextConsumed";
    static constexpr auto summary = "Tells the time used since the last time this was asked.";
    static constexpr auto object = ObjectKind::scheduling_context;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array<RefusedCase, 0> errors{};

    struct Output {
        std::uint64_t consumed{};
        static constexpr auto arguments = std::tuple{
            argument("consumed", &Output::consumed,
                     "microseconds used since this was last asked or reported"),
        };
    };
};

struct YieldTo {
    static constexpr auto name = "SchedulingContext_YieldTo";
    static constexpr auto sel4_name = "SchedContextYieldTo";
    static constexpr auto summary =
        "Lets the bound thread run next if its priority allows, and tells the time it used.";
    static constexpr auto object = ObjectKind::scheduling_context;

    static constexpr auto arguments = std::tuple{};
    static constexpr std::array errors{
        refused(Error::illegal_operation, "no thread is bound to the context"),
        refused(Error::illegal_operation, "the context is bound to the caller"),
        refused(Error::illegal_operation,
                "the priority of the bound thread is above the maximum controlled priority of the caller"),
    };

    struct Output {
        std::uint64_t consumed{};
        static constexpr auto arguments = std::tuple{
            argument("consumed", &Output::consumed,
                     "microseconds used since this was last asked or reported"),
        };
    };
};

} // namespace nacre::api::scheduling_context
