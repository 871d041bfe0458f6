// SPDX-License-Identifier: MIT
// Has memory of its own (the system description gives it some) and turns all of it into kernel objects, over
// and over.
//
// expect: refused: more than \d+ objects
#include "attack.hpp"

#include <runtime/slots.hpp>

namespace nacre::user {

namespace {

constexpr Word first_free_slot = slot::first_reply + 1;

bool make(api::ObjectType type, Word size_bits, Word slot) {
    return invoke({slot::memory}, api::untyped::Retype{.type = static_cast<Word>(type),
                                                       .size_bits = size_bits,
                                                       .root = {slot::own_cnode},
                                                       .node_offset = slot,
                                                       .object_count = 1})
        .good();
}

bool empty(Word slot) {
    return invoke({slot::own_cnode}, api::cnode::Delete{.index = slot, .depth = word_bits}).good();
}

} // namespace

/// The object that has lost its last capability leaves its memory used until all is taken back: so the memory
/// ends although there is always a free slot.
int program(std::string_view /*arguments*/) {
    // Memory without any object is whole again: one is kept.
    if (!make(api::ObjectType::endpoint, 0, first_free_slot + 1)) {
        return 1;
    }
    Word made = 0;
    while (make(api::ObjectType::endpoint, 0, first_free_slot) && empty(first_free_slot)) {
        ++made;
    }
    if (make(api::ObjectType::untyped, 40, first_free_slot)) {
        return succeeded("made an object larger than its memory");
    }
    // Taken back, it is whole again and can be used up again; nobody else has more or less than before.
    if (!invoke({slot::own_cnode}, api::cnode::Revoke{.index = slot::memory, .depth = word_bits}).good() ||
        !make(api::ObjectType::thread, 0, first_free_slot)) {
        return 1;
    }
    print("refused: more than {} objects\n", made);
    return 0;
}

} // namespace nacre::user
