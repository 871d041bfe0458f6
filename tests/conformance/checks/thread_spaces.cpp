// SPDX-License-Identifier: MIT
// The spaces of threads: capability space, address space, IPC buffer and fault endpoints.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/workers.hpp>
#include <conformance/uart.hpp>

#include <api/cnode_data.hpp>
#include <api/fault.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::ObjectType;
using namespace api::thread;

constexpr unsigned page_bits = 12;
alignas(std::size_t{1} << page_bits) constinit std::array<std::byte, std::size_t{1} << page_bits> page{};

Word page_address() { return reinterpret_cast<Word>(page.data()); }
api::IpcBuffer& page_as_buffer() { return *reinterpret_cast<api::IpcBuffer*>(page.data()); }

// Arguments with which each method succeeds.
template<api::Method M>
M valid(Scene& scene) {
    M method{};
    if constexpr (requires { method.cspace_root; }) {
        method.cspace_root = scene.cnode();
        method.vspace_root = scene.vspace();
    }
    if constexpr (requires { method.buffer; }) {
        method.buffer = page_address();
        method.buffer_frame = scene.frame_of(page.data());
    }
    return method;
}

template<api::Method M>
void refuse(Scene& scene, const M& method, Error error, std::initializer_list<Word> words = {}) {
    scene.refuse(scene.make(ObjectType::thread), method, error, words);
}

// The buffer.

/// Sends one word more than the registers hold.
void send_long(Word) {
    user::Message message = user::Message::of(7, 1, 2, 3, 4, 5);
    user::send(shared.endpoint, message);
    user::wait(shared.notification);
}

template<api::Method M>
void takes_last_word_from_page(Scene& scene) {
    share_anew(scene);
    shared.endpoint = scene.make(ObjectType::endpoint);
    const Thread thread = scene.start(send_long, {.resumed = false});
    page_as_buffer().message[user::register_words] = 0x4321;
    scene.succeed(thread.control, valid<M>(scene));
    scene.succeed(thread.control, Resume{});
    const user::Message message = user::wait(shared.endpoint);
    scene.expect_equal(message.length(), user::register_words + 1, "the length");
    scene.expect_equal(message[0], 1, "a word in a register");
    scene.expect_equal(message[user::register_words], 0x4321, "the word in the buffer");
}

template<api::Method M>
void without_buffer(Scene& scene) {
    M method = valid<M>(scene);
    method.buffer = 0;
    method.buffer_frame = user::null_capability;
    scene.succeed(scene.make(ObjectType::thread), method);
}

template<api::Method M>
void buffer_is_untyped(Scene& scene) {
    M method = valid<M>(scene);
    method.buffer_frame = scene.memory();
    refuse(scene, method, Error::revoke_first);
}
template<api::Method M>
void buffer_is_no_frame(Scene& scene) {
    M method = valid<M>(scene);
    method.buffer_frame = scene.make(ObjectType::endpoint);
    refuse(scene, method, Error::illegal_operation);
}
template<api::Method M>
void buffer_is_device(Scene& scene) {
    M method = valid<M>(scene);
    method.buffer_frame = device_frame(scene, user::board::device_page);
    method.buffer = page_address() + 8;
    refuse(scene, method, Error::illegal_operation);
}
template<api::Method M>
void buffer_is_not_aligned(Scene& scene) {
    M method = valid<M>(scene);
    method.buffer += std::size_t{1} << (api::ipc_buffer_size_bits - 1);
    refuse(scene, method, Error::alignment_error);
}
void buffer_before_spaces(Scene& scene) {
    Configure method = valid<Configure>(scene);
    method.cspace_root = scene.make(ObjectType::endpoint);
    method.buffer += 8;
    refuse(scene, method, Error::alignment_error);
}

// Capability space and address space.

void signal_first_slot(Word) {
    user::signal({1});
    for (;;) {
        user::wait({2});
    }
}

template<api::Method M>
void uses_the_space(Scene& scene) {
    share_anew(scene);
    constexpr unsigned radix = 2;
    const Capability node = scene.make(ObjectType::cnode, radix);
    const Capability idle = scene.make(ObjectType::notification);
    const auto put = [&](Word index, Capability capability) {
        scene.succeed(node, api::cnode::Copy{index, radix, scene.cnode(), capability.address, whole_word,
                                             CapabilityRights::all()});
    };
    put(1, shared.notification);
    put(2, idle);
    const Thread thread = scene.start(signal_first_slot, {.priority = 150, .resumed = false});
    M method = valid<M>(scene);
    method.cspace_root = node;
    method.cspace_root_data = api::CNodeData::root(radix).bits;
    const Capability badged = scene.mint(shared.notification, 0x10);
    scene.succeed(node, api::cnode::Delete{1, radix});
    put(1, badged);
    scene.succeed(thread.control, method);
    scene.succeed(thread.control, Resume{});
    scene.expect_equal(user::poll(shared.notification), 0x10, "the badge in slot 1 of the new space");
}

