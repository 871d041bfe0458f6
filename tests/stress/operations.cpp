// SPDX-License-Identifier: MIT
// What threads do to the objects that everybody shares. Nearly all of it may fail: somebody else was faster.
#include <stress/operations.hpp>

#include <api/cnode_data.hpp>
#include <api/type_kind.hpp>
#include <runtime/page_table.hpp>

namespace nacre::stress {

namespace {

using api::ObjectKind;

Capability any(Random& random) { return shared_slot(random.below(shared_slots)); }
/// A slot that is probably empty.
Capability free_slot(Random& random) { return find(random, ObjectKind::null); }
Arena& some_arena(Random& random) { return world.arenas[random.below(arena_count)]; }
Capability some_thread(Random& random) {
    return random.one_in(3) ? find(random, ObjectKind::thread) : some_arena(random).control;
}
Capability some_context(Random& random) {
    return random.one_in(3) ? find(random, ObjectKind::scheduling_context) : some_arena(random).time;
}
Capability some_memory(Random& random) {
    return random.one_in(3) ? find(random, ObjectKind::untyped) : some_arena(random).memory;
}
Capability some_space(Random& random) {
    return random.one_in(4) ? find(random, ObjectKind::address_space) : vspace();
}

/// The outcome is not asked for. By a call, only what nobody takes away: where an object was there may be an
/// endpoint by now, at which a caller would wait for ever.
template<api::Method M>
void attempt(Capability target, const M& method) {
    if (target.address < world.first_shared_slot) {
        user::invoke(target, method).good();
    } else {
        user::non_blocking_send(target, user::detail::message_of(method));
    }
}

/// Of page tables; nothing is drawn where all levels are of one kind.
unsigned some_level(Random& random) {
    constexpr unsigned last = api::architecture::page_table_levels - 1;
    if constexpr (user::table_type(0) == user::table_type(last)) {
        return last;
    } else {
        return random.below(last + 1);
    }
}

void make_object(Random& random) {
    using Usual = api::ObjectType;
    struct Kind {
        Word type;
        Word size_bits;
    };
    const auto of = [](auto type, Word size_bits = 0) { return Kind{static_cast<Word>(type), size_bits}; };
    using Architectural = api::architecture::ObjectType;
    const std::array kinds{of(Usual::endpoint),
                           of(Usual::endpoint),
                           of(Usual::notification),
                           of(Usual::notification),
                           of(Usual::reply),
                           of(Usual::thread),
                           of(Usual::cnode, 4),
                           of(Usual::scheduling_context, 8),
                           of(Usual::untyped, 12),
                           of(Usual::untyped, 13),
                           of(Architectural::small_frame),
                           of(Architectural::small_frame),
                           of(user::table_type(some_level(random))),
                           of(Architectural::vspace)};
    const Kind kind = kinds[random.below(kinds.size())];
    attempt(some_memory(random), api::untyped::Retype{.type = kind.type,
                                                      .size_bits = kind.size_bits,
                                                      .root = cnode(),
                                                      .node_offset = free_slot(random).address,
                                                      .object_count = 1});
}

void copy_or_move(Random& random) {
    const Word from = any(random).address;
    const Word to = free_slot(random).address;
    const api::CapabilityRights rights{random.one_in(3) ? random.below(16) : api::CapabilityRights::all_bits};
    switch (random.below(7)) {
    case 0:
    case 1: attempt(cnode(), api::cnode::Copy{to, whole_word, cnode(), from, whole_word, rights}); return;
    case 2:
    case 3:
        attempt(cnode(),
                api::cnode::Mint{to, whole_word, cnode(), from, whole_word, rights, random.below(4)});
        return;
    case 4: attempt(cnode(), api::cnode::Move{to, whole_word, cnode(), from, whole_word}); return;
    case 5:
        attempt(cnode(), api::cnode::Rotate{to, whole_word, 0, cnode(), from, whole_word, 0, cnode(),
                                            any(random).address, whole_word});
        return;
    default: {
        // Into another CNode, or out of it.
        const Capability inner = find(random, ObjectKind::cnode);
        constexpr std::uint8_t inner_bits = 4;
        const Word place = random.below(1U << inner_bits);
        if (random.one_in(2)) {
            attempt(inner, api::cnode::Copy{place, inner_bits, cnode(), from, whole_word, rights});
        } else {
            attempt(cnode(), api::cnode::Move{to, whole_word, inner, place, inner_bits});
        }
        return;
    }
    }
}

void end_something(Random& random) {
    switch (random.below(8)) {
    case 0: revoke(any(random)); return;
    case 1: attempt(cnode(), api::cnode::CancelBadgedSends{any(random).address, whole_word}); return;
    default: remove(any(random)); return;
    }
}

void change_thread(Random& random) {
    const Capability thread = some_thread(random);
    switch (random.below(10)) {
    case 0: attempt(thread, api::thread::Suspend{}); return;
    case 1:
    case 2:
    case 3: attempt(thread, api::thread::Resume{}); return;
    case 4:
        attempt(thread, api::thread::SetPriority{world.authority, usual_priority - 3 + random.below(3)});
        return;
    case 5:
        attempt(thread,
                api::thread::SetSchedulingParameters{
                    .authority = world.authority,
                    .maximum_controlled_priority = usual_priority,
                    .priority = usual_priority - 2 + random.below(2),
                    .scheduling_context = random.one_in(6) ? user::null_capability : some_context(random),
                    .fault_endpoint = find(random, ObjectKind::endpoint)});
        return;
    case 6:
        attempt(thread, api::thread::SetTimeoutEndpoint{
                            random.one_in(2) ? user::null_capability : find(random, ObjectKind::endpoint)});
        return;
    case 7: attempt(thread, api::thread::BindNotification{find(random, ObjectKind::notification)}); return;
    case 8: attempt(thread, api::thread::UnbindNotification{}); return;
    default:
        attempt(thread, api::thread::ReadRegisters{.suspend_source = random.one_in(4),
                                                   .count = api::architecture::user_context_words});
        return;
    }
}

void change_context(Random& random) {
    const Capability context = some_context(random);
    switch (random.below(9)) {
    case 0: attempt(context, api::scheduling_context::Unbind{}); return;
    case 1:
    case 2: attempt(context, api::scheduling_context::Bind{some_thread(random)}); return;
    case 3: attempt(context, api::scheduling_context::Bind{find(random, ObjectKind::notification)}); return;
    case 4: attempt(context, api::scheduling_context::UnbindObject{some_thread(random)}); return;
    case 5: attempt(context, api::scheduling_context::Consumed{}); return;
    default: {
        const std::uint64_t budget = 100 + random.below(1'000);
        const std::uint64_t period = random.one_in(2) ? budget : budget + random.below(5'000);
        attempt(time_of_core(random.below(world.cores)),
                api::scheduling_control::ConfigureFlags{.scheduling_context = context,
                                                        .budget = budget,
                                                        .period = period,
                                                        .extra_refills = random.below(4),
                                                        .badge = random.below(100),
                                                        .flags = random.below(2)});
        return;
    }
    }
}

Capability some_table(Random& random, unsigned level) {
    return find(random, api::object_kind(static_cast<Word>(user::table_type(level))));
}

void map_table(Random& random, Word address, api::architecture::MappingAttributes attributes) {
    const unsigned level = some_level(random);
    user::detail::at_level(level, [&]<typename Level>() {
        const Capability table = some_table(random, level);
        attempt(table, typename Level::Map{some_space(random), address, attributes});
    });
}

void unmap_table(Random& random) {
    const unsigned level = some_level(random);
    user::detail::at_level(
        level, [&]<typename Level>() { attempt(some_table(random, level), typename Level::Unmap{}); });
}

void change_spaces(Random& random) {
    const Word address = window_start + (Word{random.below(window_tables)} << page_table_span_bits) +
                         (Word{random.below(window_pages)} << api::architecture::small_frame_bits);
    const auto attributes = api::architecture::MappingAttributes::normal_data();
    switch (random.below(10)) {
    case 0:
    case 1:
    case 2:
    case 3:
        attempt(find(random, ObjectKind::frame),
                api::frame::Map{some_space(random), address,
                                random.one_in(4) ? api::CapabilityRights::read()
                                                 : api::CapabilityRights::read_write(),
                                attributes});
        return;
    case 4: attempt(find(random, ObjectKind::frame), api::frame::Unmap{}); return;
    case 5:
    case 6: map_table(random, address, attributes); return;
    case 7: unmap_table(random); return;
    case 8: {
        const Capability pool =
            random.one_in(2) ? Capability{initial::asid_pool} : find(random, ObjectKind::asid_pool);
        attempt(pool, api::asid_pool::Assign{find(random, ObjectKind::address_space)});
        return;
    }
    default:
        attempt({initial::asid_control},
                api::asid_control::MakePool{find(random, ObjectKind::untyped), cnode(),
                                            free_slot(random).address, whole_word});
        return;
    }
}

void send_something(Random& random) {
    user::set_receive_slot(cnode(), free_slot(random).address, whole_word);
    switch (random.below(5)) {
    case 0:
    case 1: user::non_blocking_send(find(random, ObjectKind::notification), {}); return;
    case 2: user::non_blocking_send(find(random, ObjectKind::endpoint), some_message(random)); return;
    case 3: {
        const Capability source = find(random, ObjectKind::endpoint);
        const Capability reply = find(random, ObjectKind::reply);
        if (holds(source, ObjectKind::endpoint) && holds(reply, ObjectKind::reply)) {
            user::non_blocking_send(reply, some_message(random));
        }
        return;
    }
    default: user::non_blocking_send(find(random, ObjectKind::reply), some_message(random)); return;
    }
}

void check_any_echo(Random& random) { check_echo(random, 0, 0); }

} // namespace

user::Message some_message(Random& random) {
    user::Message message = user::Message::of(random.below(8));
    const unsigned length = random.one_in(3) ? random.below(40) : random.below(5);
    for (unsigned count = 0; count < length; ++count) {
        message.append(random());
    }
    for (unsigned count = random.one_in(4) ? 1 + random.below(3) : 0; count != 0; --count) {
        message.attach(any(random));
    }
    return message;
}

void do_something(Random& random, std::atomic<const char*>& doing) {
    struct Deed {
        unsigned weight;
        const char* name;
        void (*perform)(Random&);
    };
    static constexpr std::array deeds{
        Deed{4, "make an object", make_object},
        Deed{3, "copy or move", copy_or_move},
        Deed{2, "end something", end_something},
        Deed{3, "change a thread", change_thread},
        Deed{3, "change a context", change_context},
        Deed{3, "change a space", change_spaces},
        Deed{3, "send", send_something},
        Deed{1, "touch memory", touch_window},
        Deed{1, "vectors", check_vectors},
        Deed{1, "echo", check_any_echo},
    };
    static constexpr unsigned weights = 24;
    unsigned choice = random.below(weights);
    for (const Deed& deed : deeds) {
        if (choice < deed.weight) {
            doing = deed.name;
            deed.perform(random);
            return;
        }
        choice -= deed.weight;
    }
}

} // namespace nacre::stress
