// SPDX-License-Identifier: MIT
// A kernel booted on the fake machine, with a root task that builds things and threads that do what a test
// says.
#pragma once

#include <api/boot_info.hpp>
#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <api/system_call.hpp>
#include <arch/fake_machine.hpp>
#include <core/kernel.hpp>
#include <support/check_invariants.hpp>

#include <initializer_list>
#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

namespace nacre::test {

using api::CapabilityRights;
using api::Error;
using api::SystemCall;
using kernel::Slot;
using kernel::Thread;
using kernel::ThreadState;

/// The address of a capability in the root task's CNode, which all threads of a World share.
using Cap = Word;
inline constexpr Cap nothing = 0;

/// What a thread sends.
struct Message {
    Word label = 0;
    std::vector<Word> words{};
    std::vector<Cap> capabilities{};
};

/// What a thread finds in its registers and buffer after it received something, or after an invocation.
struct Received {
    Word badge = 0;
    Word label = 0;
    Word unwrapped = 0;
    Word extra = 0;
    std::vector<Word> words{};

    Error error() const { return static_cast<Error>(label); }
};

struct ThreadOptions {
    kernel::Priority priority = 100;
    bool passive = false;
    std::uint64_t budget = 10'000; ///< microseconds
    std::uint64_t period = 10'000;
    Word extra_refills = 0;
    Word flags = 0;
    Word badge = 0; ///< of the scheduling context
    bool has_buffer = true;
    bool starts = true;
    Cap fault_handler = nothing;
    Cap timeout_handler = nothing;
};

/// A thread with the objects that were made for it.
struct Actor {
    Cap thread_cap = nothing;
    Cap context_cap = nothing;
    Cap reply_cap = nothing;
    Cap buffer_cap = nothing;
    Thread* thread = nullptr;
    kernel::SchedulingContext* context = nullptr;
    kernel::Reply* reply = nullptr;
};

/// The registers of a system call, beside the message's.
struct Arguments {
    Cap capability = nothing;
    Cap reply = nothing;       ///< the reply register
    Cap destination = nothing; ///< the destination register of NBSendRecv
};

/// A test's mistake, or the kernel's: the test ends.
struct WorldError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class World {
public:
    /// The root task runs on core 0; other cores rest, and take part when somebody lets them
    /// (tests/explorer).
    explicit World(unsigned core_count = 1);
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    kernel::Kernel& kernel() { return kernel_; }
    kernel::Processor& processor() { return kernel_.processors[0]; }
    Thread& current() { return *processor().current; }
    Actor& root() { return root_; }
    Slot& slot(Cap cap) { return slots_[cap]; }
    std::span<const Slot> root_slots() const { return {slots_, power_of_two(api::root_cnode_slots_bits)}; }
    const api::BootInfo& boot_info() const { return *boot_info_; }
    std::string& console() { return kernel::arch::fake_machine().console; }

    // Slots of the root CNode, which resolves whole words.
    Cap free_slot() { return next_slot_++; }
    static constexpr std::uint8_t whole = word_bits;

    // Objects, made by the root task through Untyped_Retype. Each call fails the test if the kernel refuses.
    Cap make(api::ObjectType type, Word size_bits = 0, Word count = 1);
    Cap make(api::architecture::ObjectType type);
    Cap make_from(Cap untyped, Word type, Word size_bits = 0, Word count = 1);
    Cap make_endpoint() { return make(api::ObjectType::endpoint); }
    Cap make_notification() { return make(api::ObjectType::notification); }
    Cap make_reply() { return make(api::ObjectType::reply); }
    Cap make_untyped(Word size_bits) { return make(api::ObjectType::untyped, size_bits); }
    Cap make_cnode(Word radix) { return make(api::ObjectType::cnode, radix); }
    Cap make_context(std::uint64_t budget, std::uint64_t period, Word extra_refills = 0, Word badge = 0,
                     Word flags = 0);
    Actor make_thread(const ThreadOptions& options = {});
    Cap mint(Cap source, Word badge, CapabilityRights rights = CapabilityRights::all());
    Cap copy(Cap source, CapabilityRights rights = CapabilityRights::all());

    // The root task invokes; it is woken if it sleeps.
    template<api::Method M>
    Received invoke(Cap cap, const M& method, std::span<const Word> more = {}) {
        wake_root();
        return invoke_as(root_, cap, method, more);
    }
    /// The same, and it must succeed.
    template<api::Method M>
    Received must(Cap cap, const M& method, std::span<const Word> more = {}) {
        const Received answer = invoke(cap, method, more);
        if (answer.error() != Error::no_error) {
            fail(std::string{M::name} + " was refused with error " + std::to_string(answer.label));
        }
        return answer;
    }
    Received remove(Cap cap) { return must(cnode_cap, api::cnode::Delete{cap, whole}); }
    Received revoke(Cap cap) { return must(cnode_cap, api::cnode::Revoke{cap, whole}); }

