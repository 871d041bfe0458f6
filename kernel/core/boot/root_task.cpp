// SPDX-License-Identifier: MIT
// The root task's world: its capabilities, its address space, its thread, and what it is told.
#include <api/version.hpp>
#include <core/boot/root_task.hpp>
#include <core/capability/derivation_tree.hpp>
#include <core/capability/derive.hpp>
#include <core/memory/mapping.hpp>
#include <core/memory/page_table.hpp>
#include <core/schedule/clock.hpp>
#include <core/schedule/scheduler.hpp>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace nacre::kernel::boot {

namespace {

using Format = arch::PageTableFormat;
namespace initial = api::initial_capability;

constexpr unsigned page_bits = 12;
constexpr Word page_size = power_of_two(page_bits);
constexpr Word root_slot_count = power_of_two(api::root_cnode_slots_bits);
constexpr Asid root_asid = 1;
constexpr Ticks boot_budget_microseconds = 5000;
constexpr Priority highest_priority = priority_count - 1;

constexpr PagePermissions read_only{.read = true, .write = false, .execute = false, .cached = true};
constexpr PagePermissions read_write{.read = true, .write = true, .execute = false, .cached = true};

template<std::size_t size>
void copy_text(char (&to)[size], std::string_view from) {
    std::copy_n(from.begin(), std::min(from.size(), size - 1), to);
}

api::BuildInformation build_information(const MachineDescription& machine) {
    namespace configuration = api::configuration;
    api::BuildInformation build{};
    build.interface_version = api::interface_version;
    build.configuration = configuration::of_this_build | (machine.explains ? configuration::explains : 0);
    build.counter_frequency = arch::Machine::ticks_per_second();
    copy_text(build.version, api::nacre_version);
    copy_text(build.build, machine.build);
    copy_text(build.board, machine.board);
    return build;
}

api::FrameBuffer frame_buffer(const Screen& screen) {
    return {.physical_address = screen.memory.value,
            .pitch = screen.pitch,
            .width = screen.width,
            .height = screen.height,
            .bits_per_pixel = screen.bits_per_pixel,
            .type = screen.is_text ? api::FrameBuffer::text : api::FrameBuffer::direct_colour,
            .padding = 0};
}

constexpr Word up_to_page(Word size) { return align_up(size, page_bits); }

} // namespace

RootTask::RootTask(Kernel& kernel, const MachineDescription& machine, const RootImage& image,
                   FreeMemory& memory)
    : kernel_{kernel}, machine_{machine}, image_{image}, memory_{memory} {}

Result<void, const char*> RootTask::build() {
    make_layout();
    make_objects();
    if (failed_) {
        return failure("there is not enough memory for the root task's objects");
    }
    make_page_tables();
    map_image();
    map_boot_information();
    map_archive();
    if (failed_) {
        return failure(
            "there is not enough memory, or there are not enough slots, for the root task's program");
    }
    write_extra_information();
    make_untyped_memory();
    start_thread();
    return {};
}

/// The chunks of the extra boot information, in order: `visit(id, payload, size)`.
template<typename Visit>
void RootTask::for_each_chunk(Visit visit) const {
    if (!machine_.device_tree.empty()) {
        visit(api::BootInfoId::device_tree, arch::Machine::pointer(machine_.device_tree.start),
              machine_.device_tree.size());
    }
    for (const BootChunk& chunk : machine_.chunks) {
        if (!chunk.payload.empty()) {
            visit(chunk.id, chunk.payload.data(), chunk.payload.size());
        }
    }
    if (machine_.screen) {
        const api::FrameBuffer screen = frame_buffer(*machine_.screen);
        visit(api::BootInfoId::frame_buffer, &screen, sizeof(screen));
    }
    if (image_.has_other_programs) {
        const api::BootArchiveLocation location{layout_.archive.value, image_.archive.bytes().size()};
        visit(api::BootInfoId::boot_archive, &location, sizeof(location));
    }
    const api::BuildInformation build = build_information(machine_);
    visit(api::BootInfoId::build, &build, sizeof(build));
}

