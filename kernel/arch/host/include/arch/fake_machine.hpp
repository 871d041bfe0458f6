// SPDX-License-Identifier: MIT
// The fake machine's other side: what a test sees of it and does to it.
#pragma once

#include <interface/machine.hpp>

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nacre::kernel::arch {

struct FpuState {
    std::uint64_t value;
};

inline constexpr InterruptNumber fake_interrupt_count = 64;
/// Lines below are the kernel's own or raised by software.
inline constexpr InterruptNumber first_fake_device = 32;

struct FlushedPage {
    Asid asid;
    VirtualAddress address;
    bool operator==(const FlushedPage&) const = default;
};

enum class CacheWork : unsigned char { clean, invalidate, clean_invalidate, unify };
struct CacheRange {
    CacheWork work;
    PhysicalAddress start;
    std::size_t size;
    bool operator==(const CacheRange&) const = default;
};

struct SoftwareInterrupt {
    InterruptNumber number;
    Word target;
    bool operator==(const SoftwareInterrupt&) const = default;
};

struct FakeLine {
    bool pending = false;
    bool masked = true;
    bool active = false; ///< claimed and not completed
    bool edge_triggered = false;
};

/// In flushed_spaces: every one of them.
inline constexpr Asid all_address_spaces = ~Asid{0};

/// Bit of a memory fault's status: the access was a write.
inline constexpr Word fake_write_status = 1;

/// What each core has of its own.
struct FakeCore {
    std::optional<Ticks> deadline; ///< nothing: silent since its interrupt was claimed
    Ticks deadline_set_at = 0;
    unsigned deadlines_set = 0;
    std::optional<PhysicalAddress> active_root; ///< nothing: nothing is mapped
    Asid active_asid = 0;
    FpuState fpu{};
    bool fpu_enabled = false;
    bool is_called = false; ///< another core's call is pending
    bool has_event = false; ///< somebody woke those who wait, since it last waited
};
inline constexpr unsigned fake_core_count = 8;

/// One machine, for one kernel at a time; `reset` makes a new one. What it has of a FakeCore is that of the
/// core that executes now: devices interrupt core 0.
struct FakeMachine : FakeCore {
    static constexpr PhysicalAddress ram_start{0x1000'0000};
    static constexpr Word ram_size = Word{16} << 20;
    static constexpr PhysicalRange ram{ram_start, ram_start + ram_size};
    /// RAM that is not all zero at power-on, like real RAM.
    static constexpr std::byte power_on_pattern{0xa5};

    std::byte* memory = nullptr; ///< of ram_start

    Ticks now = 1'000'000;
    Ticks ticks_per_second = 62'500'000;

    unsigned core = 0; ///< the one that executes
    std::array<FakeCore, fake_core_count> resting_cores{};

    std::array<FakeLine, fake_interrupt_count> lines{};
    /// Calls of interrupt_pending until one finds `raised_later` pending; 0: never.
    unsigned looks_until_interrupt = 0;
    InterruptNumber raised_later = first_fake_device;
    unsigned looks = 0;
    std::vector<SoftwareInterrupt> software_interrupts;

    std::vector<FlushedPage> flushed_pages;
    std::vector<Asid> flushed_spaces;
    std::vector<CacheRange> cache_work;
    unsigned refetches = 0;

    std::string console;
    unsigned sleeps = 0;
    /// Called when the kernel sleeps with nothing pending; must make something pending. Without one, time
    /// passes until the deadline.
    std::function<void()> on_sleep;
    std::function<void()> on_interleave; ///< another core may go on
    std::function<void()> on_relax;      ///< others must go on until one wakes those who wait
    std::function<void()> on_pause;      ///< time must pass until it is late enough
    std::function<void()> on_work;       ///< the core does something that it may not do while it is parked

    void raise(InterruptNumber number) { lines[number].pending = true; }
    void pass(Ticks ticks) { now += ticks; }
    void pass_microseconds(std::uint64_t microseconds) {
        now += microseconds * (ticks_per_second / 1'000'000) +
               microseconds * (ticks_per_second % 1'000'000) / 1'000'000;
    }
    bool timer_pending() const { return deadline && *deadline <= now; }
    bool something_pending() const { return something_pending(core); }
    bool something_pending(unsigned index) const;

    FakeCore& of_core(unsigned index) { return index == core ? *this : resting_cores[index]; }
    const FakeCore& of_core(unsigned index) const { return index == core ? *this : resting_cores[index]; }
    /// Another core executes from here on.
    void switch_to(unsigned index);

    /// Powers it on: registers as above, RAM full of the pattern.
    void reset();
};

FakeMachine& fake_machine();

} // namespace nacre::kernel::arch