void configures(Scene& scene) {
    uses_the_space<Configure>(scene);
    takes_last_word_from_page<Configure>(scene);
}

void sets_space(Scene& scene) {
    uses_the_space<SetSpace>(scene);
    share_anew(scene);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Thread thread = scene.start([](Word) { user::call({~Word{0} >> 1}, {}); }, {.resumed = false});
    SetSpace method = valid<SetSpace>(scene);
    method.fault_endpoint = scene.mint(endpoint, 0x77);
    scene.succeed(thread.control, method);
    scene.succeed(thread.control, Resume{});
    const user::Message fault = user::receive(endpoint, scene.make(ObjectType::reply));
    scene.expect_equal(fault.badge, 0x77, "the badge of the fault endpoint");
    scene.expect_equal(fault.label(), static_cast<Word>(api::FaultType::capability_fault), "the fault");
}

template<api::Method M>
void holds_last_cnode(Scene& scene) {
    const Capability thread = scene.make(ObjectType::thread);
    const Capability node = scene.make(ObjectType::cnode, 2);
    M method = valid<M>(scene);
    method.cspace_root = node;
    scene.succeed(thread, method);
    scene.succeed(thread, method); // a second capability is there still
    scene.remove(node);
    method.cspace_root = scene.memory();
    scene.refuse(thread, method, Error::illegal_operation);
}
template<api::Method M>
void cspace_is_untyped(Scene& scene) {
    M method = valid<M>(scene);
    method.cspace_root = scene.memory();
    refuse(scene, method, Error::revoke_first);
}
template<api::Method M>
void cspace_is_no_cnode(Scene& scene) {
    M method = valid<M>(scene);
    method.cspace_root = scene.make(ObjectType::endpoint);
    method.vspace_root = scene.memory();
    refuse(scene, method, Error::illegal_operation);
}
template<api::Method M>
void guard_is_too_long(Scene& scene) {
    M method = valid<M>(scene);
    constexpr unsigned radix = 4;
    method.cspace_root = scene.make(ObjectType::cnode, radix);
    method.cspace_root_data = api::CNodeData::make(0, word_bits - radix).bits;
    scene.succeed(scene.make(ObjectType::thread), method);
    method.cspace_root_data = api::CNodeData::make(0, word_bits - radix + 1).bits;
    refuse(scene, method, Error::illegal_operation);
}
template<api::Method M>
void vspace_is_untyped(Scene& scene) {
    M method = valid<M>(scene);
    method.vspace_root = scene.memory();
    refuse(scene, method, Error::revoke_first);
}
template<api::Method M>
void vspace_is_none(Scene& scene) {
    M method = valid<M>(scene);
    method.vspace_root = scene.make(ObjectType::endpoint);
    refuse(scene, method, Error::illegal_operation);
}
template<api::Method M>
void vspace_has_no_asid(Scene& scene) {
    M method = valid<M>(scene);
    method.vspace_root = scene.make(api::architecture::ObjectType::vspace);
    refuse(scene, method, Error::illegal_operation);
}

// Fault endpoints.

template<api::Method M>
void set_endpoint(M& method, Capability endpoint) {
    if constexpr (requires { method.fault_endpoint; }) {
        method.fault_endpoint = endpoint;
    } else {
        method.timeout_fault_endpoint = endpoint;
    }
}

template<api::Method M>
void endpoint_is_none(Scene& scene) {
    M method = valid<M>(scene);
    set_endpoint(method, scene.make(ObjectType::notification));
    refuse(scene, method, Error::invalid_capability, {1});
}

template<api::Method M>
void endpoint_lacks_rights(Scene& scene) {
    M method = valid<M>(scene);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    using Rights = CapabilityRights;
    for (const Rights enough : {Rights::write() | Rights::grant(), Rights::write() | Rights::grant_reply()}) {
        set_endpoint(method, scene.copy(endpoint, enough));
        scene.succeed(scene.make(ObjectType::thread), method);
    }
    for (const Rights few :
         {Rights::read_write(), Rights::read() | Rights::grant() | Rights::grant_reply()}) {
        set_endpoint(method, scene.copy(endpoint, few));
        refuse(scene, method, Error::invalid_capability, {1});
    }
}

void spaces_before_endpoint(Scene& scene) {
    SetSpace method = valid<SetSpace>(scene);
    method.fault_endpoint = scene.make(ObjectType::notification);
    method.vspace_root = scene.make(ObjectType::endpoint);
    refuse(scene, method, Error::illegal_operation);
}

