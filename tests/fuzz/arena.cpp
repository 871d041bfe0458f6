// SPDX-License-Identifier: MIT
// The world that random calls are let loose in: threads that share one CNode full of things to break.
#include <fuzz/arena.hpp>

namespace nacre::test {

using namespace kernel;

namespace {

constexpr unsigned thread_count = 6;
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
    is_making_ = false;
    world_.checks = true;
    world_.check();
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
    retype(number(Type::scheduling_context), 8, 4);
    retype(number(PageType::small_frame), 0, 3);
    retype(number(PageType::page_table), 0, 4);
    retype(number(PageType::vspace), 0, 2);
    for (const Cap cap : {node_, node_, World::vspace_cap, world_.scheduling_control_cap(),
                          Cap{api::initial_capability::asid_pool}, Cap{api::initial_capability::asid_control},
                          Cap{api::initial_capability::domain}, handlers_[0], handlers_[1], handlers_[2],
                          outside_[0], outside_[1], outside_[2], device_untyped_}) {
        copy_in(cap);
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
    start_threads();
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
    start_threads();
    world_.checks = true;
    world_.budgets.clear();
}

void Arena::start_threads() {
    world_.wake_root();
    bool runs = false;
    for (Word index = 0; index < slot_count && !runs; index++) {
        if (!slots_[index].is<ThreadView>()) {
            continue;
        }
        Thread& thread = slots_[index].as<ThreadView>().object();
        const Cap held = scratch_[0];
        world_.must(World::cnode_cap,
                    api::cnode::Copy{held, World::whole, {node_}, index, radix, CapabilityRights::all()});
        if (thread.scheduling_context == nullptr && thread.state == ThreadState::inactive) {
            const Word context = find(Kind::scheduling_context);
            if (slots_[context].is<SchedulingContextView>()) {
                const Cap time = scratch_[1];
                world_.must(
                    World::cnode_cap,
                    api::cnode::Copy{time, World::whole, {node_}, context, radix, CapabilityRights::all()});
                world_.invoke(
                    world_.scheduling_control_cap(),
                    api::scheduling_control::ConfigureFlags{{time}, 1000 + below(5000), 10'000, 0, 7, 0});
                world_.invoke(time, api::scheduling_context::Bind{{held}});
                world_.remove(time);
            }
        }
        const Word start[] = {World::program_start};
        world_.invoke(held, api::thread::WriteRegisters{true, 0, 1}, start);
        world_.remove(held);
    }
    for (Word index = 0; index < slot_count; index++) {
        if (slots_[index].is<ThreadView>()) {
            runs |= slots_[index].as<ThreadView>().object().is_schedulable();
        }
    }
    if (!runs && !is_making_) {
        is_making_ = true;
        make();
        is_making_ = false;
    }
}

} // namespace nacre::test
