// SPDX-License-Identifier: MIT
// The root task's world: its capabilities, its address space, its thread, and what it is told.
#pragma once

#include <api/boot_info.hpp>
#include <core/boot/free_memory.hpp>
#include <core/boot/root_image.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel::boot {

/// Builds the world piece by piece. Each piece takes memory first; `complete()` then hands out what is left.
/// Running out of memory is told once, at the end: `failed()`.
class RootTask {
public:
    RootTask(Kernel& kernel, const MachineDescription& machine, const RootImage& image, FreeMemory& memory);

    /// Makes everything, and the thread ready to run. Fails with a sentence if memory or slots do not
    /// suffice.
    Result<void, const char*> build();

private:
    struct Layout {
        VirtualAddress ipc_buffer;
        VirtualAddress boot_info;
        VirtualAddress extra;
        VirtualAddress archive;
        VirtualAddress end;
        Word extra_size;
        PhysicalRange archive_pages;
    };

    template<typename Visit>
    void for_each_chunk(Visit visit) const;
    void make_layout();
    void make_objects();
    void make_page_tables();
    void map_image();
    void map_boot_information();
    void map_archive();
    void write_extra_information();
    void make_untyped_memory();
    void add_untyped(PhysicalRange range, bool is_device);
    void add_device_memory();
    void start_thread();

    PhysicalAddress take_page();
    PhysicalRange take(Word size, unsigned alignment_bits);
    Slot& slot(Word index) { return slots_[index]; }
    void put(Word index, Capability capability);
    Word add(Capability capability);
    void map(VirtualAddress address, PhysicalAddress page, PagePermissions permissions);
    Capability mapped_frame(VirtualAddress address, PhysicalAddress page, PagePermissions permissions);

    Kernel& kernel_;
    const MachineDescription& machine_;
    const RootImage& image_;
    FreeMemory& memory_;
    Layout layout_{};
    bool failed_ = false;

    Slot* slots_ = nullptr;
    Word next_slot_ = api::first_free_slot;
    void* root_table_ = nullptr;
    Thread* thread_ = nullptr;
    SchedulingContext* context_ = nullptr;
    api::BootInfo* info_ = nullptr;
};

} // namespace nacre::kernel::boot
