// SPDX-License-Identifier: MIT
// The rights that methods need of their arguments: each set of rights, and whether the method accepts it.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>
#include <conformance/uart.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::ObjectType;
using namespace api::thread;
using api::cnode::CancelBadgedSends;
using api::interrupt_handler::SetNotification;

template<api::Method M>
constexpr api::NeededRight row = M::needed_rights[0];

/// Sixteen times: as many as there are sets of rights.
template<api::Method M, Capability (*make)(Scene&), Error (*attempt)(Scene&, Capability)>
void each_set(Scene& scene) {
    for (Word bits = 0; bits <= CapabilityRights::all_bits; ++bits) {
        const CapabilityRights rights{bits};
        const Error answer = attempt(scene, scene.copy(make(scene), rights));
        if ((answer == Error::no_error) != row<M>.is_met_by(rights)) {
            scene.expect_equal(bits, ~Word{0}, "the answer is wrong for these rights");
        }
    }
}

template<api::Method M>
Error error_of(Capability target, const M& method) {
    return static_cast<Error>(Scene::call_method(target, method).label());
}

Capability endpoint(Scene& scene) { return scene.make(ObjectType::endpoint); }
Capability notification(Scene& scene) { return scene.make(ObjectType::notification); }

Error schedule(Scene& scene, Capability fault_endpoint) {
    return error_of(scene.make(ObjectType::thread),
                    SetSchedulingParameters{.authority = scene.own_thread(),
                                            .maximum_controlled_priority = 0,
                                            .priority = 1,
                                            .scheduling_context = {},
                                            .fault_endpoint = fault_endpoint});
}
Error set_timeout(Scene& scene, Capability timeout_endpoint) {
    return error_of(scene.make(ObjectType::thread), SetTimeoutEndpoint{timeout_endpoint});
}
Error set_space(Scene& scene, Capability fault_endpoint) {
    return error_of(scene.make(ObjectType::thread), SetSpace{.fault_endpoint = fault_endpoint,
                                                             .cspace_root = scene.cnode(),
                                                             .cspace_root_data = 0,
                                                             .vspace_root = scene.vspace(),
                                                             .vspace_root_data = 0});
}
Error bind(Scene& scene, Capability bound) {
    return error_of(scene.make(ObjectType::thread), BindNotification{bound});
}
Error cancel(Scene& scene, Capability target) {
    return error_of(scene.cnode(), CancelBadgedSends{target.address, whole_word});
}
Error set_notification(Scene& scene, Capability signalled) {
    const Capability line = make_handler(scene);
    const Error answer = error_of(line, SetNotification{signalled});
    scene.remove(line);
    return answer;
}

// The buffer's rights are looked at when a message moves.

alignas(4096) constinit std::array<std::byte, 4096> page{};

void send_and_receive(Word) {
    user::Message message = user::Message::of(1, 1, 2, 3, 4);
    message.info = api::MessageInfo::make(1, 0, 0, 5);
    user::send(shared.endpoint, message);
    shared.answer = user::receive(shared.second_endpoint, shared.reply);
    step();
    user::wait(shared.notification);
}

template<api::Method M>
M with_buffer(Scene& scene, Capability frame) {
    M method{};
    method.buffer = reinterpret_cast<Word>(page.data());
    method.buffer_frame = frame;
    if constexpr (requires { method.cspace_root; }) {
        method.cspace_root = scene.cnode();
        method.vspace_root = scene.vspace();
    }
    return method;
}

template<api::Method M>
void buffer_rights(Scene& scene) {
    for (const CapabilityRights rights :
         {CapabilityRights::none(), CapabilityRights::write(), CapabilityRights::read(),
          CapabilityRights::read_write(), CapabilityRights::all()}) {
        share_anew(scene);
        shared.endpoint = endpoint(scene);
        shared.second_endpoint = endpoint(scene);
        shared.reply = scene.make(ObjectType::reply);
        const Thread thread = scene.start(send_and_receive, {.priority = 150, .resumed = false});
        scene.succeed(thread.control, with_buffer<M>(scene, scene.copy(scene.frame_of(page.data()), rights)));
        scene.succeed(thread.control, Resume{});
        scene.expect_equal(user::wait(shared.endpoint).length(), rights.can_read() ? 5 : 4, "words sent");
        user::send(shared.second_endpoint, user::Message::of(1, 1, 2, 3, 4, 5));
        const bool receives = rights.can_read() && rights.can_write();
        scene.expect_equal(shared.answer.length(), receives ? 5 : 4, "words received");
        scene.expect_equal(steps(), 1, "steps");
    }
}

constexpr std::array checks{
    needs_rights<SetSchedulingParameters>(each_set<SetSchedulingParameters, endpoint, schedule>),
    needs_rights<SetTimeoutEndpoint>(each_set<SetTimeoutEndpoint, endpoint, set_timeout>),
    needs_rights<SetSpace>(each_set<SetSpace, endpoint, set_space>),
    needs_rights<BindNotification>(each_set<BindNotification, notification, bind>),
    needs_rights<CancelBadgedSends>(each_set<CancelBadgedSends, endpoint, cancel>),
    needs_rights<SetNotification>(each_set<SetNotification, notification, set_notification>),
    needs_rights<Configure>(buffer_rights<Configure>),
    needs_rights<SetIpcBuffer>(buffer_rights<SetIpcBuffer>),
};

} // namespace

std::span<const Check> needed_rights_checks() { return checks; }

} // namespace nacre::conformance