void sets_timeout_endpoint(Scene& scene) {
    share_anew(scene);
    const Capability endpoint = scene.make(ObjectType::endpoint);
    const Capability reply = scene.make(ObjectType::reply);
    const Thread thread = scene.start(step_always, {.resumed = false});
    scene.succeed(scene.scheduling_control(),
                  api::scheduling_control::ConfigureFlags{
                      .scheduling_context = thread.time, .budget = 1000, .period = 50'000, .badge = 0x55});
    scene.succeed(thread.control, SetTimeoutEndpoint{scene.mint(endpoint, 0x66)});
    scene.succeed(thread.control, Resume{});
    const user::Message fault = user::receive(endpoint, reply);
    scene.expect_equal(fault.badge, 0x66, "the badge of the endpoint");
    scene.expect_equal(fault.label(), static_cast<Word>(api::FaultType::timeout), "the fault");
    scene.expect_equal(fault[api::TimeoutMessage::data], 0x55, "the badge of the context");
    const Word consumed = fault[api::TimeoutMessage::consumed];
    scene.expect(consumed >= 900 && consumed < 2000, "the consumed time is about the budget");
    const Word before = steps();
    let_others_run(scene);
    scene.expect_equal(steps(), before, "steps before the answer");
}

constexpr std::array checks{
    succeeds<Configure>(configures),
    holds("Thread_Configure", "address 0 takes the buffer away and looks at no frame",
          without_buffer<Configure>),
    refuses<Configure>("`buffer` is not 0 and `buffer_frame` is untyped memory with children",
                       buffer_is_untyped<Configure>),
    refuses<Configure>("`buffer` is not 0 and `buffer_frame` is no frame", buffer_is_no_frame<Configure>),
    refuses<Configure>("`buffer` is not 0 and `buffer_frame` is device memory", buffer_is_device<Configure>),
    refuses<Configure>("`buffer` is no multiple of the size of an IPC buffer",
                       buffer_is_not_aligned<Configure>),
    holds("Thread_Configure", "the buffer is looked at before the spaces", buffer_before_spaces),
    refuses<Configure>("the thread holds the last capability to its present CNode",
                       holds_last_cnode<Configure>),
    refuses<Configure>("`cspace_root` is untyped memory with children", cspace_is_untyped<Configure>),
    refuses<Configure>("`cspace_root` is no CNode", cspace_is_no_cnode<Configure>),
    refuses<Configure>(
        "the guard in `cspace_root_data` and the index of `cspace_root` have more bits than a word",
        guard_is_too_long<Configure>),
    refuses<Configure>("`vspace_root` is untyped memory with children", vspace_is_untyped<Configure>),
    refuses<Configure>("`vspace_root` is no address space", vspace_is_none<Configure>),
    refuses<Configure>("`vspace_root` is an address space without an ASID", vspace_has_no_asid<Configure>),
    succeeds<SetIpcBuffer>(takes_last_word_from_page<SetIpcBuffer>),
    holds("Thread_SetIpcBuffer", "address 0 takes the buffer away and looks at no frame",
          without_buffer<SetIpcBuffer>),
    refuses<SetIpcBuffer>("`buffer` is not 0 and `buffer_frame` is untyped memory with children",
                          buffer_is_untyped<SetIpcBuffer>),
    refuses<SetIpcBuffer>("`buffer` is not 0 and `buffer_frame` is no frame",
                          buffer_is_no_frame<SetIpcBuffer>),
    refuses<SetIpcBuffer>("`buffer` is not 0 and `buffer_frame` is device memory",
                          buffer_is_device<SetIpcBuffer>),
    refuses<SetIpcBuffer>("`buffer` is no multiple of the size of an IPC buffer",
                          buffer_is_not_aligned<SetIpcBuffer>),
    succeeds<SetSpace>(sets_space),
    refuses<SetSpace>("the thread holds the last capability to its present CNode",
                      holds_last_cnode<SetSpace>),
    refuses<SetSpace>("`cspace_root` is untyped memory with children", cspace_is_untyped<SetSpace>),
    refuses<SetSpace>("`cspace_root` is no CNode", cspace_is_no_cnode<SetSpace>),
    refuses<SetSpace>(
        "the guard in `cspace_root_data` and the index of `cspace_root` have more bits than a word",
        guard_is_too_long<SetSpace>),
    refuses<SetSpace>("`vspace_root` is untyped memory with children", vspace_is_untyped<SetSpace>),
    refuses<SetSpace>("`vspace_root` is no address space", vspace_is_none<SetSpace>),
    refuses<SetSpace>("`vspace_root` is an address space without an ASID", vspace_has_no_asid<SetSpace>),
    refuses<SetSpace>("`fault_endpoint` is neither null nor an endpoint", endpoint_is_none<SetSpace>),
    refuses<SetSpace>("`fault_endpoint` lacks the right to send, or both grant and grant reply",
                      endpoint_lacks_rights<SetSpace>),
    holds("Thread_SetSpace", "the spaces are looked at before the fault endpoint", spaces_before_endpoint),
    succeeds<SetTimeoutEndpoint>(sets_timeout_endpoint),
    refuses<SetTimeoutEndpoint>("`timeout_fault_endpoint` is neither null nor an endpoint",
                                endpoint_is_none<SetTimeoutEndpoint>),
    refuses<SetTimeoutEndpoint>(
        "`timeout_fault_endpoint` lacks the right to send, or both grant and grant reply",
        endpoint_lacks_rights<SetTimeoutEndpoint>),
};

} // namespace

std::span<const Check> thread_space_checks() { return checks; }

} // namespace nacre::conformance
