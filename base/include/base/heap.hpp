// SPDX-License-Identifier: MIT
// A priority queue whose links live in its members: a leftist heap, so that no operation takes more than a
// number of steps in the order of the logarithm of the number of members.
#pragma once

#include <base/assert.hpp>

#include <utility>

namespace nacre {

/// The links that a member of a Heap carries.
template<typename T>
struct HeapLink {
    T* left = nullptr;
    T* right = nullptr;
    T* parent = nullptr;
    /// Steps along right links to the nearest missing child; at most the logarithm of the members below, plus
    /// one.
    unsigned rank = 0;
};

/// Members ordered by `before(a, b)`, a strict weak ordering of which a member's place does not change while
/// it is in. Members that neither comes before the other leave in any order.
template<typename T, HeapLink<T> T::* link, auto before>
class Heap {
public:
    constexpr bool empty() const { return root_ == nullptr; }
    /// The member that no other comes before.
    constexpr T* first() const { return root_; }

    constexpr void insert(T& member) {
        (member.*link) = {.left = nullptr, .right = nullptr, .parent = nullptr, .rank = 1};
        root_ = merge(root_, &member);
        (root_->*link).parent = nullptr;
    }

    constexpr void remove(T& member) {
        HeapLink<T>& links = member.*link;
        T* parent = links.parent;
        T* merged = merge(links.left, links.right);
        if (merged != nullptr) {
            (merged->*link).parent = parent;
        }
        if (parent == nullptr) {
            NACRE_ASSERT(root_ == &member);
            root_ = merged;
        } else {
            T*& place = (parent->*link).left == &member ? (parent->*link).left : (parent->*link).right;
            place = merged;
            repair_ranks(parent, nullptr);
        }
        links = {};
    }

    /// Calls `visit` with each member, parents before their children.
    template<typename Visit>
    constexpr void for_each(Visit visit) const {
        for (T* member = root_; member != nullptr; member = next_in_tree(member)) {
            visit(*member);
        }
    }

    /// The member's parent, left and right child, for whoever checks the tree.
    static constexpr const HeapLink<T>& links_of(const T& member) { return member.*link; }

private:
    static constexpr unsigned rank_of(const T* member) {
        return member == nullptr ? 0 : (member->*link).rank;
    }

    /// Joins two heaps along their right spines, then gives each member of the joined spine its rank, from
    /// the bottom.
    static constexpr T* merge(T* one, T* other) {
        T* root = nullptr;
        T* above = nullptr;
        while (one != nullptr && other != nullptr) {
            if (before(*other, *one)) {
                std::swap(one, other);
            }
            (one->*link).parent = above;
            (above == nullptr ? root : (above->*link).right) = one;
            above = one;
            one = (one->*link).right;
        }
        T* rest = one != nullptr ? one : other;
        if (above == nullptr) {
            return rest;
        }
        (above->*link).right = rest;
        if (rest != nullptr) {
            (rest->*link).parent = above;
        }
        repair_spine(above);
        return root;
    }

    /// Every member of a freshly joined spine, from `member` up to the root.
    static constexpr void repair_spine(T* member) {
        for (; member != nullptr; member = (member->*link).parent) {
            repair(*member);
        }
    }

    /// From `member` up until a rank stays what it was: above that, nothing changes.
    static constexpr void repair_ranks(T* member, const T* end) {
        while (member != end) {
            const unsigned old_rank = (member->*link).rank;
            repair(*member);
            if ((member->*link).rank == old_rank) {
                return;
            }
            member = (member->*link).parent;
        }
    }

    static constexpr void repair(T& member) {
        HeapLink<T>& links = member.*link;
        if (rank_of(links.left) < rank_of(links.right)) {
            std::swap(links.left, links.right);
        }
        links.rank = rank_of(links.right) + 1;
    }

    static constexpr T* next_in_tree(T* member) {
        const HeapLink<T>& links = member->*link;
        if (links.left != nullptr) {
            return links.left; // a leftist heap has no right child without a left one
        }
        for (T* above = links.parent; above != nullptr; above = (above->*link).parent) {
            T* right = (above->*link).right;
            if (right != nullptr && right != member) {
                return right;
            }
            member = above;
        }
        return nullptr;
    }

    T* root_ = nullptr;
};

} // namespace nacre