void RootTask::make_layout() {
    Word extra = 0;
    for_each_chunk([&](api::BootInfoId, const void*, Word size) {
        extra += sizeof(api::BootInfoHeader) + align_up(size, word_size_bits);
    });
    if (image_.has_other_programs) {
        layout_.archive_pages = {machine_.boot_archive.start, machine_.boot_archive.end.up_to(page_bits)};
    }
    layout_.extra_size = extra;
    layout_.ipc_buffer = image_.pages.end;
    layout_.boot_info = layout_.ipc_buffer + page_size;
    layout_.extra = layout_.boot_info + page_size;
    layout_.archive = layout_.extra + up_to_page(extra);
    layout_.end = layout_.archive + layout_.archive_pages.size();
}

PhysicalRange RootTask::take(Word size, unsigned alignment_bits) {
    const PhysicalRange taken = memory_.take(size, alignment_bits);
    if (taken.empty()) {
        failed_ = true;
        return taken;
    }
    std::memset(arch::Machine::pointer(taken.start), 0, size);
    return taken;
}

PhysicalAddress RootTask::take_page() { return take(page_size, page_bits).start; }

void RootTask::put(Word index, Capability capability) {
    slot(index).capability = capability;
    slot(index).set_flags(true, true);
}

Word RootTask::add(Capability capability) {
    if (next_slot_ == root_slot_count) {
        failed_ = true;
        return 0;
    }
    put(next_slot_, capability);
    return next_slot_++;
}

void RootTask::make_objects() {
    // The most strictly aligned first: it leaves the least unusable rest.
    const PhysicalRange cnode =
        take(root_slot_count * sizeof(Slot), api::root_cnode_slots_bits + api::slot_bits);
    const PhysicalRange table =
        take(power_of_two(api::architecture::vspace_bits), api::architecture::vspace_bits);
    const PhysicalRange pool =
        take(power_of_two(api::architecture::asid_pool_bits), api::architecture::asid_pool_bits);
    const PhysicalRange info = take(page_size, page_bits);
    const PhysicalRange thread = take(power_of_two(api::thread_bits), api::thread_bits);
    constexpr unsigned context_bits = api::minimum_scheduling_context_bits;
    const PhysicalRange context = take(power_of_two(context_bits), context_bits);
    if (failed_) {
        return;
    }
    slots_ = static_cast<Slot*>(arch::Machine::pointer(cnode.start));
    kernel_.root_slots = slots_;
    root_table_ = arch::Machine::pointer(table.start);
    thread_ = static_cast<Thread*>(arch::Machine::pointer(thread.start));
    context_ = static_cast<SchedulingContext*>(arch::Machine::pointer(context.start));
    info_ = static_cast<api::BootInfo*>(arch::Machine::pointer(info.start));
    auto* asids = static_cast<AsidPool*>(arch::Machine::pointer(pool.start));

    Format::prepare_root(root_table_);
    kernel_.asids.set_pool(0, asids);
    kernel_.asids.set_root(root_asid, root_table_);
    const Capability cnode_capability = CNodeView::make(slots_, api::root_cnode_slots_bits);
    put(initial::cnode, CNodeView::with_guard(cnode_capability, 0, word_bits - api::root_cnode_slots_bits));
    put(initial::thread, ThreadView::make(*thread_));
    put(initial::vspace, AddressSpaceView::assigned(AddressSpaceView::make(root_table_), root_asid));
    put(initial::irq_control, Capability::make(Kind::interrupt_control, 0));
    put(initial::asid_control, Capability::make(Kind::asid_control, 0));
    put(initial::asid_pool, AsidPoolView::make(*asids, 0));
    if constexpr (interface::HasIoPorts<arch::Machine>) {
        put(initial::io_port_control, Capability::make(Kind::io_port_control, 0));
    }
    put(initial::domain, Capability::make(Kind::domain, 0));
    put(initial::scheduling_context, SchedulingContextView::make(*context_, context_bits));
    info_->scheduling_control.start = next_slot_;
    for (unsigned processor = 0; processor < kernel_.processor_count; processor++) {
        add(SchedulingControlView::make(processor));
    }
    info_->scheduling_control.end = next_slot_;
}

