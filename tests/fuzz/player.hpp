// SPDX-License-Identifier: MIT
// Lets steps happen in an arena; whoever is current does them.
#pragma once

#include <fuzz/arena.hpp>
#include <fuzz/step.hpp>

#include <functional>

namespace nacre::test {

/// What a method of a kernel object answered.
struct Answer {
    Word label; ///< the method's
    Error error;
};

class Player {
public:
    explicit Player(std::uint64_t seed) : arena_{seed} {}

    Arena& arena() { return arena_; }
    /// Throws a WorldError when an invariant is broken afterwards. A step that cannot happen now (there is
    /// nobody who could do it, or nobody needs to be revived) is left out.
    void play(const Step& step);

    /// The last step was an invocation, answered at once.
    std::optional<Answer> answer() const { return answer_; }

    /// Called after each step that happened; a test of the fuzzer plants its bug here.
    std::function<void(World&, const Step&)> after_step;

private:
    void make_call(const Step& step);
    void fault(const Step& step);

    Arena arena_;
    std::optional<Answer> answer_;
};

} // namespace nacre::test
