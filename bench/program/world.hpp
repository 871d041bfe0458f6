// SPDX-License-Identifier: MIT
// Objects for the benchmarks: threads of this program, in this address space or in a second one that shows
// the same pages.
#pragma once

#include <api/boot_info.hpp>
#include <api/message.hpp>
#include <api/object_type.hpp>
#include <loading/address_space.hpp>
#include <loading/authority.hpp>
#include <loading/memory_pool.hpp>
#include <runtime/capability.hpp>
#include <runtime/device_control.hpp>

#include <array>
#include <cstddef>

namespace nacre::bench {

using user::Capability;

/// What a thread of the benchmark needs besides kernel objects. Static, so it lies in the program's own
/// pages.
struct ThreadMemory {
    alignas(api::IpcBuffer) std::array<std::byte, sizeof(api::IpcBuffer)> buffer;
    alignas(64) std::array<std::byte, 256> thread_area;
    alignas(16) std::array<std::byte, 4096> stack;
};

struct Thread {
    Capability control;
    Capability scheduling_context;
};

struct ThreadOptions {
    Word priority;
    std::uint64_t budget = 100'000; ///< microseconds
    std::uint64_t period = 100'000;
    Capability fault_endpoint = {};
    unsigned core = 0;
    Word argument = 0;         ///< what its entry is called with
    bool in_own_space = false; ///< in the program's own address space, not in the second one
};

/// Stops the machine with a sentence unless `done`.
void require(bool done, const char* what);

class World {
public:
    /// A block of 2^`set_aside` bytes is kept for whoever asks for largest().
    explicit World(const api::BootInfo& boot_info, unsigned set_aside = 0);

    /// An object, or untyped memory, from the program's memory.
    Capability make(api::ObjectType type, unsigned size_bits = 0);
    Capability make_page();
    Capability make_untyped(unsigned size_bits);
    /// A block of the machine's memory, nothing of which was used before.
    Capability take_memory(unsigned size_bits);
    Capability largest() const { return largest_; }
    Capability second_space() const { return second_space_; }
    Capability slot();
    /// Shows the device's page to both address spaces, at the same address.
    void map_device(Word physical_address, Word address);
    Capability io_ports(user::IoPorts ports);
    /// `line` is a number or a pin of an IO-APIC.
    template<typename Line>
    Capability interrupt_handler(const Line& line, Capability notification) {
        const Capability handler = slot();
        require(user::get_interrupt(line, authority_.cnode, handler.address).good() &&
                    user::invoke(handler, api::interrupt_handler::SetNotification{notification}).good(),
                "taking the interrupt");
        return handler;
    }

    /// Starts a thread.
    Thread start(ThreadMemory& memory, void (*entry)(), const ThreadOptions& options) {
        return start_at(memory, reinterpret_cast<Word>(entry), options);
    }
    Thread start(ThreadMemory& memory, void (*entry)(Word argument), const ThreadOptions& options) {
        return start_at(memory, reinterpret_cast<Word>(entry), options);
    }
    /// From here on the thread runs only on the time of those who call it.
    static void make_passive(const Thread& thread);
    static void stop(const Thread& thread);
    void set_own_priority(Word priority) const;
    /// So much time between two interrupts of the timer, as all other threads have: on a busy host QEMU may
    /// need more than the root task's first slice to stop a core.
    void lengthen_own_slice() const;

    const user::Authority& authority() const { return authority_; }
    unsigned core_count() const { return static_cast<unsigned>(boot_info_->scheduling_control.size()); }
    /// Frame of this program that holds the address.
    Capability frame_of(const void* address) const;

private:
    static constexpr Word object_memory_bits = 22;
    static constexpr Word pool_slots = user::MemoryPool<user::PoolOperations>::capacity;

    Thread start_at(ThreadMemory& memory, Word entry, const ThreadOptions& options);
    void make_second_address_space();
    Capability copy(Capability original);
    void show(Capability frame, Word address, bool device);

    const api::BootInfo* boot_info_;
    user::Authority authority_;
    user::MemoryPool<user::PoolOperations> pool_;
    user::SlotRange slots_;
    Word memory_ = 0; ///< untyped that all objects come from
    Capability second_space_;
    Capability largest_;
};

} // namespace nacre::bench
