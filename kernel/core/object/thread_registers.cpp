// SPDX-License-Identifier: MIT
// Threads: the methods that read and write registers.
#include <core/object/thread_methods.hpp>
#include <core/schedule/fpu.hpp>

#include <algorithm>

namespace nacre::kernel::thread {

namespace {

using arch::Registers;

constexpr std::span<const Registers::Name> context{Registers::user_context_layout};

/// After registers changed: the thread goes on where the instruction pointer among them says.
void go_on_at_trapped_instruction(Thread& thread) { thread.registers.restart(); }

} // namespace

auto ReadRegisters::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    Thread& thread = invocation.slot.as<ThreadView>().object();
    if (arguments.count < 1 || arguments.count > context.size()) {
        return refuse::out_of_range<1, context.size(),
                                    "`count` is not from one to the number of registers">();
    }
    if (&thread == &invocation.caller) {
        return refuse::with<api::Error::illegal_operation, "a thread cannot read its own registers">();
    }
    return Plan{&thread, arguments.suspend_source, static_cast<unsigned>(arguments.count)};
}

Progress ReadRegisters::commit(Invocation& invocation, const Plan& plan) {
    if (plan.suspends) {
        suspend(invocation.processor, *plan.thread);
    }
    std::array<Word, context.size()> values{};
    for (unsigned index = 0; index < plan.count; index++) {
        values[index] = plan.thread->registers.read(context[index]);
    }
    invocation.answer({values.data(), plan.count});
    return Progress::done;
}

auto WriteRegisters::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    Thread& thread = invocation.slot.as<ThreadView>().object();
    if (invocation.info.length() - api::message_length<Method> < arguments.count) {
        return refuse::with<api::Error::truncated_message, "the message is shorter than `count` says">();
    }
    if (&thread == &invocation.caller) {
        return refuse::with<api::Error::illegal_operation, "a thread cannot write its own registers">();
    }
    const Word count = std::min<Word>(arguments.count, context.size());
    return Plan{&thread, arguments.resume_target, static_cast<unsigned>(count)};
}

Progress WriteRegisters::commit(Invocation& invocation, const Plan& plan) {
    plan.thread->unfinished = {}; // what it does next may be another call
    for (unsigned index = 0; index < plan.count; index++) {
        plan.thread->registers.write(context[index], invocation.word(api::message_length<Method> + index));
    }
    go_on_at_trapped_instruction(*plan.thread);
    if (plan.resumes) {
        resume(invocation.processor, *plan.thread);
    }
    return Progress::done;
}

auto CopyRegisters::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    const Slot& source = invocation.capability(arguments.source);
    if (!source.is<ThreadView>()) {
        return refuse::invalid_capability<1, "`source` is no thread">();
    }
    return Plan{&invocation.slot.as<ThreadView>().object(), &source.as<ThreadView>().object(), arguments};
}

Progress CopyRegisters::commit(Invocation& invocation, const Plan& plan) {
    plan.target->unfinished = {}; // as above
    const auto copy = [&](std::span<const Registers::Name> names) {
        for (const Registers::Name name : names) {
            plan.target->registers.write(name, plan.source->registers.read(name));
        }
    };
    if (plan.arguments.suspend_source) {
        suspend(invocation.processor, *plan.source);
    }
    if (plan.arguments.resume_target) {
        resume(invocation.processor, *plan.target);
    }
    if (plan.arguments.transfer_frame) {
        copy(context.first(Registers::frame_registers));
        go_on_at_trapped_instruction(*plan.target);
    }
    if (plan.arguments.transfer_integer) {
        copy(context.subspan(Registers::frame_registers));
    }
    return Progress::done;
}

auto SetTlsBase::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    return Plan{&invocation.slot.as<ThreadView>().object(), arguments.tls_base};
}

Progress SetTlsBase::commit(Invocation&, const Plan& plan) {
    plan.thread->registers.set_tls_base(plan.base);
    return Progress::done;
}

auto SetFlags::decode(Invocation& invocation, const Method& arguments) -> Decoded<Plan> {
    Thread& thread = invocation.slot.as<ThreadView>().object();
    const Word present = thread.fpu_forbidden ? api::thread::flag::fpu_disabled : 0;
    const Word flags = ((present & ~arguments.clear) | arguments.set) & api::thread::flag::all;
    return Plan{&thread, flags};
}

Progress SetFlags::commit(Invocation& invocation, const Plan& plan) {
    plan.thread->fpu_forbidden = (plan.flags & api::thread::flag::fpu_disabled) != 0;
    if (plan.thread->fpu_forbidden) {
        fpu::release(invocation.processor, *plan.thread);
    }
    invocation.answer_with(Method::Output{plan.flags});
    return Progress::done;
}

} // namespace nacre::kernel::thread
