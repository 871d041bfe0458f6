// SPDX-License-Identifier: MIT
// From the number that Untyped_Retype takes to the kind of capability that comes of it.
#pragma once

#include <api/architecture.hpp>
#include <api/object_kind.hpp>
#include <api/object_type.hpp>

namespace nacre::api {

/// ObjectKind::null for a number that is no object type.
constexpr ObjectKind object_kind(Word type) {
    if (type >= first_architecture_type) {
        return architecture::object_kind(type);
    }
    switch (static_cast<ObjectType>(type)) {
    case ObjectType::untyped: return ObjectKind::untyped;
    case ObjectType::thread: return ObjectKind::thread;
    case ObjectType::endpoint: return ObjectKind::endpoint;
    case ObjectType::notification: return ObjectKind::notification;
    case ObjectType::cnode: return ObjectKind::cnode;
    case ObjectType::scheduling_context: return ObjectKind::scheduling_context;
    case ObjectType::reply: return ObjectKind::reply;
    }
    return ObjectKind::null;
}

} // namespace nacre::api
