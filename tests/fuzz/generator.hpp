// SPDX-License-Identifier: MIT
// Random calls that often make sense: methods with arguments of the right kinds, and sometimes anything at
// all.
#pragma once

#include <fuzz/arena.hpp>

#include <string>

namespace nacre::test {

/// Makes the current thread of the arena do one random thing, and returns what it was.
class Generator {
public:
    Generator(Arena& arena, Random& random) : arena_{arena}, random_{random} {}

    /// What the next thing is, for a trace; `perform` then does it.
    const std::string& choose();
    void perform();

private:
    enum class Action : unsigned char { invoke, communicate, fault, fpu, time, interrupt, debug };

    void choose_invocation();
    void choose_communication();
    Word wild();
    template<typename T>
    T value(const char* name);
    Word capability(std::string_view name);
    Word number(std::string_view name);
    kernel::Fault random_fault();
    void put_message(Thread& thread);

    Arena& arena_;
    Random& random_;
    Action action_ = Action::invoke;
    SystemCall call_ = SystemCall::call;
    Arguments arguments_{};
    Message message_{};
    std::string text_;
};

} // namespace nacre::test
