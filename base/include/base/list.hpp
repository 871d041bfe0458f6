// SPDX-License-Identifier: MIT
// A doubly linked list whose links live in its members: no memory of its own, removal in constant time.
#pragma once

#include <base/assert.hpp>

namespace nacre {

/// The two links that a member of a List carries; one per list that it can be in at a time.
template<typename T>
struct ListLink {
    T* next = nullptr;
    T* previous = nullptr;
};

/// First and last member of a chain through `link`. Two words; all operations but ordered insertion are
/// constant time.
template<typename T, ListLink<T> T::* link>
class List {
public:
    constexpr bool empty() const { return first_ == nullptr; }
    constexpr T* first() const { return first_; }
    constexpr T* last() const { return last_; }
    static constexpr T* next(const T& member) { return (member.*link).next; }

    constexpr void push_back(T& member) { insert_between(last_, member, nullptr); }
    constexpr void push_front(T& member) { insert_between(nullptr, member, first_); }
    constexpr void insert_before(T& position, T& member) {
        insert_between((position.*link).previous, member, &position);
    }
    constexpr void insert_after(T& position, T& member) {
        insert_between(&position, member, (position.*link).next);
    }

    constexpr void remove(T& member) {
        auto& links = member.*link;
        if (links.previous != nullptr) {
            (links.previous->*link).next = links.next;
        } else {
            NACRE_ASSERT(first_ == &member);
            first_ = links.next;
        }
        if (links.next != nullptr) {
            (links.next->*link).previous = links.previous;
        } else {
            NACRE_ASSERT(last_ == &member);
            last_ = links.previous;
        }
        links = {};
    }

    constexpr T* pop_front() {
        T* member = first_;
        if (member != nullptr) {
            remove(*member);
        }
        return member;
    }

    /// Inserts behind all members that `goes_before(existing, member)` holds for. Searches from the end: a
    /// member that belongs last, the usual case, is placed at once.
    template<typename Order>
    constexpr void insert_ordered(T& member, Order goes_before) {
        T* position = last_;
        while (position != nullptr && !goes_before(*position, member)) {
            position = (position->*link).previous;
        }
        insert_between(position, member, position != nullptr ? (position->*link).next : first_);
    }

private:
    constexpr void insert_between(T* previous, T& member, T* next) {
        auto& links = member.*link;
        NACRE_ASSERT(links.next == nullptr && links.previous == nullptr);
        links.previous = previous;
        links.next = next;
        (previous != nullptr ? (previous->*link).next : first_) = &member;
        (next != nullptr ? (next->*link).previous : last_) = &member;
    }

    T* first_ = nullptr;
    T* last_ = nullptr;
};

} // namespace nacre
