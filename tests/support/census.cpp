// SPDX-License-Identifier: MIT
// All capability slots and live objects of a kernel, found by following every capability and every link.
#include <support/census.hpp>
#include <support/text.hpp>

#include <algorithm>

namespace nacre::test {

using namespace kernel;

std::string describe(const Slot& slot) {
    return text("slot ", &slot, " (kind ", static_cast<unsigned>(slot.kind()), ", object ",
                Hexadecimal{slot.capability.address()}, ")");
}

Census::Census(const Kernel& kernel, std::span<const Slot> roots, Violations& violations, Moment moment)
    : kernel_{kernel}, roots_{roots}, violations_{violations}, moment_{moment} {
    visit_range(roots_);
    visit_range(kernel_.interrupts.notifications);
    while (!waiting_.empty()) {
        const Slot& slot = *waiting_.back();
        waiting_.pop_back();
        note_object(slot);
        follow_links(slot);
    }
    order();
}

void Census::visit_range(std::span<const Slot> slots) {
    if (!ranges_.emplace(slots.data(), slots.size()).second) {
        return;
    }
    for (const Slot& slot : slots) {
        visit(slot);
    }
}

void Census::visit(const Slot& slot) {
    if (!slot.empty() && seen_.insert(&slot).second) {
        waiting_.push_back(&slot);
    }
}

void Census::note_object(const Slot& slot) {
    switch (slot.kind()) {
    case Kind::endpoint: endpoints.insert(&slot.as<EndpointView>().object()); return;
    case Kind::notification: notifications.insert(&slot.as<NotificationView>().object()); return;
    case Kind::reply: replies.insert(&slot.as<ReplyView>().object()); return;
    case Kind::cnode:
        visit_range({slot.as<CNodeView>().slots(), power_of_two(slot.as<CNodeView>().radix())});
        return;
    case Kind::thread:
        threads.insert(&slot.as<ThreadView>().object());
        visit_range(slot.as<ThreadView>().object().slots);
        return;
    case Kind::zombie: {
        const auto zombie = slot.as<ZombieView>();
        const std::size_t count =
            zombie.is_thread() ? std::size_t{thread_slot_count} : power_of_two(zombie.radix());
        visit_range({zombie.slots(), count});
        note_zombie(slot, {zombie.slots(), count});
        return;
    }
    case Kind::scheduling_context:
        contexts.emplace(&slot.as<SchedulingContextView>().object(),
                         slot.as<SchedulingContextView>().size_bits());
        return;
    case Kind::page_table: page_tables.insert(slot.as<PageTableView>().table()); return;
    case Kind::address_space: {
        const Asid said = slot.as<AddressSpaceView>().asid();
        const Asid known = address_spaces.emplace(slot.as<AddressSpaceView>().root(), said).first->second;
        if (known != said) {
            violations_.push_back(describe(slot) + " names another identifier than a copy of it");
        }
        return;
    }
    case Kind::asid_pool:
        pools.insert(&slot.as<AsidPoolView>().object());
        if (kernel_.asids.pool_of(slot.as<AsidPoolView>().base()) != &slot.as<AsidPoolView>().object()) {
            violations_.push_back(describe(slot) + " is a pool that is not registered");
        }
        return;
    case Kind::interrupt_handler: handlers.insert(slot.as<InterruptHandlerView>().number()); return;
    case Kind::null:
    case Kind::untyped:
    case Kind::frame:
    case Kind::software_interrupt:
    case Kind::interrupt_control:
    case Kind::scheduling_control:
    case Kind::domain:
    case Kind::asid_control:
    case Kind::io_port_control:
    case Kind::io_port: return;
    }
    violations_.push_back(describe(slot) + " holds a kind that does not exist");
}

/// What is left of a CNode or a thread: emptied from its end on.
void Census::note_zombie(const Slot& slot, std::span<const Slot> slots) {
    const std::size_t remaining = slot.as<ZombieView>().remaining();
    if (remaining > slots.size()) {
        violations_.push_back(describe(slot) + " has more to empty than there is");
        return;
    }
    for (const Slot& emptied : slots.subspan(remaining)) {
        // A circle of CNodes keeps a zombie in itself.
        if (!emptied.empty() && !emptied.is<ZombieView>()) {
            violations_.push_back(describe(slot) + " holds something in the part that was emptied");
        }
    }
}

bool Census::is_plausible(const Slot* slot) const {
    const auto in = [&](const void* start, std::size_t size) {
        const auto* byte = reinterpret_cast<const std::byte*>(slot);
        return start <= byte && byte < static_cast<const std::byte*>(start) + size;
    };
    const bool in_ram = std::ranges::any_of(kernel_.memory.all(), [&](const PhysicalRange& range) {
        return in(arch::Machine::pointer(range.start), range.end - range.start);
    });
    return in_ram || in(&kernel_.interrupts.notifications, sizeof(kernel_.interrupts.notifications)) ||
           in(roots_.data(), roots_.size_bytes());
}

void Census::follow_links(const Slot& slot) {
    for (const Slot* neighbour : {slot.next(), slot.previous()}) {
        if (neighbour == nullptr) {
            continue;
        }
        if (!is_plausible(neighbour)) {
            violations_.push_back(describe(slot) + " has a link that leads nowhere");
        } else if (neighbour->empty()) {
            violations_.push_back(describe(slot) + " has a link to an empty slot");
        } else {
            visit(*neighbour);
        }
    }
}

/// Walks the chains, and finds slots that are in none or in tables that nothing leads to.
void Census::order() {
    if (!violations_.empty()) {
        return;
    }
    for (const Slot* first : seen_) {
        if (first->previous() != nullptr) {
            continue;
        }
        std::vector<const Slot*> list;
        for (const Slot* slot = first; slot != nullptr && list.size() <= seen_.size(); slot = slot->next()) {
            if (slot->next() != nullptr && slot->next()->previous() != slot) {
                violations_.push_back(describe(*slot) + " is followed by one that does not point back");
            }
            places[slot] = {lists.size(), list.size()};
            list.push_back(slot);
        }
        lists.push_back(std::move(list));
    }
    if (places.size() != seen_.size()) {
        violations_.push_back("there are slots in no chain of the derivation order, or in a circle of it");
    }
    for (const Slot* slot : seen_) {
        auto range = ranges_.upper_bound(slot);
        if (range == ranges_.begin() || slot >= std::prev(range)->first + std::prev(range)->second) {
            violations_.push_back(describe(*slot) + " lies in no CNode or thread that exists");
        }
    }
}

} // namespace nacre::test
