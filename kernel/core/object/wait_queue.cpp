// SPDX-License-Identifier: MIT
// Threads that wait for the same thing: the highest priority first, within a priority the longest waiting
// first.
#include <core/object/thread.hpp>

namespace nacre::kernel::wait_queue {

namespace {

bool same_group(const Thread* one, const Thread& other) {
    return one != nullptr && one->priority == other.priority;
}

void link_between(Thread* previous, Thread& thread, Thread* next) {
    thread.wait_link.previous = previous;
    thread.wait_link.next = next;
    if (previous != nullptr) {
        previous->wait_link.next = &thread;
    }
    if (next != nullptr) {
        next->wait_link.previous = &thread;
    }
}

/// The neighbouring groups of `thread`'s group name `leader`, which may be null, where they named another
/// before.
void relink_groups(const Thread& thread, Thread* leader) {
    Thread* previous = thread.wait_link.previous_group;
    Thread* next = thread.wait_link.next_group;
    if (previous != nullptr) {
        previous->wait_link.next_group = leader != nullptr ? leader : next;
    }
    if (next != nullptr) {
        next->wait_link.previous_group = leader != nullptr ? leader : previous;
    }
}

void remove_leader(Thread& leader) {
    Thread* heir = leader.wait_link.next;
    if (!same_group(heir, leader)) {
        relink_groups(leader, nullptr);
        return;
    }
    heir->wait_link.next_group = leader.wait_link.next_group;
    heir->wait_link.previous_group = leader.wait_link.previous_group;
    heir->wait_link.group_last = leader.wait_link.group_last;
    relink_groups(leader, heir);
}

Thread* find_group(Thread* first, const Thread& thread) {
    Thread* leader = first;
    while (!same_group(leader, thread)) {
        leader = leader->wait_link.next_group;
    }
    return leader;
}

} // namespace

Thread* insert(Thread* first, Thread& thread) {
    Thread* before = nullptr;
    Thread* group = first;
    while (group != nullptr && group->priority > thread.priority) {
        before = group;
        group = group->wait_link.next_group;
    }
    if (same_group(group, thread)) {
        Thread* last = group->wait_link.group_last;
        link_between(last, thread, last->wait_link.next);
        group->wait_link.group_last = &thread;
        return first;
    }
    link_between(before == nullptr ? nullptr : before->wait_link.group_last, thread, group);
    thread.wait_link.previous_group = before;
    thread.wait_link.next_group = group;
    thread.wait_link.group_last = &thread;
    relink_groups(thread, &thread);
    return before == nullptr ? &thread : first;
}

Thread* remove(Thread* first, Thread& thread) {
    Thread* previous = thread.wait_link.previous;
    Thread* next = thread.wait_link.next;
    if (!same_group(previous, thread)) {
        remove_leader(thread);
    } else if (!same_group(next, thread)) {
        find_group(first, thread)->wait_link.group_last = previous;
    }
    if (previous != nullptr) {
        previous->wait_link.next = next;
    }
    if (next != nullptr) {
        next->wait_link.previous = previous;
    }
    thread.wait_link = {};
    return previous == nullptr ? next : first;
}

} // namespace nacre::kernel::wait_queue
