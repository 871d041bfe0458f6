// SPDX-License-Identifier: MIT
// The heap gives its members back in order, survives removals from anywhere, and stays shallow.
#include <base/heap.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace nacre {
namespace {

struct Item {
    unsigned key = 0;
    HeapLink<Item> link;
};

constexpr bool before(const Item& one, const Item& other) { return one.key < other.key; }
using Items = Heap<Item, &Item::link, before>;

/// Ranks, order and parent links of every member.
void expect_sound(const Items& heap) {
    heap.for_each([](const Item& item) {
        const auto& links = Items::links_of(item);
        const auto rank = [](const Item* child) {
            return child == nullptr ? 0U : Items::links_of(*child).rank;
        };
        EXPECT_GE(rank(links.left), rank(links.right));
        EXPECT_EQ(links.rank, rank(links.right) + 1);
        for (const Item* child : {links.left, links.right}) {
            if (child != nullptr) {
                EXPECT_EQ(Items::links_of(*child).parent, &item);
                EXPECT_LE(item.key, child->key);
            }
        }
    });
}

std::size_t count(const Items& heap) {
    std::size_t members = 0;
    heap.for_each([&](const Item&) { members++; });
    return members;
}

TEST(Heap, is_empty_at_first) {
    const Items heap;
    EXPECT_TRUE(heap.empty());
    EXPECT_EQ(heap.first(), nullptr);
}

TEST(Heap, gives_members_back_in_order) {
    std::vector<Item> items(1000);
    std::mt19937 random{1};
    Items heap;
    for (Item& item : items) {
        item.key = static_cast<unsigned>(random() % 300);
        heap.insert(item);
    }
    expect_sound(heap);
    EXPECT_EQ(count(heap), items.size());
    unsigned last = 0;
    while (Item* item = heap.first()) {
        EXPECT_GE(item->key, last);
        last = item->key;
        heap.remove(*item);
    }
}

TEST(Heap, lets_any_member_go) {
    std::vector<Item> items(200);
    std::mt19937 random{2};
    Items heap;
    std::multiset<unsigned> keys;
    std::vector<Item*> inside;
    for (unsigned step = 0; step < 5000; step++) {
        if (inside.size() < items.size() && (inside.empty() || random() % 2 == 0)) {
            const auto outside = std::find_if(items.begin(), items.end(), [&](const Item& item) {
                return std::find(inside.begin(), inside.end(), &item) == inside.end();
            });
            outside->key = static_cast<unsigned>(random() % 50);
            keys.insert(outside->key);
            inside.push_back(&*outside);
            heap.insert(*outside);
        } else {
            const std::size_t chosen = random() % inside.size();
            keys.erase(keys.find(inside[chosen]->key));
            heap.remove(*inside[chosen]);
            inside.erase(inside.begin() + static_cast<std::ptrdiff_t>(chosen));
        }
        ASSERT_EQ(heap.empty(), keys.empty());
        if (!keys.empty()) {
            ASSERT_EQ(heap.first()->key, *keys.begin());
        }
        ASSERT_EQ(count(heap), keys.size());
    }
    expect_sound(heap);
}

TEST(Heap, stays_shallow_along_its_right_spine) {
    std::vector<Item> items(10'000);
    Items heap;
    for (unsigned index = 0; index < items.size(); index++) {
        items[index].key = index;
        heap.insert(items[index]);
    }
    EXPECT_LE(Items::links_of(*heap.first()).rank, 14U); // log2 of 10,001, rounded up
}

} // namespace
} // namespace nacre
