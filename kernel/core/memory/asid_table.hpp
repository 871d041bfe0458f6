// SPDX-License-Identifier: MIT
// Which address space each identifier (ASID) names.
#pragma once

#include <api/object_size.hpp>
#include <core/capability/slot.hpp>

#include <array>

namespace nacre::kernel {

/// One page of untyped memory: the roots of the address spaces that have the pool's identifiers; null where
/// free.
struct AsidPool {
    static constexpr unsigned index_bits = api::architecture::asid_pool_index_bits;
    static constexpr std::size_t size = power_of_two(index_bits);

    std::array<void*, size> roots;
};

static_assert(sizeof(AsidPool) <= power_of_two(api::architecture::asid_pool_bits));

/// All pools that exist.
class AsidTable {
public:
    static constexpr std::size_t pool_count = power_of_two(api::architecture::asid_pool_count_bits);

    /// The root of the address space that `asid` names; null if none.
    void* root(Asid asid) const {
        const AsidPool* pool = pool_of(asid);
        return pool == nullptr ? nullptr : pool->roots[asid & low_mask(AsidPool::index_bits)];
    }
    void set_root(Asid asid, void* root) {
        pool_of(asid)->roots[asid & low_mask(AsidPool::index_bits)] = root;
    }

    AsidPool* pool_of(Asid asid) const {
        const Asid number = asid >> AsidPool::index_bits;
        return number < pool_count ? pools_[number] : nullptr;
    }
    void set_pool(Asid base, AsidPool* pool) { pools_[base >> AsidPool::index_bits] = pool; }

    /// First identifier of a pool that does not exist yet; `none` if all do.
    static constexpr Asid none = ~Asid{0};
    Asid free_base() const {
        for (std::size_t number = 0; number < pool_count; number++) {
            if (pools_[number] == nullptr) {
                return number << AsidPool::index_bits;
            }
        }
        return none;
    }

private:
    std::array<AsidPool*, pool_count> pools_;
};

} // namespace nacre::kernel
