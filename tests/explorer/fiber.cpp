// SPDX-License-Identifier: MIT
// Switching stacks, with the address sanitizer told of it.
#include <explorer/fiber.hpp>

#include <base/assert.hpp>

#include <cstdint>
#include <sanitizer/asan_interface.h>
#include <utility>

#if __has_feature(address_sanitizer)
#include <sanitizer/common_interface_defs.h>
#else
static void __sanitizer_start_switch_fiber(void**, const void*, std::size_t) {}
static void __sanitizer_finish_switch_fiber(void*, const void**, std::size_t*) {}
#endif

namespace nacre::test {

void Fiber::begin(std::function<void()> work) {
    work_ = std::move(work);
    ASAN_UNPOISON_MEMORY_REGION(stack_.data(), stack_.size());
    NACRE_ASSERT(getcontext(&own_) == 0);
    own_.uc_stack.ss_sp = stack_.data();
    own_.uc_stack.ss_size = stack_.size();
    const std::uint64_t address = reinterpret_cast<std::uintptr_t>(this);
    // makecontext passes on nothing but integers.
    makecontext(&own_, reinterpret_cast<void (*)()>(&Fiber::start), 2, static_cast<unsigned>(address >> 32),
                static_cast<unsigned>(address));
}

void Fiber::start(unsigned high, unsigned low) {
    const std::uint64_t address = (std::uint64_t{high} << 32) | low;
    auto& fiber = *reinterpret_cast<Fiber*>(static_cast<std::uintptr_t>(address)); // NOLINT
    __sanitizer_finish_switch_fiber(nullptr, &fiber.resumer_stack_, &fiber.resumer_stack_size_);
    fiber.work_();
    NACRE_ASSERT(false); // it pauses for ever instead
}

void Fiber::resume() {
    void* fake_stack = nullptr;
    __sanitizer_start_switch_fiber(&fake_stack, stack_.data(), stack_.size());
    swapcontext(&resumer_, &own_);
    __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr);
}

void Fiber::pause() {
    void* fake_stack = nullptr;
    __sanitizer_start_switch_fiber(&fake_stack, resumer_stack_, resumer_stack_size_);
    swapcontext(&own_, &resumer_);
    __sanitizer_finish_switch_fiber(fake_stack, &resumer_stack_, &resumer_stack_size_);
}

} // namespace nacre::test
