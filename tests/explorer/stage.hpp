// SPDX-License-Identifier: MIT
// A kernel on several fake cores, with threads that follow scripts: what a scenario is made of.
#pragma once

#include <explorer/fiber.hpp>
#include <explorer/schedule.hpp>
#include <explorer/watch.hpp>
#include <support/world.hpp>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nacre::test {

class Stage {
public:
    /// What a thread's program does next, in user mode.
    using Step = std::function<void(Stage&, Actor&)>;

    explicit Stage(unsigned core_count);
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage();

    // Setting up.
    World& world() { return world_; }
    /// A thread at home on that core; it begins its script when the curtain rises.
    Actor& make_thread(unsigned core, kernel::Priority priority = 100, ThreadOptions options = {});
    /// A thread that waits at the endpoint and then loses its context.
    Actor& make_passive_server(Cap endpoint, kernel::Priority priority = 120);
    void script(const Actor& actor, std::vector<Step> steps);
    Cap control_of(unsigned core) { return world_.scheduling_control_cap(core); }
    /// Must be true when nothing more can happen.
    void finally(std::function<bool()> holds, std::string what) { ends_.push_back({holds, what}); }
    /// The same of a thread's script: it came to its end.
    void must_finish(const Actor& actor);
    void ready(); ///< all is built: every run begins here

    /// One run; what went wrong, if anything.
    std::optional<std::string> run(Schedule& schedule);
    const Schedule* schedule_of_run() const { return schedule_; }
    /// From here on, each step is told on the console.
    void tell_steps() { tells_ = true; }

    // For steps.
    void system_call(Actor& actor, SystemCall call, const Arguments& arguments, const Message& message = {});
    void fault(Actor& actor);
    void use_fpu(Actor& actor, std::uint64_t value);
    void expect(bool holds, const std::string& what);
    kernel::Processor& executing() { return world_.kernel().processors[kernel::arch::fake_machine().core]; }

private:
    enum class Doing : unsigned char { in_kernel, in_user_mode, sleeps, waits };
    struct Script {
        Actor* actor = nullptr;
        std::vector<Step> steps;
        std::size_t next = 0;
        std::uint64_t fpu = 0; ///< what the thread left there
    };
    struct End {
        std::function<bool()> holds;
        std::string what;
    };
    struct Page {
        std::size_t offset;
        std::vector<std::byte> bytes;
    };

    void remember();
    void restore();
    void hook(kernel::arch::FakeMachine& machine);
    void live(unsigned core);
    void step(unsigned core);
    Script* script_on(unsigned core);
    bool has_step(unsigned core);
    bool can_go_on(unsigned core);
    bool is_quiet();
    void point(Doing doing);
    void check();
    void check_work();
    void check_changes();
    void let_time_pass();
    void check_end();
    void tell(unsigned core);
    void tell(SystemCall call, const Arguments& arguments, const Message& message) const;
    void tell_threads();
    void fail(const std::string& what);
    [[noreturn]] void stop();

    static constexpr unsigned nobody = ~0U;
    static constexpr unsigned most_points = 5'000; ///< more: the cores chase one another

    World world_;
    Watch watch_{world_.kernel()};
    unsigned core_count_;
    std::vector<std::unique_ptr<Actor>> actors_;
    std::map<const Thread*, Script> scripts_;
    std::vector<End> ends_;
    std::array<Fiber, kernel::arch::fake_core_count> fibers_;

    std::vector<Page> pages_;
    std::vector<std::byte> kernel_bytes_;
    kernel::arch::FakeMachine machine_;

    Schedule* schedule_ = nullptr;
    std::array<Doing, kernel::arch::fake_core_count> doing_{};
    unsigned next_core_ = 0;
    unsigned points_ = 0;
    bool curtain_is_up_ = false;
    bool observes_ = false; ///< this is the explorer's look, not the kernel's
    bool changed_ = false;  ///< since the last check
    bool tells_ = false;
    std::string failure_;
};

// Steps.
Stage::Step perform(SystemCall call, Arguments arguments, Message message = {});
template<api::Method M>
Stage::Step invoke(Cap cap, const M& method, std::vector<Word> more = {}) {
    return perform(SystemCall::call, {.capability = cap}, World::message_for(method, more));
}
Stage::Step fault();
Stage::Step use_fpu(std::uint64_t value);
Stage::Step pass_microseconds(std::uint64_t microseconds);
Stage::Step raise(kernel::InterruptNumber number);
/// The badge register or the message's label is this.
Stage::Step received_badge(Word badge);
Stage::Step received_label(Word label);

} // namespace nacre::test
