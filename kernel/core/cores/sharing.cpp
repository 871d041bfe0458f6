// SPDX-License-Identifier: MIT
// Making objects shared, and what is true of them from then on.
#include <core/cores/sharing.hpp>
#include <core/object/endpoint.hpp>
#include <core/object/notification.hpp>
#include <core/object/reply.hpp>

namespace nacre::kernel::sharing {

namespace {

void share_where_it_receives(const Thread* thread) {
    if (thread != nullptr && thread->state == ThreadState::blocked_on_receive) {
        share(*static_cast<Endpoint*>(thread->waiting_on));
    }
}

} // namespace

void share(Endpoint& endpoint) { endpoint.set_home(Home::shared); }

void share(Reply& reply) {
    reply.home = Home::shared;
    share_where_it_receives(reply.thread);
}

void share(Notification& notification) {
    notification.home = Home::shared;
    share_where_it_receives(notification.bound_thread);
}

} // namespace nacre::kernel::sharing
