// SPDX-License-Identifier: MIT
// Guesses capability numbers: tries every kernel method that would give it power on each of them.
//
// Slots 1 to 3 hold what every program has, endpoints of services; all others must be empty, or not exist.
//
// expect: refused: \d+ forged capabilities
#include "attack.hpp"

#include <runtime/slots.hpp>

namespace nacre::user {

namespace {

constexpr Word tried_slots = power_of_two(slot::program_cnode_bits);

template<api::Method M>
bool works(Word slot, const M& method) {
    return invoke({slot}, method).good();
}

/// Whether anything at all can be done with the slot.
bool has_power(Word slot) {
    return works(slot, api::untyped::Retype{.type = 0, .size_bits = 12, .root = {slot}, .object_count = 1}) ||
           works(slot, api::cnode::Copy{.destination_index = 31,
                                        .destination_depth = 5,
                                        .source_root = {slot},
                                        .source_index = 1,
                                        .source_depth = 5,
                                        .rights = api::CapabilityRights::all()}) ||
           works(slot, api::cnode::Revoke{.index = 1, .depth = 5}) || works(slot, api::thread::Suspend{}) ||
           works(slot, api::thread::Resume{}) || works(slot, api::frame::GetAddress{}) ||
           works(slot, api::asid_pool::Assign{.vspace = {slot}}) ||
           works(slot,
                 api::interrupt_control::Get{.interrupt = 33, .root = {slot}, .index = 31, .depth = 5}) ||
           works(slot, api::interrupt_handler::Acknowledge{}) ||
           works(slot, api::scheduling_context::Consumed{});
}

} // namespace

int program(std::string_view /*arguments*/) {
    unsigned tried = 0;
    for (Word slot = slot::timer + 1; slot < tried_slots; ++slot) {
        if (has_power(slot)) {
            print("slot {}\n", slot);
            return succeeded("found a capability that it was not given");
        }
        ++tried;
    }
    print("refused: {} forged capabilities\n", tried);
    return 0;
}

} // namespace nacre::user
