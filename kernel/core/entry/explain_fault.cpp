// SPDX-License-Identifier: MIT
// --explain: why a thread faults, in words on the console, with what the kernel found where the thread
// reached.
#include <api/system_call.hpp>
#include <core/capability/lookup.hpp>
#include <core/entry/explain.hpp>
#include <core/entry/explain_text.hpp>
#include <core/log.hpp>
#include <core/memory/address_space.hpp>
#include <core/object/notification.hpp>

namespace nacre::kernel::explain {

namespace {

const char* attempt(CapabilityUse use) {
    switch (use) {
    case CapabilityUse::destination: return "a send to";
    case CapabilityUse::attached: return "a send along with";
    case CapabilityUse::source: return "a receive from";
    case CapabilityUse::reply: return "a receive with the reply object in";
    }
    return "a use of";
}

/// Why nobody receives from what is there.
void print_useless_source(const Slot& slot) {
    if (slot.is<EndpointView>()) {
        print("the endpoint's capability lacks the right to receive");
    } else if (!slot.is<NotificationView>()) {
        print("what is there is no endpoint and no notification, but: {}", interface_kind(slot.capability));
    } else if (!slot.as<NotificationView>().rights().has(NotificationRight::wait)) {
        print("the notification's capability lacks the right to receive");
    } else {
        print("the notification is bound to another thread");
    }
}

void print_what_is_there(const Slot* slot, const Fault& fault, CapabilityUse use) {
    if (slot == nullptr) {
        print("the address leads to no slot");
        print_lookup(fault.lookup());
    } else if (slot->empty()) {
        print("the slot is empty");
    } else if (use == CapabilityUse::reply) {
        print("what is there is no reply object, but: {}", interface_kind(slot->capability));
    } else {
        print_useless_source(*slot);
    }
}

void print_mapping(const Kernel& kernel, const Thread& thread, VirtualAddress address) {
    using Format = arch::PageTableFormat;
    const Slot& space = thread.slot(ThreadSlot::address_space);
    void* root = space.is<AddressSpaceView>() ? address_space::find_root(kernel, space.as<AddressSpaceView>())
                                              : nullptr;
    if (root == nullptr) {
        print("the thread has no address space");
        return;
    }
    if (address >= arch::Machine::user_top) {
        print("the address lies outside user space");
        return;
    }
    const auto found = PageTables{root}.find(address);
    if (!Format::is_leaf(found.level, *found.entry)) {
        print("no page is mapped there{}",
              found.level == Format::levels - 1 ? "" : ", and no page table for one");
        return;
    }
    const PagePermissions allowed = Format::permissions(*found.entry);
    print("a page is mapped there, which the thread may{}{}{}", allowed.read ? " read" : " not read",
          allowed.write ? ", write" : ", not write", allowed.execute ? ", execute" : ", not execute");
}

void print_memory_fault(const Kernel& kernel, const Thread& thread, const Fault& fault) {
    const char* access = "a read from";
    if (fault.flag) {
        access = "execution at";
    } else if (arch::Machine::was_write(fault.code)) {
        access = "a write to";
    }
    print("memory fault: {} address {:#x}: ", access, fault.address);
    print_mapping(kernel, thread, {fault.address});
    print(" ({}, status {:#x})", arch::Machine::name_of_memory_fault(fault.code), fault.code);
}

void print_unknown_call(const Fault& fault) {
    const auto number = static_cast<std::intptr_t>(fault.code);
    if (number == static_cast<std::intptr_t>(api::SystemCall::debug_halt)) {
        print("unknown system call: DebugHalt needs a maximum controlled priority of {}", priority_count - 1);
    } else {
        print("unknown system call: the kernel has no call {}", number);
    }
}

void print_fault(const Kernel& kernel, const Thread& thread, const Fault& fault) {
    switch (fault.kind) {
    case FaultKind::none:
    case FaultKind::capability: break; // has more to tell: capability_fault
    case FaultKind::unknown_system_call: print_unknown_call(fault); break;
    case FaultKind::user_exception:
        print("user exception: {} (number {:#x}, code {:#x})",
              arch::Machine::name_of_exception(fault.number, fault.code), fault.number, fault.code);
        break;
    case FaultKind::memory: print_memory_fault(kernel, thread, fault); break;
    case FaultKind::timeout:
        print("timeout: the budget of its scheduling context is used up (badge {:#x})", fault.code);
        break;
    }
}

/// Where nobody is told, the kernel says that the thread stops, with or without --explain.
void end_line(const Thread& thread, ThreadSlot handler) {
    print("; {}\n", thread.slot(handler).is<EndpointView>() ? "its handler is told" : "it has no handler");
}

} // namespace

void capability_fault(const Processor& processor, const Fault& fault, CapabilityUse use, bool dropped) {
    if (!processor.kernel->explains) {
        return;
    }
    const Thread& thread = *processor.current;
    begin_line(thread);
    print("capability fault: {} capability {:#x}: ", attempt(use), fault.address);
    print_what_is_there(find_slot(thread.capability_space(), fault.address), fault, use);
    if (dropped) {
        print("; the message is dropped\n");
    } else {
        end_line(thread, ThreadSlot::fault_handler);
    }
}

void fault(const Kernel& kernel, const Thread& thread, const Fault& fault) {
    if (!kernel.explains) {
        return;
    }
    begin_line(thread);
    print_fault(kernel, thread, fault);
    end_line(thread,
             fault.kind == FaultKind::timeout ? ThreadSlot::timeout_handler : ThreadSlot::fault_handler);
}

} // namespace nacre::kernel::explain