void RootTask::make_page_tables() {
    info_->user_image_paging.start = next_slot_;
    VirtualAddress address = image_.pages.start;
    while (address < layout_.end && !failed_) {
        const auto found = PageTables{root_table_}.find(address);
        if (found.level == Format::levels - 1) {
            // The table for this entry's neighbourhood is there: on to the next table's.
            address = address.down_to(Format::span_bits(found.level - 1)) +
                      power_of_two(Format::span_bits(found.level - 1));
            continue;
        }
        const PhysicalAddress table = take_page();
        if (failed_) {
            return;
        }
        PageTables::write(found.entry, Format::table(table));
        const Capability capability =
            PageTableView::make(arch::Machine::pointer(table), mapping::remembered_level(found.level + 1));
        add(PageTableView::mapped(capability, root_asid, address.down_to(found.span_bits())));
    }
    info_->user_image_paging.end = next_slot_;
}

void RootTask::map(VirtualAddress address, PhysicalAddress page, PagePermissions permissions) {
    const auto found = PageTables{root_table_}.find(address);
    NACRE_ASSERT(found.level == Format::levels - 1);
    PageTables::write(found.entry, Format::leaf(found.level, page, permissions));
}

Capability RootTask::mapped_frame(VirtualAddress address, PhysicalAddress page, PagePermissions permissions) {
    map(address, page, permissions);
    return FrameView::mapped(FrameView::make(page, page_bits, false), root_asid, address);
}

void RootTask::map_image() {
    info_->user_image_frames.start = next_slot_;
    for (VirtualAddress page = image_.pages.start; page < image_.pages.end && !failed_;
         page = page + page_size) {
        const PageUse use = use_of_page(image_.program, page);
        const PhysicalAddress frame = take_page();
        if (failed_) {
            return;
        }
        void* contents = arch::Machine::pointer(frame);
        fill_page(image_.program, page, contents);
        if (use.executable) {
            arch::Machine::unify(contents, page_size);
        }
        add(mapped_frame(page, frame,
                         {.read = true, .write = use.writable, .execute = use.executable, .cached = true}));
    }
    info_->user_image_frames.end = next_slot_;
}

void RootTask::map_boot_information() {
    const PhysicalAddress buffer = take_page();
    if (failed_) {
        return;
    }
    put(initial::ipc_buffer, mapped_frame(layout_.ipc_buffer, buffer, read_write));
    put(initial::boot_info_frame,
        mapped_frame(layout_.boot_info, arch::Machine::physical(info_), read_write));
}

void RootTask::map_archive() {
    info_->shared_frames.start = next_slot_;
    VirtualAddress address = layout_.archive;
    for (PhysicalAddress page = layout_.archive_pages.start; page < layout_.archive_pages.end && !failed_;
         page = page + page_size) {
        const Capability frame = mapped_frame(address, page, read_only);
        add(with_rights(frame, api::CapabilityRights::read()));
        address = address + page_size;
    }
    info_->shared_frames.end = next_slot_;
}

void RootTask::write_extra_information() {
    info_->extra_length = layout_.extra_size;
    info_->extra_boot_info_pages.start = next_slot_;
    const PhysicalRange pages = take(up_to_page(layout_.extra_size), page_bits);
    if (failed_) {
        return;
    }
    auto* cursor = static_cast<std::byte*>(arch::Machine::pointer(pages.start));
    for_each_chunk([&](api::BootInfoId id, const void* payload, Word size) {
        const api::BootInfoHeader header{static_cast<Word>(id),
                                         sizeof(api::BootInfoHeader) + align_up(size, word_size_bits)};
        std::memcpy(cursor, &header, sizeof(header));
        std::memcpy(cursor + sizeof(header), payload, size);
        cursor += header.length;
    });
    for (Word offset = 0; offset < pages.size(); offset += page_size) {
        add(mapped_frame(layout_.extra + offset, pages.start + offset, read_write));
    }
    info_->extra_boot_info_pages.end = next_slot_;
}

