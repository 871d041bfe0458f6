// SPDX-License-Identifier: MIT
// Thousands of threads, each with a scheduling context of its own, that make one system call over and over.
#pragma once

#include "scene.hpp"

#include <api/system_call.hpp>

namespace nacre::bench {

/// The call that a member repeats.
struct Work {
    api::SystemCall call;
    Capability target = {};
    Capability reply = {};
    api::MessageInfo info{};
    /// Calls this after each message that the first call brought.
    Capability next = {};
};

class Crowd {
public:
    /// What members may have of priorities: so many, from the lowest up.
    static constexpr Word priorities = 250;
    static constexpr Word lowest_priority = 2;
    static constexpr unsigned context_bits = 7;

    Crowd(Scene& scene, Word size);

    Word size() const { return size_; }
    Capability thread(Word member) const { return {threads_ + member}; }
    Capability context(Word member) const { return {contexts_ + member}; }
    /// All threads are made of it.
    Capability memory() const { return memory_; }
    static Word priority(Word member) { return lowest_priority + member % priorities; }

    /// The member makes this call from now on, whatever it did.
    void employ(Word member, const Work& work) const;
    void stop(Word member) const;
    void give_time(Word member, std::uint64_t budget, std::uint64_t period) const;

    /// Lets all others run until none can.
    void settle() const;

private:
    Scene* scene_;
    Word size_;
    Word threads_;
    Word contexts_;
    Capability memory_;
};

} // namespace nacre::bench
