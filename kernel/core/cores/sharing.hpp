// SPDX-License-Identifier: MIT
// Making objects shared, and what is true of them from then on.
#pragma once

namespace nacre::kernel {

struct Endpoint;
struct Notification;
struct Reply;

/// Within the exclusive section only. What hangs together is shared together, so that nobody who has the lock
/// finds a thread in the hands of a core that works without it:
///
/// - whose bound notification is shared receives at shared endpoints only;
/// - who receives with a shared reply object does so at a shared endpoint.
///
/// The other way round it is not sure: before somebody takes a receiver off a shared endpoint it must look
/// whether those two are shared.
namespace sharing {

void share(Endpoint& endpoint);
void share(Reply& reply);
void share(Notification& notification);

} // namespace sharing
} // namespace nacre::kernel
