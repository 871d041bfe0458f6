// SPDX-License-Identifier: MIT
// The timer service: lets programs sleep. The ticker tells it when to look at the clock.
#include "sleepers.hpp"

#include <root/system_description.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

#include <algorithm>
#include <utility>

namespace nacre::user {

namespace {

constexpr std::size_t maximum_sleepers = 32;

class Timer {
public:
    Timer() {
        for (std::size_t i = 0; i < free_.size(); ++i) {
            free_[i] = slot::first_reply + i;
        }
    }

    [[noreturn]] void serve() {
        for (;;) {
            if (current_ == 0) {
                current_ = free_[--free_count_];
            }
            handle(receive({slot::own_endpoint}, {current_}));
        }
    }

private:
    /// One reply object for each sleeper, the ticker, and the request that is being handled.
    static constexpr std::size_t reply_count = maximum_sleepers + 2;

    void handle(const Message& request) {
        switch (static_cast<timer::Request>(request.label())) {
        case timer::Request::sleep:
            if (!sleep(request)) {
                return answer(Message::of(0, 1U));
            }
            break;
        case timer::Request::tick:
            if (!is(request.badge, Service::ticker) || ticker_ != 0) {
                return answer({});
            }
            ticker_ = keep_reply();
            wake();
            break;
        case timer::Request::forget:
            if (request.badge == loader_badge) {
                while (const auto gone = sleepers_.take_of(request[0])) {
                    release(gone->reply);
                }
            }
            return answer({});
        default: return answer(Message::of(0, 1U));
        }
        if (ticker_ != 0 && !sleepers_.empty()) {
            release(std::exchange(ticker_, 0));
        }
    }

    /// A program sleeps once at a time: what it sends without waiting for the answer must not fill the bed.
    bool sleep(const Message& request) {
        if (const auto earlier = sleepers_.take_of(request.badge)) {
            release(earlier->reply);
        }
        if (sleepers_.full()) {
            return false;
        }
        const std::uint64_t now = timer::now();
        const std::uint64_t longest = ~std::uint64_t{0} - now;
        const auto wanted = api::decode<timer::SleepTime>([&](std::size_t index) { return request[index]; });
        sleepers_.add({request.badge, keep_reply(), now + std::min(wanted.microseconds, longest)});
        return true;
    }

    void wake() {
        while (const auto sleeper = sleepers_.take_due(timer::now())) {
            release(sleeper->reply);
        }
    }

    /// Answers the request that is being handled.
    void answer(const Message& message) { reply_to({current_}, message); }
    /// The reply object of the request that is being handled, to be used later.
    Word keep_reply() { return std::exchange(current_, 0); }
    /// Answers a request that was kept. If its sender is gone, nobody hears it.
    void release(Word reply) {
        reply_to({reply}, Message::of(0, 0U));
        free_[free_count_++] = reply;
    }

    Sleepers<maximum_sleepers> sleepers_;
    std::array<Word, reply_count> free_{};
    std::size_t free_count_ = reply_count;
    Word current_ = 0; ///< reply object of the request that is being handled
    Word ticker_ = 0;  ///< reply object of the ticker while it waits
};

} // namespace

int program(std::string_view /*arguments*/) { Timer{}.serve(); }

} // namespace nacre::user
