// SPDX-License-Identifier: MIT
// A World's objects, made by its root task; and the system calls with their messages.
#include <support/world.hpp>

namespace nacre::test {

using namespace kernel;

Cap World::make_from(Cap untyped, Word type, Word size_bits, Word count) {
    const Cap first = next_slot_;
    next_slot_ += count;
    must(untyped, api::untyped::Retype{type, size_bits, {cnode_cap}, 0, 0, first, count});
    return first;
}

Cap World::make(api::ObjectType type, Word size_bits, Word count) {
    return make_from(untyped_, static_cast<Word>(type), size_bits, count);
}

Cap World::make(api::architecture::ObjectType type) { return make_from(untyped_, static_cast<Word>(type)); }

Cap World::make_context(std::uint64_t budget, std::uint64_t period, Word extra_refills, Word badge,
                        Word flags) {
    unsigned size_bits = api::minimum_scheduling_context_bits;
    while (scheduling_context::maximum_refills(size_bits) < extra_refills + minimum_refills) {
        size_bits++;
    }
    const Cap context = make(api::ObjectType::scheduling_context, size_bits);
    must(scheduling_control_cap(),
         api::scheduling_control::ConfigureFlags{{context}, budget, period, extra_refills, badge, flags});
    return context;
}

Actor World::make_thread(const ThreadOptions& options) {
    Actor actor;
    actor.thread_cap = make(api::ObjectType::thread);
    actor.reply_cap = make_reply();
    actor.thread = &slot(actor.thread_cap).as<ThreadView>().object();
    actor.reply = &slot(actor.reply_cap).as<ReplyView>().object();
    if (options.has_buffer) {
        actor.buffer_cap = make(api::architecture::ObjectType::small_frame);
    }
    must(actor.thread_cap, api::thread::Configure{{cnode_cap},
                                                  api::CNodeData::root(api::root_cnode_slots_bits).bits,
                                                  {vspace_cap},
                                                  0,
                                                  options.has_buffer ? buffer_address : 0,
                                                  {actor.buffer_cap}});
    if (!options.passive) {
        actor.context_cap =
            make_context(options.budget, options.period, options.extra_refills, options.badge, options.flags);
        actor.context = &slot(actor.context_cap).as<SchedulingContextView>().object();
    }
    must(actor.thread_cap,
         api::thread::SetSchedulingParameters{
             {thread_cap}, options.priority, options.priority, {actor.context_cap}, {options.fault_handler}});
    if (options.timeout_handler != nothing) {
        must(actor.thread_cap, api::thread::SetTimeoutEndpoint{{options.timeout_handler}});
    }
    const Word start[] = {program_start};
    must(actor.thread_cap, api::thread::WriteRegisters{options.starts, 0, 1}, start);
    return actor;
}

Cap World::mint(Cap source, Word badge, CapabilityRights rights) {
    const Cap made = free_slot();
    must(cnode_cap, api::cnode::Mint{made, whole, {cnode_cap}, source, whole, rights, badge});
    return made;
}

Cap World::copy(Cap source, CapabilityRights rights) {
    const Cap made = free_slot();
    must(cnode_cap, api::cnode::Copy{made, whole, {cnode_cap}, source, whole, rights});
    return made;
}

Cap World::device_untyped_cap(Word minimum_bits) const {
    for (Word index = 0; index < boot_info_->untyped.size(); index++) {
        const auto& memory = boot_info_->untyped_list[index];
        if (memory.is_device != 0 && memory.size_bits >= minimum_bits) {
            return boot_info_->untyped.start + index;
        }
    }
    throw WorldError{"there is no device memory of that size"};
}

void World::send(Actor& actor, Cap cap, const Message& message) {
    put_message(actor, message);
    perform(actor, SystemCall::send, {cap});
}

void World::call(Actor& actor, Cap cap, const Message& message) {
    put_message(actor, message);
    perform(actor, SystemCall::call, {cap});
}

void World::poll_send(Actor& actor, Cap cap, const Message& message) {
    put_message(actor, message);
    perform(actor, SystemCall::non_blocking_send, {cap});
}

void World::reply_receive(Actor& actor, Cap cap, const Message& message) {
    put_message(actor, message);
    perform(actor, SystemCall::reply_receive, {cap, actor.reply_cap});
}

} // namespace nacre::test
