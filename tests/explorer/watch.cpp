// SPDX-License-Identifier: MIT
// Who changes what: a core that works at what is not its own is found even if nothing comes of it this time.
#include <explorer/watch.hpp>

#include <algorithm>
#include <cstring>

namespace nacre::test {

using namespace kernel;

namespace {

/// The members' links are theirs.
std::span<const std::byte> queues_of(const Processor& processor) {
    return std::as_bytes(std::span{&processor.ready, 1});
}

} // namespace

Watch::Contents Watch::contents_of(const Endpoint& endpoint) {
    return {endpoint.first(), static_cast<Word>(endpoint.state()), endpoint.home()};
}

Watch::Contents Watch::contents_of(const Notification& notification) {
    const Word state = static_cast<Word>(notification.state) + 4 * notification.pending;
    return {notification.first, state, notification.home};
}

/// Its place in a stack of calls belongs to the core whose context the stack is of.
Watch::Contents Watch::contents_of(const Reply& reply) { return {reply.thread, 0, reply.home}; }

template<typename Type>
void Watch::add(const char* kind, const Type& object) {
    const auto read = [](const void* address) { return contents_of(*static_cast<const Type*>(address)); };
    objects_.push_back({kind, &object, read, contents_of(object)});
}

void Watch::follow(const Census& census) {
    objects_.clear();
    for (const Endpoint* endpoint : census.endpoints) {
        add("an endpoint", *endpoint);
    }
    for (const Notification* notification : census.notifications) {
        add("a notification", *notification);
    }
    for (const Reply* reply : census.replies) {
        add("a reply object", *reply);
    }
}

void Watch::begin() {
    for (Object& object : objects_) {
        object.contents = object.read(object.address);
    }
    for (unsigned index = 0; index < kernel_.processor_count; index++) {
        const auto queues = queues_of(kernel_.processors[index]);
        cores_[index] = {{queues.begin(), queues.end()}};
    }
}

/// A core's own mark is there from when it has got the lock until it gives it back. Both may happen between
/// two points, and then the lock is not free yet.
bool Watch::has_lock(unsigned core) const {
    const SharedLock& lock = kernel_.shared_lock;
    const bool is_taken = lock.serving.load() != lock.next_ticket.load();
    return kernel_.processors[core].has_shared_lock ||
           (is_taken && std::ranges::none_of(kernel_.processors, &Processor::has_shared_lock));
}

/// The same of the section.
bool Watch::has_section(unsigned core) const {
    const auto holds = [](const Processor& processor) { return processor.parking.holds; };
    return holds(kernel_.processors[core]) ||
           (kernel_.exclusive_section.held.load() && std::ranges::none_of(kernel_.processors, holds));
}

bool Watch::somebody_is_on_the_way() const {
    return std::ranges::any_of(kernel_.processors, [](const Processor& processor) {
        return processor.inbox.newest.load() != nullptr || processor.inbox.oldest != nullptr;
    });
}

bool Watch::queues_have_changed(unsigned core) {
    const auto now = queues_of(kernel_.processors[core]);
    std::vector<std::byte>& before = cores_[core].queues;
    const bool same = std::memcmp(before.data(), now.data(), now.size()) == 0;
    before.assign(now.begin(), now.end());
    return !same;
}

bool Watch::may_change(Home home, unsigned core, bool lock) const {
    return home == kernel_.processors[core].home || (home == Home::shared && lock);
}

std::optional<std::string> Watch::look(unsigned core) {
    const bool may_do_all = has_section(core) || cores_[core].had_section;
    const bool lock = has_lock(core) || cores_[core].had_lock;
    std::optional<std::string> found;
    if (cores_[core].had_section && !kernel_.processors[core].parking.holds && somebody_is_on_the_way()) {
        found = "core " + std::to_string(core) + " leaves the section, and a thread is in an inbox";
    }
    cores_[core].had_section = kernel_.processors[core].parking.holds;
    cores_[core].had_lock = kernel_.processors[core].has_shared_lock;
    for (Object& object : objects_) {
        const Contents now = object.read(object.address);
        if (now != object.contents && !may_do_all && !may_change(object.contents.home, core, lock)) {
            found = "core " + std::to_string(core) + " changed " + object.kind + " that is not its own";
        }
        object.contents = now;
    }
    for (unsigned other = 0; other < kernel_.processor_count; other++) {
        if (queues_have_changed(other) && other != core && !may_do_all) {
            found = "core " + std::to_string(core) + " changed the queues of core " + std::to_string(other);
        }
    }
    return found;
}

} // namespace nacre::test
