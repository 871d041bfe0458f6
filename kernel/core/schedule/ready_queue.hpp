// SPDX-License-Identifier: MIT
// The threads of one processor that wait for nothing but their turn: a queue for each priority, and which are
// in use.
#pragma once

#include <core/object/thread.hpp>

#include <bit>

namespace nacre::kernel {

/// All operations are constant time: two levels of bit maps find the highest priority. Their lowest bits are
/// the highest priorities: machines without an instruction that finds a bit find the lowest one sooner.
class ReadyQueue {
public:
    bool empty() const { return words_in_use_ == 0; }

    /// The highest priority with a waiting thread; only if not empty.
    Priority highest() const {
        const auto word = static_cast<unsigned>(std::countr_zero(words_in_use_));
        const auto bit = static_cast<unsigned>(std::countr_zero(in_use_[word]));
        return static_cast<Priority>(rank(word * word_bits + bit));
    }
    Thread* front() { return empty() ? nullptr : queues_[highest()].first(); }

    void append(Thread& thread) {
        mark(thread);
        queues_[thread.priority].push_back(thread);
    }
    void prepend(Thread& thread) {
        mark(thread);
        queues_[thread.priority].push_front(thread);
    }
    void remove(Thread& thread) {
        auto& queue = queues_[thread.priority];
        queue.remove(thread);
        thread.is_ready_queued = false;
        if (queue.empty()) {
            const unsigned place = rank(thread.priority);
            Word& word = in_use_[place / word_bits];
            word &= ~power_of_two(place % word_bits);
            if (word == 0) {
                words_in_use_ &= ~power_of_two(place / word_bits);
            }
        }
    }

    /// Calls `visit` with each thread, highest priority first.
    template<typename Visit>
    void for_each(Visit visit) const {
        for (unsigned priority = priority_count; priority-- > 0;) {
            for (Thread* thread = queues_[priority].first(); thread != nullptr;
                 thread = Queue::next(*thread)) {
                visit(*thread);
            }
        }
    }

private:
    using Queue = List<Thread, &Thread::schedule_link>;

    /// From a priority to its bit's number, and back.
    static constexpr unsigned rank(unsigned priority) { return priority_count - 1 - priority; }

    void mark(Thread& thread) {
        NACRE_ASSERT(!thread.is_ready_queued);
        thread.is_ready_queued = true;
        const unsigned place = rank(thread.priority);
        in_use_[place / word_bits] |= power_of_two(place % word_bits);
        words_in_use_ |= power_of_two(place / word_bits);
    }

    Word words_in_use_ = 0;
    std::array<Word, priority_count / word_bits> in_use_{};
    std::array<Queue, priority_count> queues_{};
};

} // namespace nacre::kernel
