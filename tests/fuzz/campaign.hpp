// SPDX-License-Identifier: MIT
// Looks for steps that break the kernel: worlds full of random calls, each in a process of its own, and the
// shortest sequence of what goes wrong.
#pragma once

#include <api/error.hpp>
#include <api/method_list.hpp>
#include <fuzz/child.hpp>
#include <fuzz/step.hpp>
#include <support/world.hpp>

#include <array>
#include <functional>
#include <optional>

namespace nacre::test {

/// What the children have seen, in memory that they share with their parent.
struct Tally {
    static constexpr std::size_t error_count = static_cast<std::size_t>(Error::not_enough_memory) + 1;

    /// Answers to each method, by error.
    std::array<std::array<unsigned, error_count>, api::method_count + 1> answers;

    /// A method's object may be of a kind that no program can have.
    static constexpr unsigned methods_to_do = [] {
        unsigned count = 0;
        api::for_each_method([&]<api::Method M>() { count += requires { M::never_held; } ? 0 : 1; });
        return count;
    }();

    unsigned methods_done() const;
    unsigned pairs_seen() const;
};

struct Failure {
    std::uint64_t seed = 0;
    std::vector<Step> steps{};
    Verdict verdict{};
};

class Campaign {
public:
    Campaign();

    /// The random calls of a world; what they did if it went wrong.
    std::optional<Failure> run_world(std::uint64_t seed, unsigned long calls);
    /// Leaves out whatever the same failure does not need. `on_progress` hears how many steps are left.
    Failure shorten(const Failure& failure, const std::function<void(std::size_t)>& on_progress);
    /// How these steps end in a new world.
    Verdict replay(std::uint64_t seed, const std::vector<Step>& steps) const;

    const Tally& tally() const { return *tally_; }

    /// Given to each player: a test of the fuzzer plants its bug here.
    std::function<void(World&, const Step&)> after_step;

private:
    bool play_random(std::uint64_t seed, unsigned long calls, int record) const;

    Tally* tally_;
};

} // namespace nacre::test
