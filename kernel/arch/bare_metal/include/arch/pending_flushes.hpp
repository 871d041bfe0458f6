// SPDX-License-Identifier: MIT
// For machines whose cores cannot flush each other's translation caches: what each core has to forget before
// it runs a program again.
#pragma once

#include <core/kernel.hpp>

#include <array>

namespace nacre::kernel::arch {

struct Flush {
    enum class Extent : unsigned char { page, address_space, everything };

    Extent extent = Extent::everything;
    Asid asid = 0;
    VirtualAddress address{};
};

/// Only the core that has the exclusive section adds, while the others are parked; a core carries out its own
/// when it goes on. So nobody is interrupted for it, and nobody waits.
class PendingFlushes {
public:
    /// For every core but the one that has done it.
    void add(unsigned done_by, const Flush& flush) {
        for (unsigned core = 0; core < lists_.size(); ++core) {
            if (core != done_by) {
                lists_[core].add(flush);
            }
        }
    }

    template<typename Forget>
    void carry_out(unsigned core, Forget forget) {
        List& list = lists_[core];
        for (unsigned i = 0; i < list.count; ++i) {
            forget(list.flushes[i]);
        }
        list.count = 0;
    }

private:
    /// More than fit become one that forgets everything.
    struct List {
        static constexpr unsigned capacity = 8;

        void add(const Flush& flush) {
            if (count == capacity || flush.extent == Flush::Extent::everything) {
                count = 0;
                flushes[count++] = {};
            } else if (count == 0 || flushes[0].extent != Flush::Extent::everything) {
                flushes[count++] = flush;
            }
        }

        std::array<Flush, capacity> flushes{};
        unsigned count = 0;
    };

    std::array<List, maximum_processors> lists_{};
};

} // namespace nacre::kernel::arch