void RootTask::add_untyped(PhysicalRange range, bool is_device) {
    constexpr unsigned smallest = api::minimum_untyped_bits;
    PhysicalAddress start = range.start.up_to(smallest);
    const PhysicalAddress end = range.end.down_to(smallest);
    while (start < end) {
        const Word count = next_slot_ - info_->untyped.start;
        if (count == api::maximum_boot_untypeds || next_slot_ == root_slot_count) {
            return;
        }
        unsigned size_bits = highest_bit(end - start);
        if (size_bits > api::maximum_untyped_bits) {
            size_bits = api::maximum_untyped_bits;
        }
        while (!start.aligned(size_bits)) {
            size_bits--;
        }
        info_->untyped_list[count] = {.physical_address = start.value,
                                      .size_bits = static_cast<std::uint8_t>(size_bits),
                                      .is_device = is_device,
                                      .padding = {}};
        // Full: the first Retype finds no children, and zeroes the memory before it uses it.
        const Capability memory = UntypedView::make(start, size_bits, is_device);
        add(UntypedView::with_watermark(memory, is_device ? 0 : power_of_two(size_bits)));
        start = start + power_of_two(size_bits);
    }
}

void RootTask::add_device_memory() {
    FreeMemory devices;
    devices.add({{0}, arch::Machine::physical_top});
    for (const PhysicalRange& range : machine_.memory.all()) {
        devices.remove(range);
    }
    for (const PhysicalRange& range : machine_.reserved.all()) {
        devices.remove(range);
    }
    for (const PhysicalRange& range : machine_.kernel_devices.all()) {
        devices.remove(range);
    }
    for (const PhysicalRange& range : devices.ranges()) {
        add_untyped(range, true);
    }
}

void RootTask::make_untyped_memory() {
    if (!image_.has_other_programs) {
        // The root task is loaded: nobody needs the archive any more.
        memory_.add(machine_.boot_archive);
    }
    memory_.add(machine_.device_tree);
    info_->untyped.start = next_slot_;
    add_device_memory();
    for (const PhysicalRange& range : memory_.ranges()) {
        add_untyped(range, false);
    }
    info_->untyped.end = next_slot_;
}

void RootTask::start_thread() {
    info_->node_count = kernel_.processor_count;
    if constexpr (interface::HasIoPorts<arch::Machine>) {
        info_->io_page_table_levels = ~Word{0}; // as seL4 says on a PC whose IOMMU it does not use
    }
    info_->ipc_buffer = layout_.ipc_buffer.value;
    info_->root_cnode_slots_bits = api::root_cnode_slots_bits;
    info_->empty = {next_slot_, root_slot_count};

    const auto give = [&](ThreadSlot which, Word index, Capability capability) {
        derivation_tree::insert(slot(index), thread_->slot(which), capability);
    };
    give(ThreadSlot::capability_space, initial::cnode, slot(initial::cnode).capability);
    give(ThreadSlot::address_space, initial::vspace, slot(initial::vspace).capability);
    give(ThreadSlot::ipc_buffer, initial::ipc_buffer,
         FrameView::unmapped(slot(initial::ipc_buffer).capability));
    thread_->ipc_buffer_address = layout_.ipc_buffer.value;
    thread_->priority = highest_priority;
    thread_->maximum_controlled_priority = highest_priority;
    thread_->registers = {};
    thread_->registers.set_program_counter(static_cast<Word>(image_.program.entry()));
    thread_->registers.set_first_argument(layout_.boot_info.value);
    constexpr std::string_view name = "root";
    std::memcpy(thread_->name.data(), name.data(), name.size());

    Processor& processor = kernel_.processors[0];
    refill::start(*context_, minimum_refills, clock::from_microseconds(boot_budget_microseconds), 0,
                  processor.now);
    thread_->state = ThreadState::running;
    thread_->scheduling_context = context_;
    context_->thread = thread_;
    scheduler::enqueue(processor, *thread_);
}

} // namespace nacre::kernel::boot
