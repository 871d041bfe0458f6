// SPDX-License-Identifier: MIT
// All capability slots and live objects of a kernel, found by following every capability and every link.
#pragma once

#include <core/kernel.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace nacre::test {

/// What is wrong, a sentence each; an empty list: nothing.
using Violations = std::vector<std::string>;

/// When a kernel is looked at.
enum class Moment : unsigned char {
    at_rest,    ///< every core is in user mode or sleeps
    in_section, ///< a core has the exclusive section: parked ones may have begun a system call
};

/// A slot's place in the derivation order.
struct Place {
    std::size_t list;
    std::size_t position;
};

struct Census {
    using Slot = kernel::Slot;

    /// `roots` are slots that exist without a capability to them; the interrupt table's are added.
    Census(const kernel::Kernel& kernel, std::span<const Slot> roots, Violations& violations,
           Moment moment = Moment::at_rest);

    bool at_rest() const { return moment_ == Moment::at_rest; }
    /// Is there RAM, as the kernel knows it?
    bool is_memory(PhysicalAddress address) const { return kernel_.is_memory(address); }

    /// Occupied slots and where they stand.
    std::map<const Slot*, Place> places;
    /// The derivation order: chains of slots from a first one to a last one.
    std::vector<std::vector<const Slot*>> lists;

    std::set<const kernel::Endpoint*> endpoints;
    std::set<const kernel::Notification*> notifications;
    std::set<const kernel::Reply*> replies;
    std::set<const kernel::Thread*> threads;
    std::map<const kernel::SchedulingContext*, unsigned> contexts; ///< with the exponent of their size
    std::set<const void*> page_tables;
    std::map<const void*, kernel::Asid> address_spaces;
    std::set<const kernel::AsidPool*> pools;
    std::set<kernel::InterruptNumber> handlers;

private:
    void visit(const Slot& slot);
    void visit_range(std::span<const Slot> slots);
    void note_object(const Slot& slot);
    void note_zombie(const Slot& slot, std::span<const Slot> slots);
    void follow_links(const Slot& slot);
    bool is_plausible(const Slot* slot) const;
    void order();

    const kernel::Kernel& kernel_;
    std::span<const Slot> roots_;
    Violations& violations_;
    Moment moment_;
    std::set<const Slot*> seen_;
    std::vector<const Slot*> waiting_;
    std::map<const Slot*, std::size_t> ranges_; ///< first slot and number of all tables of slots
};

std::string describe(const kernel::Slot& slot);

} // namespace nacre::test
