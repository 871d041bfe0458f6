// SPDX-License-Identifier: MIT
// What other harts tell one, for the machine-mode layer, whose software interrupt says only that there is
// something.
#pragma once

#include <atomic>

namespace nacre::kernel::arch {

/// The receiving hart takes its software interrupt back first, and then looks at all of it: the interrupt
/// does not come again for what it leaves.
class HartMailbox {
public:
    /// It is to get a supervisor software interrupt. The sender interrupts it afterwards, always.
    void call() { called_.store(true); }

    /// Something may have happened that it waits for, now or later. True: it may sleep, so interrupt it.
    [[nodiscard]] bool tell_event() { return !event_.exchange(true) && waiting_.load(); }

    /// Calls `pass_on` if it was called; true if so.
    template<typename PassOn>
    bool take_call(PassOn pass_on) {
        const bool called = called_.exchange(false);
        if (called) {
            pass_on();
        }
        return called;
    }

    /// Before the first look, and after the last one.
    void begin_to_wait() { waiting_.store(true); }
    void end_wait() { waiting_.store(false); }

    /// For a hart that waits: has anything come? A call is passed on whatever else has come.
    template<typename PassOn>
    bool take_anything(PassOn pass_on) {
        const bool called = take_call(pass_on);
        return event_.exchange(false) || called;
    }

private:
    std::atomic<bool> called_;
    std::atomic<bool> event_;
    std::atomic<bool> waiting_;
};

} // namespace nacre::kernel::arch
