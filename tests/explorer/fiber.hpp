// SPDX-License-Identifier: MIT
// A stack of its own for each fake core, so that one can stand still in the middle of the kernel while
// another goes on.
#pragma once

#include <cstddef>
#include <functional>
#include <ucontext.h>
#include <vector>

namespace nacre::test {

class Fiber {
public:
    Fiber() : stack_(stack_size) {}

    /// Whatever it did is forgotten: the next `resume` begins this.
    void begin(std::function<void()> work);
    /// Runs it until it pauses. `begin`'s work must not return.
    void resume();
    /// Back to whom resumed it; to be called by the fiber itself.
    void pause();

private:
    static constexpr std::size_t stack_size = std::size_t{256} << 10;
    static void start(unsigned high, unsigned low);

    std::vector<std::byte> stack_;
    ucontext_t own_{};
    ucontext_t resumer_{};
    std::function<void()> work_;
    const void* resumer_stack_ = nullptr; ///< what the address sanitizer wants to know
    std::size_t resumer_stack_size_ = 0;
};

} // namespace nacre::test
