// SPDX-License-Identifier: MIT
// Making objects in zeroed memory.
#include <api/type_kind.hpp>
#include <arch/machine.hpp>
#include <arch/page_table_format.hpp>
#include <core/memory/asid_table.hpp>
#include <core/memory/mapping.hpp>
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

/// 0: it is no table.
unsigned level_of_table(api::ObjectKind kind) {
    constexpr unsigned last = arch::PageTableFormat::levels - 1;
    if (kind == api::ObjectKind::page_directory_pointer_table) {
        return 1;
    }
    if (kind == api::ObjectKind::page_directory) {
        return 2;
    }
    return kind == api::ObjectKind::page_table ? last : 0;
}

} // namespace

Capability create_objects(Word type, unsigned size_bits, unsigned object_bits, PhysicalRange memory,
                          bool is_device) {
    const PhysicalAddress start = memory.start;
    const api::ObjectKind kind = api::object_kind(type);
    if (kind == api::ObjectKind::untyped) {
        return UntypedView::make(start, size_bits, is_device);
    }
    if (kind == api::ObjectKind::thread) {
        return ThreadView::make(object_at<Thread>(start));
    }
    if (kind == api::ObjectKind::endpoint) {
        return EndpointView::make(object_at<Endpoint>(start));
    }
    if (kind == api::ObjectKind::notification) {
        return NotificationView::make(object_at<Notification>(start));
    }
    if (kind == api::ObjectKind::cnode) {
        return CNodeView::make(&object_at<Slot>(start), size_bits);
    }
    if (kind == api::ObjectKind::scheduling_context) {
        return SchedulingContextView::make(object_at<SchedulingContext>(start), size_bits);
    }
    if (kind == api::ObjectKind::reply) {
        return ReplyView::make(object_at<Reply>(start));
    }
    if (kind == api::ObjectKind::frame) {
        return FrameView::make(start, object_bits, is_device);
    }
    if (const unsigned level = level_of_table(kind); level != 0) {
        return PageTableView::make(&object_at<Word>(start), mapping::remembered_level(level));
    }
    NACRE_ASSERT(kind == api::ObjectKind::address_space); // there is no other object type
    for (PhysicalAddress root = start; root < memory.end; root = root + power_of_two(object_bits)) {
        arch::PageTableFormat::prepare_root(&object_at<Word>(root));
    }
    return AddressSpaceView::make(&object_at<Word>(start));
}

} // namespace nacre::kernel
