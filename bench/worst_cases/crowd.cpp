// SPDX-License-Identifier: MIT
// Making the crowd, and giving it work.
#include "crowd.hpp"

#include <api/architecture/user_context.hpp>
#include <bench/machine.hpp>
#include <runtime/invoke.hpp>

#include <bit>

namespace nacre::bench {

namespace {

constexpr Word settler_priority = 1;
constinit ThreadMemory settler_memory{};
constinit Capability settled{};
constinit Capability go_on{};

/// Runs when nobody else can.
[[noreturn]] void tell_when_settled() {
    while (true) {
        user::wait(go_on);
        user::signal(settled);
    }
}

} // namespace

Crowd::Crowd(Scene& scene, Word size)
    : scene_{&scene}, size_{size}, threads_{scene.take(size)}, contexts_{scene.take(size)} {
    memory_ = scene.memory(log2_ceiling(size) + api::thread_bits);
    scene.make(memory_, api::ObjectType::thread, 0, threads_, size);
    const Capability memory = scene.memory(log2_ceiling(size) + context_bits);
    scene.make(memory, api::ObjectType::scheduling_context, context_bits, contexts_, size);
    const user::Authority& authority = scene.world().authority();
    for (Word member = 0; member < size; ++member) {
        give_time(member, 10'000, 10'000);
        const api::thread::Configure spaces{.cspace_root = scene.root(), .vspace_root = authority.vspace};
        const api::thread::SetSchedulingParameters time{.authority = authority.thread,
                                                        .maximum_controlled_priority = 0,
                                                        .priority = priority(member),
                                                        .scheduling_context = context(member)};
        require(user::invoke(thread(member), spaces).good() && user::invoke(thread(member), time).good(),
                "making a member of the crowd");
    }
    settled = scene.world().make(api::ObjectType::notification);
    go_on = scene.world().make(api::ObjectType::notification);
    scene.world().start(settler_memory, tell_when_settled, {.priority = settler_priority});
}

void Crowd::employ(Word member, const Work& work) const {
    api::architecture::UserContext context{};
    set_work(context, RepeatedCall{.call = static_cast<Word>(work.call),
                                   .target = work.target.address,
                                   .info = work.info.bits,
                                   .reply = work.reply.address,
                                   .next = work.next.address});
    const auto words = std::bit_cast<std::array<Word, api::architecture::user_context_words>>(context);
    const api::thread::WriteRegisters write{.resume_target = true, .count = words.size()};
    require(user::invoke(thread(member), write, words).good(), "giving work to a member of the crowd");
}

void Crowd::stop(Word member) const {
    require(user::invoke(thread(member), api::thread::Suspend{}).good(), "stopping a member of the crowd");
}

void Crowd::give_time(Word member, std::uint64_t budget, std::uint64_t period) const {
    const api::scheduling_control::ConfigureFlags time{
        .scheduling_context = context(member), .budget = budget, .period = period};
    require(user::invoke(scene_->world().authority().scheduling_control, time).good(),
            "giving time to a member of the crowd");
}

void Crowd::settle() const {
    user::signal(go_on);
    user::wait(settled);
}

} // namespace nacre::bench