    /// A thread other than the root task invokes; the root task goes to sleep first. It must be the thread's
    /// turn.
    template<api::Method M>
    Received invoke_as(Actor& actor, Cap cap, const M& method, std::span<const Word> more = {}) {
        put_message(actor, message_for(method, more));
        perform(actor, SystemCall::call, {.capability = cap});
        return received(actor);
    }
    template<api::Method M>
    static Message message_for(const M& method, std::span<const Word> more = {}) {
        const auto words = api::encode(method);
        const auto capabilities = api::capabilities_of(method);
        Message message{
            api::label_of<M>, {words.begin(), words.end()}, {capabilities.begin(), capabilities.end()}};
        message.words.insert(message.words.end(), more.begin(), more.end());
        return message;
    }

    // System calls.
    void put_message(Actor& actor, const Message& message);
    void perform(Actor& actor, SystemCall call, const Arguments& arguments = {});
    Received received(Actor& actor);

    void send(Actor& actor, Cap cap, const Message& message = {});
    void poll_send(Actor& actor, Cap cap, const Message& message = {});
    void call(Actor& actor, Cap cap, const Message& message = {});
    void receive(Actor& actor, Cap cap) { perform(actor, SystemCall::receive, {cap, actor.reply_cap}); }
    void poll_receive(Actor& actor, Cap cap) {
        perform(actor, SystemCall::non_blocking_receive, {cap, actor.reply_cap});
    }
    void wait(Actor& actor, Cap cap) { perform(actor, SystemCall::wait, {cap}); }
    void reply_receive(Actor& actor, Cap cap, const Message& message = {});
    void reply(Actor& actor, const Message& message = {}) { send(actor, actor.reply_cap, message); }
    void signal(Actor& actor, Cap cap) { send(actor, cap); }
    void yield(Actor& actor) { perform(actor, SystemCall::yield); }
    void fault(Actor& actor, const kernel::Fault& fault);
    void use_fpu(Actor& actor, std::uint64_t value);

    // The machine.
    /// Time passes and, if the timer is due, its interrupt comes.
    void pass_microseconds(std::uint64_t microseconds);
    void interrupt(kernel::InterruptNumber number);
    /// Whoever is most urgent besides the root task becomes current; if there is nobody, the root task stays
    /// so.
    void let_others_run();
    void wake_root();
    bool runs(const Actor& actor) { return processor().current == actor.thread; }
    /// How often nobody could run.
    unsigned idle_count() const { return idle_count_; }
    /// If nobody can run but somebody will have time later: does time pass until then, or is the root task
    /// woken?
    bool time_passes_when_idle = true;
    /// Switched off where a test makes thousands of calls.
    bool checks = true;
    /// A thread that copies its own registers to itself makes the same call for ever. Is that all right?
    bool may_loop = false;
    /// System calls that were executed again after the kernel had stopped them.
    unsigned restarts = 0;

    void check();
    [[noreturn]] void fail(const std::string& why);

    static constexpr Cap cnode_cap = api::initial_capability::cnode;
    static constexpr Cap thread_cap = api::initial_capability::thread;
    static constexpr Cap vspace_cap = api::initial_capability::vspace;
    static constexpr Cap interrupts_cap = api::initial_capability::irq_control;
    static constexpr Word program_start = 0x40'0000;
    static constexpr Word call_site = 0x40'0100; ///< where threads execute their system calls
    static constexpr Word buffer_address = 0x1000'0000;
    static constexpr kernel::InterruptNumber bell_line = 63;

    Cap scheduling_control_cap(unsigned core = 0) const {
        return boot_info_->scheduling_control.start + core;
    }
    Cap untyped_cap() const { return untyped_; }
    /// Some device memory, and its description.
    Cap device_untyped_cap(Word minimum_bits) const;

    History history;

private:
    void boot(unsigned core_count);
    void hang_bell();
    void sleep_root();
    void after_door();
    void answer_bell();
    void continue_stopped_calls();
    void on_idle();
    void expect_changes(const Thread& caller);
    void take_turn(Actor& actor);
    void transfer_word(Thread& thread, api::IpcBuffer* buffer, unsigned index, Word word);

    kernel::Kernel& kernel_;
    Actor root_{};
    Slot* slots_ = nullptr;
    const api::BootInfo* boot_info_ = nullptr;
    Cap next_slot_ = 0;
    Cap untyped_ = nothing;
    Cap bell_ = nothing;
    Cap bell_handler_ = nothing;
    bool root_sleeps_ = false;
    unsigned idle_count_ = 0;
};

} // namespace nacre::test
