// SPDX-License-Identifier: MIT
// Making objects in zeroed memory.
#include <api/type_kind.hpp>
#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <core/memory/asid_table.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/object_factory.hpp>
#include <core/object/reply.hpp>
#include <core/object/scheduling_context.hpp>

#include <new>

namespace nacre::kernel {

namespace {

/// The memory is zero, and zero is the initial value of each of these.
template<typename Object>
Object& object_at(PhysicalAddress start) {
    return *static_cast<Object*>(arch::Machine::pointer(start));
}

} // namespace

Capability create_objects(Word type, unsigned size_bits, unsigned object_bits, PhysicalRange memory,
                          bool is_device) {
    const PhysicalAddress start = memory.start;
    switch (api::object_kind(type)) {
    case api::ObjectKind::untyped: return UntypedView::make(start, size_bits, is_device);
    case api::ObjectKind::thread: return ThreadView::make(object_at<Thread>(start));
    case api::ObjectKind::endpoint: return EndpointView::make(object_at<Endpoint>(start));
    case api::ObjectKind::notification: return NotificationView::make(object_at<Notification>(start));
    case api::ObjectKind::cnode: return CNodeView::make(&object_at<Slot>(start), size_bits);
    case api::ObjectKind::scheduling_context:
        return SchedulingContextView::make(object_at<SchedulingContext>(start), size_bits);
    case api::ObjectKind::reply: return ReplyView::make(object_at<Reply>(start));
    case api::ObjectKind::frame: return FrameView::make(start, object_bits, is_device);
    case api::ObjectKind::page_table: return PageTableView::make(&object_at<Word>(start));
    case api::ObjectKind::address_space:
        for (PhysicalAddress root = start; root < memory.end; root = root + power_of_two(object_bits)) {
            arch::PageTableFormat::prepare_root(&object_at<Word>(root));
        }
        return AddressSpaceView::make(&object_at<Word>(start));
    case api::ObjectKind::null:
    case api::ObjectKind::scheduling_control:
    case api::ObjectKind::interrupt_control:
    case api::ObjectKind::interrupt_handler:
    case api::ObjectKind::domain:
    case api::ObjectKind::asid_control:
    case api::ObjectKind::asid_pool:
    case api::ObjectKind::software_interrupt:
    case api::ObjectKind::secure_monitor: break; // nothing that Untyped_Retype makes
    }
    return {};
}

} // namespace nacre::kernel
