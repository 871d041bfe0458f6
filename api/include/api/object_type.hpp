// SPDX-License-Identifier: MIT
// The numbers by which Untyped_Retype names the objects it makes.
#pragma once

#include <base/word.hpp>

namespace nacre::api {

/// The object types that every architecture has. The architecture's own follow from
/// `first_architecture_type`: see architecture::ObjectType.
enum class ObjectType : Word {
    untyped,
    thread,
    endpoint,
    notification,
    cnode,
    scheduling_context,
    reply,
};

inline constexpr Word first_architecture_type = static_cast<Word>(ObjectType::reply) + 1;

} // namespace nacre::api
