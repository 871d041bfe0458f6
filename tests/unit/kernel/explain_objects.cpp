// SPDX-License-Identifier: MIT
// --explain: each reason for which threads, scheduling contexts, interrupts and the domain are refused.
#include "explained.hpp"

#include <api/cnode_data.hpp>

namespace nacre::test {
namespace {

using namespace api::thread;
using api::initial_capability::domain;
using api::scheduling_context::Bind;
using api::scheduling_context::Unbind;
using api::scheduling_context::UnbindObject;
using api::scheduling_context::YieldTo;
using api::scheduling_control::ConfigureFlags;
using ArchitectureType = api::architecture::ObjectType;

struct ExplainObjects : Explained {
    static constexpr Cap self = World::thread_cap;
    Cap endpoint = world.make_endpoint();
    Cap notification = world.make_notification();
    Cap deaf = world.copy(notification, CapabilityRights{});
};

TEST_F(ExplainObjects, Registers) {
    const Actor actor = world.make_thread({.starts = false});
    refused(actor.thread_cap, ReadRegisters{.count = 0},
            "`count` is not from one to the number of registers (allowed: 0x1");
    refused(self, ReadRegisters{.count = 1}, "a thread cannot read its own registers");
    refused(actor.thread_cap, WriteRegisters{.count = 3}, "the message is shorter than `count` says");
    refused(self, WriteRegisters{.count = 0}, "a thread cannot write its own registers");
    refused(actor.thread_cap, CopyRegisters{.source = {endpoint}}, "`source` is no thread");
}

TEST_F(ExplainObjects, Priorities) {
    const Actor weak = world.make_thread({.priority = 5, .starts = false});
    refused(weak.thread_cap, SetPriority{{endpoint}, 1}, "`authority` is no thread");
    const std::string above = "the priority is above the maximum controlled priority of `authority` ";
    refused(weak.thread_cap, SetPriority{{weak.thread_cap}, 6}, above + "(`priority`) (allowed: 0x0 to 0x5)");
    refused(weak.thread_cap, SetMaximumControlledPriority{{weak.thread_cap}, 6},
            above + "(`maximum_controlled_priority`)");
}

TEST_F(ExplainObjects, SchedulingParameters) {
    const Actor actor = world.make_thread({.starts = false});
    const Actor other = world.make_thread({.starts = false});
    const auto with = [&](Cap context, Cap handler = nothing) {
        return SetSchedulingParameters{{self}, 1, 1, {context}, {handler}};
    };
    refused(self, with(nothing),
            "`scheduling_context` is empty, and a thread cannot take its own context away");
    refused(actor.thread_cap, with(endpoint), "`scheduling_context` is no scheduling context");
    refused(actor.thread_cap, with(other.context_cap),
            "the thread has another context than `scheduling_context`");
    const Actor passive = world.make_thread({.passive = true, .starts = false});
    refused(passive.thread_cap, with(other.context_cap), "`scheduling_context` has another thread");
    refused(actor.thread_cap, with(actor.context_cap, notification),
            "the handler is no endpoint (`fault_endpoint`)");
    refused(actor.thread_cap, with(actor.context_cap, world.copy(endpoint, CapabilityRights::read())),
            "the handler's endpoint lacks the right to send (`fault_endpoint`)");
    refused(actor.thread_cap, SetTimeoutEndpoint{{world.copy(endpoint, CapabilityRights::write())}},
            "the handler's endpoint lacks the right to be answered (`timeout_fault_endpoint`)");
}

TEST_F(ExplainObjects, BlockedThreadsNeedTime) {
    Actor passive = world.make_thread({.priority = 200, .passive = true, .starts = false});
    const Cap context = world.make_context(1000, 5000);
    passive.thread->state = ThreadState::blocked_on_receive; // as far as these two look
    world.slot(context).as<kernel::SchedulingContextView>().object().capacity = 0;
    world.checks = false;
    refused(context, Bind{{passive.thread_cap}}, "`target` is blocked, and the context has no time now");
    refused(passive.thread_cap, SetSchedulingParameters{{self}, 1, 1, {context}, {}},
            "the thread is blocked, and `scheduling_context` has no time now");
    passive.thread->state = ThreadState::inactive;
}

TEST_F(ExplainObjects, Spaces) {
    const Actor actor = world.make_thread({.starts = false});
    const Word data = api::CNodeData::root(api::root_cnode_slots_bits).bits;
    const Cap vspace = World::vspace_cap;
    const auto configure = [&](Cap cspace, Word guard, Cap space, Word buffer = 0, Cap frame = nothing) {
        return Configure{{cspace}, guard, {space}, 0, buffer, {frame}};
    };
    const Cap cap = actor.thread_cap;
    refused(cap, configure(endpoint, 0, vspace), "`cspace_root` is no CNode");
    refused(cap, configure(node, api::CNodeData::make(0, word_bits - 1).bits, vspace),
            "the guard in `cspace_root_data` does not fit `cspace_root`");
    refused(cap, configure(node, data, endpoint), "`vspace_root` is no address space");
    refused(cap, configure(node, data, world.make(ArchitectureType::vspace)),
            "an address space without an identifier cannot be copied (`vspace_root`)");
    refused(cap, configure(node, data, vspace, World::buffer_address, endpoint),
            "`buffer_frame` is no frame");
    const Cap device =
        world.make_from(world.device_untyped_cap(12), static_cast<Word>(ArchitectureType::small_frame));
    refused(cap, configure(node, data, vspace, World::buffer_address, device),
            "`buffer_frame` is device memory");
    const Cap frame = world.make(ArchitectureType::small_frame);
    refused(cap, SetIpcBuffer{World::buffer_address + 8, {frame}},
            "`buffer` is not aligned to the size of a buffer");
    refused(cap, SetSpace{{notification}, {node}, data, {vspace}, 0},
            "the handler is no endpoint (`fault_endpoint`)");
    const Cap own = world.make_cnode(2);
    world.must(cap, SetSpace{{}, {own}, 0, {vspace}, 0});
    world.remove(own);
    refused(cap, SetSpace{{}, {node}, data, {vspace}, 0},
            "the thread holds the last capability to its CNode");
}

TEST_F(ExplainObjects, BoundNotifications) {
    Actor actor = world.make_thread({.priority = 200});
    refused(actor.thread_cap, UnbindNotification{}, "the thread has no bound notification");
    refused(actor.thread_cap, BindNotification{{endpoint}}, "`notification` is no notification");
    refused(actor.thread_cap, BindNotification{{deaf}}, "`notification` lacks the right to receive");
    world.let_others_run();
    world.wait(actor, notification);
    refused(self, BindNotification{{notification}}, "threads wait for `notification`");
    const Cap other = world.make_notification();
    world.must(actor.thread_cap, BindNotification{{other}});
    refused(actor.thread_cap, BindNotification{{notification}},
            "the thread has a bound notification already");
    refused(self, BindNotification{{other}}, "`notification` is bound to another thread");
}

TEST_F(ExplainObjects, Binding) {
    const Cap free_context = world.make_context(1000, 5000);
    const Actor actor = world.make_thread({.starts = false});
    const Actor passive = world.make_thread({.passive = true, .starts = false});
    refused(free_context, Bind{{endpoint}}, "`target` is no thread and no notification");
    refused(free_context, UnbindObject{{endpoint}}, "`target` is no thread and no notification");
    refused(actor.context_cap, Bind{{passive.thread_cap}}, "the context has a thread already");
    refused(free_context, Bind{{actor.thread_cap}}, "`target` has a context already");
    refused(free_context, UnbindObject{{actor.thread_cap}}, "the context is not bound to `target`");
    refused(free_context, UnbindObject{{notification}}, "the context is not bound to `target`");
    world.must(free_context, Bind{{notification}});
    refused(free_context, Bind{{world.make_notification()}}, "the context has a notification already");
    refused(world.make_context(1000, 5000), Bind{{notification}}, "`target` has a context already");
    const Cap own = api::initial_capability::scheduling_context;
    refused(own, Unbind{}, "a thread cannot unbind its own context");
    refused(own, UnbindObject{{self}}, "`target` is the caller itself");
}

TEST_F(ExplainObjects, YieldingTo) {
    refused(world.make_context(1000, 5000), YieldTo{}, "the context has no thread");
    refused(api::initial_capability::scheduling_context, YieldTo{}, "the context is the caller's own");
    const Actor high = world.make_thread({.priority = 150, .starts = false});
    Actor low = world.make_thread({.priority = 100});
    world.let_others_run();
    refused_as(low, high.context_cap, YieldTo{},
               "the context's thread is above the caller's maximum controlled priority");
}

TEST_F(ExplainObjects, Times) {
    const Cap control = world.scheduling_control_cap();
    const Cap context = world.make_context(1000, 5000);
    const auto longest = ~std::uint64_t{0};
    refused(control, ConfigureFlags{.scheduling_context = {context}, .budget = longest, .period = 5},
            "the time is too long (`budget`)");
    refused(control, ConfigureFlags{.scheduling_context = {context}, .budget = 1000, .period = 1},
            "the time is too short (`period`)");
    refused(control, ConfigureFlags{.scheduling_context = {context}, .budget = 2000, .period = 1000},
            "`budget` is above `period`");
    refused(control, ConfigureFlags{.scheduling_context = {endpoint}, .budget = 1000, .period = 2000},
            "`scheduling_context` is no scheduling context");
    refused(control,
            ConfigureFlags{
                .scheduling_context = {context}, .budget = 1000, .period = 2000, .extra_refills = 1000},
            "`extra_refills` is more than the context has room for");
}

TEST_F(ExplainObjects, Domains) {
    refused(domain, api::domain::Set{1, {self}}, "`domain` does not exist: there is one, number 0");
    refused(domain, api::domain::Set{0, {endpoint}}, "`thread` is no thread");
    using Configure = api::domain::ScheduleConfigure;
    refused(domain, Configure{2, 0, 1}, "`index` lies outside the schedule");
    refused(domain, Configure{1, 0, 1}, "`index` is that of the schedule's fixed end");
    refused(domain, Configure{0, 1, 1}, "`domain` does not exist: there is one, number 0");
    refused(domain, Configure{0, 0, std::uint64_t{1} << 56}, "`duration` does not fit in 56 bits");
    refused(domain, Configure{0, 0, 0}, "`duration` is 0, and the schedule starts with this entry");
    refused(domain, api::domain::ScheduleSetStart{2}, "`index` lies outside the schedule");
    refused(domain, api::domain::ScheduleSetStart{1}, "`index` is that of the entry that ends the schedule");
}

TEST_F(ExplainObjects, Interrupts) {
    using namespace api::interrupt_control;
    const Cap control = World::interrupts_cap;
    const Cap handler = world.free_slot();
    constexpr Word count = kernel::arch::Machine::interrupt_count;
    const auto get = [&](Word line) { return Get{line, {node}, world.free_slot(), whole}; };
    refused(control, get(count), "`interrupt` does not exist");
    refused(control, get(0), "`interrupt` is the kernel's own");
    world.must(control, Get{40, {node}, handler, whole});
    refused(control, get(40), "`interrupt` has a handler already");
    using Sgi = IssueSgiSignal;
    refused(control, Sgi{16, 0, {node}, world.free_slot(), whole}, "`interrupt` is no software interrupt");
    refused(control, Sgi{1, 99, {node}, world.free_slot(), whole}, "`target` is no core");
    if constexpr (api::is_served<GetTriggerCore>) {
        refused(control, GetTriggerCore{41, 0, {node}, world.free_slot(), whole, 99},
                "`target` is no core in use");
    }
    refused(handler, api::interrupt_handler::SetNotification{{endpoint}},
            "`notification` is no notification");
    refused(handler, api::interrupt_handler::SetNotification{{deaf}},
            "`notification` lacks the right to send");
}

} // namespace
} // namespace nacre::test
