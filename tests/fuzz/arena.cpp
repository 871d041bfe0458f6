// SPDX-License-Identifier: MIT
// The world that random calls are let loose in: threads that share one CNode full of things to break.
#include <fuzz/arena.hpp>

namespace nacre::test {

using namespace kernel;

namespace {

constexpr unsigned thread_count = 7;
using Type = api::ObjectType;
using PageType = api::architecture::ObjectType;

template<typename T>
constexpr Word number(T type) {
    return static_cast<Word>(type);
}

} // namespace

Arena::Arena(std::uint64_t seed) : random_{static_cast<Random::result_type>(seed)} {
    world_.may_loop = true;
    world_.checks = false; // each step is followed by a check, and so is this
    untyped_ = world_.make_untyped(20);
    node_ = world_.make_cnode(radix);
    slots_ = world_.slot(node_).as<CNodeView>().slots();
    for (Cap& slot : scratch_) {
        slot = world_.free_slot();
    }
    for (Word line = 0; line < line_count; line++) {
        handlers_[line] = world_.free_slot();
        world_.must(World::interrupts_cap,
                    api::interrupt_control::Get{
                        first_line + line, {World::cnode_cap}, handlers_[line], World::whole});
    }
    make_outside();
    make();
    world_.checks = true;
    world_.check();
}

/// Large frames are as large as all of the arena's memory.
Cap Arena::other_memory() {
    const api::BootInfo& info = world_.boot_info();
    for (Word index = 0; index < info.untyped.size(); index++) {
        const auto& memory = info.untyped_list[index];
        const Cap cap = info.untyped.start + index;
        if (memory.is_device == 0 && memory.size_bits >= api::architecture::large_frame_bits &&
            cap != world_.untyped_cap()) {
            return cap;
        }
    }
    world_.fail("there is no memory for a large frame");
}

/// Device memory cannot be had from the arena's own.
void Arena::make_outside() {
    const Cap device = world_.device_untyped_cap(23);
    outside_[0] = world_.make_from(device, number(PageType::small_frame));
    outside_[1] = world_.make_from(device, number(PageType::large_frame));
    device_untyped_ = world_.make_from(device, number(Type::untyped), 14);
    outside_[2] = world_.free_slot();
    world_.must(World::interrupts_cap,
                api::interrupt_control::IssueSgiSignal{3, 0, {World::cnode_cap}, outside_[2], World::whole});
    outside_[3] = world_.make_from(other_memory(), number(PageType::large_frame));
    // From here on the arena's threads have the only one: two would not know of each other's children.
    world_.remove(World::interrupts_cap);
}

/// Not a copy, which there cannot be: one as the kernel makes it when it boots, with no children yet.
void Arena::make_interrupt_control() {
    Slot& slot = slots_[free_index()];
    slot.capability = Capability::make(Kind::interrupt_control, 0);
    slot.set_flags(true, true);
}

void Arena::make() {
    world_.wake_root();
    world_.revoke(untyped_);
    world_.revoke(device_untyped_);
    for (Word index = 0; index < slot_count; index++) {
        if (!slots_[index].empty()) {
            world_.must(node_, api::cnode::Delete{index, radix});
        }
    }
    make_objects();
    make_threads();
}

Word Arena::free_index() {
    Word index = any();
    for (unsigned tries = 0; !slots_[index].empty() && tries < 2000; tries++) {
        index = any();
    }
    return index;
}

void Arena::retype(Word type, Word size_bits, unsigned count) {
    for (unsigned made = 0; made < count; made++) {
        world_.must(untyped_, api::untyped::Retype{type, size_bits, {node_}, 0, 0, free_index(), 1});
    }
}

void Arena::copy_in(Cap cap) {
    world_.must(node_,
                api::cnode::Copy{
                    free_index(), radix, {World::cnode_cap}, cap, World::whole, CapabilityRights::all()});
}

void Arena::make_objects() {
    retype(number(Type::endpoint), 0, 4);
    retype(number(Type::notification), 0, 4);
    retype(number(Type::reply), 0, 5);
    retype(number(Type::cnode), 2, 2);
    retype(number(Type::cnode), 4, 1);
    retype(number(Type::untyped), 12, 2);
    retype(number(Type::untyped), 15, 1);
    retype(number(Type::scheduling_context), 8, 6);
    retype(number(PageType::small_frame), 0, 3);
    retype(number(PageType::page_table), 0, 4);
    retype(number(PageType::vspace), 0, 2);
    for (const Cap cap : {node_, node_, World::vspace_cap, world_.scheduling_control_cap(),
                          Cap{api::initial_capability::asid_pool}, Cap{api::initial_capability::asid_control},
                          Cap{api::initial_capability::domain}, handlers_[0], handlers_[1], handlers_[2],
                          outside_[0], outside_[1], outside_[2], outside_[3], device_untyped_}) {
        copy_in(cap);
    }
    make_interrupt_control();
    for (Word badge = 1; badge <= 3; badge++) {
        // One that is minted already is refused.
        world_.invoke(
            node_,
            api::cnode::Mint{
                free_index(), radix, {node_}, find(Kind::endpoint), radix, CapabilityRights::all(), badge});
    }
}

void Arena::make_threads() {
    for (unsigned made = 0; made < thread_count; made++) {
        const Word frame = free_index();
        world_.must(untyped_,
                    api::untyped::Retype{number(PageType::small_frame), 0, {node_}, 0, 0, frame, 1});
        const Word index = free_index();
        world_.must(untyped_, api::untyped::Retype{number(Type::thread), 0, {node_}, 0, 0, index, 1});
        // The root task invokes through copies of its own, which it deletes afterwards.
        const Cap thread = scratch_[0];
        const Cap buffer = scratch_[1];
        const auto fetch = [&](Cap to, Word from) {
            world_.must(World::cnode_cap,
                        api::cnode::Copy{to, World::whole, {node_}, from, radix, CapabilityRights::all()});
        };
        fetch(thread, index);
        fetch(buffer, frame);
        const Cap handler = below(3) == 0 ? nothing : scratch_[2];
        if (handler != nothing) {
            fetch(handler, find(Kind::endpoint));
        }
        world_.must(thread, api::thread::Configure{{node_},
                                                   below(2) == 0 ? api::CNodeData::root(radix).bits
                                                                 : api::CNodeData::root(radix + 4).bits,
                                                   {World::vspace_cap},
                                                   0,
                                                   World::buffer_address,
                                                   {buffer}});
        world_.must(
            thread,
            api::thread::SetSchedulingParameters{
                {World::thread_cap}, highest_priority, 1 + below(highest_priority), {nothing}, {handler}});
        if (handler != nothing) {
            world_.must(thread, api::thread::SetTimeoutEndpoint{{below(2) == 0 ? handler : nothing}});
            world_.remove(handler);
        }
        world_.remove(thread);
        world_.remove(buffer);
    }
    start_threads(thread_count);
}

Word Arena::address(Word index, Word rest) {
    const Slot& root = world_.current().slot(ThreadSlot::capability_space);
    if (!root.is<CNodeView>() || root.as<CNodeView>().slots() != slots_) {
        return index;
    }
    const unsigned resolved = root.as<CNodeView>().guard_size() + radix;
    const unsigned left = resolved < word_bits ? word_bits - resolved : 0;
    return (index << left) | (rest & low_mask(left));
}

Word Arena::find_from(Word start, Kind kind) {
    for (Word step = 0; step < slot_count; step++) {
        const Word index = (start + step) % slot_count;
        if (slots_[index].kind() == kind) {
            return index;
        }
    }
    return start;
}

void Arena::revive(std::uint64_t seed) {
    random_.seed(static_cast<Random::result_type>(seed));
    world_.checks = false;
    world_.wake_root();
    make_servers_passive();
    // The others go on waiting: who is woken finds clients and servers, and replies that it owes.
    // What they break stays broken: now and then all is new.
    if (below(15) == 0 || start_threads(2 + below(3)) == 0) {
        make();
    }
    world_.checks = true;
    world_.history.clear();
}

/// Takes the time away from some of those who wait for messages: they run on their clients' time then.
void Arena::make_servers_passive() {
    constexpr Word enough = 2;
    Word passive = 0;
    for (Word index = 0; index < slot_count; index++) {
        if (slots_[index].is<ThreadView>()) {
            const Thread& thread = slots_[index].as<ThreadView>().object();
            passive += thread.scheduling_context == nullptr && thread.is_blocked() ? 1 : 0;
        }
    }
    for (Word index = any(); index < slot_count && passive < enough; index++) {
        if (!slots_[index].is<SchedulingContextView>()) {
            continue;
        }
        const Thread* thread = slots_[index].as<SchedulingContextView>().object().thread;
        if (thread != nullptr && thread->state == ThreadState::blocked_on_receive &&
            thread->reply != nullptr && below(2) == 0) {
            const Cap time = scratch_[0];
            world_.must(World::cnode_cap,
                        api::cnode::Copy{time, World::whole, {node_}, index, radix, CapabilityRights::all()});
            world_.must(time, api::scheduling_context::Unbind{});
            passive++;
            world_.remove(time);
        }
    }
}

/// Starts as many threads that could run then, and says how many it found.
Word Arena::start_threads(Word wanted) {
    Word runs = 0;
    const Word start = any();
    for (Word distance = 0; distance < slot_count && runs < wanted; distance++) {
        const Word index = (start + distance) % slot_count;
        if (slots_[index].is<ThreadView>()) {
            Thread& thread = slots_[index].as<ThreadView>().object();
            start_thread(thread, index);
            runs += thread.is_schedulable() ? 1 : 0;
        }
    }
    return runs;
}

void Arena::start_thread(Thread& thread, Word index) {
    const bool is_passive = thread.scheduling_context == nullptr && thread.state != ThreadState::inactive;
    if (is_passive && below(4) != 0) {
        return; // it waits for somebody's time
    }
    const Cap held = scratch_[0];
    world_.must(World::cnode_cap,
                api::cnode::Copy{held, World::whole, {node_}, index, radix, CapabilityRights::all()});
    const Word context = find(Kind::scheduling_context);
    if (thread.scheduling_context == nullptr && slots_[context].is<SchedulingContextView>()) {
        const Cap time = scratch_[1];
        world_.must(World::cnode_cap,
                    api::cnode::Copy{time, World::whole, {node_}, context, radix, CapabilityRights::all()});
        world_.invoke(world_.scheduling_control_cap(),
                      api::scheduling_control::ConfigureFlags{
                          {time}, 1000 + below(5000), 10'000, below(3), 7, below(2)});
        world_.invoke(time, api::scheduling_context::Bind{{held}});
        world_.remove(time);
    }
    const Word start[] = {World::program_start};
    world_.invoke(held, api::thread::WriteRegisters{true, 0, 1}, start);
    world_.remove(held);
}

} // namespace nacre::test
