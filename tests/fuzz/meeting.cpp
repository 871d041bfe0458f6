// SPDX-License-Identifier: MIT
// System calls that meet somebody: random ones would seldom find a server that waits, or the client that it
// owes an answer.
#include <fuzz/meeting.hpp>

#include <optional>

namespace nacre::test {

using namespace kernel;

namespace {

class Matchmaker {
public:
    Matchmaker(Arena& arena, Random& random) : arena_{arena}, random_{random} {}

    Meeting choose() {
        const SchedulingContext* context = arena_.world().current().scheduling_context;
        if (const auto owed = reply_that([&](const Reply& reply) { return &reply == context->reply; });
            owed && chance(50)) {
            return answer(*owed);
        }
        if (const auto passive = waiting(true); passive && chance(60)) {
            return {SystemCall::call, *passive, free_reply()};
        }
        if (const auto server = waiting(false); server && chance(50)) {
            constexpr SystemCall calls[] = {SystemCall::call, SystemCall::call, SystemCall::send,
                                            SystemCall::non_blocking_send};
            return {calls[random_() % std::size(calls)], *server, free_reply()};
        }
        if (const auto sending = endpoint_in(EndpointState::sending); sending && chance(50)) {
            return {chance(70) ? SystemCall::receive : SystemCall::non_blocking_receive, *sending,
                    free_reply()};
        }
        if (const auto held = reply_that([](const Reply& reply) { return reply.thread != nullptr; });
            held && chance(40)) {
            return answer(*held);
        }
        return {SystemCall::receive, place_to_wait(), free_reply()};
    }

private:
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    template<typename Predicate>
    std::optional<Word> slot_that(Predicate&& holds) {
        const Word start = random_() % Arena::slot_count;
        for (Word distance = 0; distance < Arena::slot_count; distance++) {
            const Word index = (start + distance) % Arena::slot_count;
            if (holds(arena_.slot(index))) {
                return index;
            }
        }
        return {};
    }

    template<typename Predicate>
    std::optional<Word> reply_that(Predicate&& holds) {
        return slot_that(
            [&](const Slot& slot) { return slot.is<ReplyView>() && holds(slot.as<ReplyView>().object()); });
    }
    Word free_reply() {
        return reply_that([](const Reply& reply) { return reply.thread == nullptr; }).value_or(0);
    }

    std::optional<Word> endpoint_in(EndpointState state) {
        return slot_that([&](const Slot& slot) {
            return slot.is<EndpointView>() && slot.as<EndpointView>().object().state() == state;
        });
    }
    /// An endpoint that somebody waits at for messages, somebody without time of their own perhaps.
    std::optional<Word> waiting(bool passive) {
        return slot_that([&](const Slot& slot) {
            return slot.is<EndpointView>() &&
                   slot.as<EndpointView>().object().state() == EndpointState::receiving &&
                   (!passive || slot.as<EndpointView>().object().first()->scheduling_context == nullptr);
        });
    }
    Word place_to_wait() {
        const auto idle = endpoint_in(EndpointState::idle);
        return idle ? *idle : endpoint_in(EndpointState::receiving).value_or(0);
    }

    Meeting answer(Word reply) {
        switch (random_() % 5) {
        case 0: return {SystemCall::send, reply, reply};
        case 1: return {SystemCall::non_blocking_send_receive, place_to_wait(), reply};
        default: return {SystemCall::reply_receive, place_to_wait(), reply};
        }
    }

    Arena& arena_;
    Random& random_;
};

} // namespace

Meeting Meeting::choose(Arena& arena, Random& random) { return Matchmaker{arena, random}.choose(); }

} // namespace nacre::test
