// SPDX-License-Identifier: MIT
// Frames: mapping them, unmapping them, and where they are.
#include <board.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::LookupFailure;
using api::frame::GetAddress;
using api::frame::Map;
using api::frame::Unmap;
using Own = api::architecture::ObjectType;

constexpr Word invalid_root = static_cast<Word>(LookupFailure::invalid_root);
constexpr Word pattern = 0x5eed'1dea;

void maps(Scene& scene) {
    const Capability frame = scene.make(Own::small_frame);
    volatile Word* first = map_here(scene, frame);
    volatile Word* second = map_here(scene, scene.copy(frame), free_address + 8 * page_size);
    if (first == nullptr || second == nullptr) {
        return;
    }
    scene.expect_equal(first[5], 0, "a fresh frame");
    first[5] = pattern;
    scene.expect_equal(second[5], pattern, "the same memory at another address");
    // Where it is mapped it can be mapped again, with other rights.
    scene.succeed(frame, map_at(scene.vspace(), free_address, CapabilityRights::read()));
    scene.expect_equal(first[5], pattern, "through the mapping with fewer rights");
}

void unmaps(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.succeed(frame, Unmap{});
    scene.succeed(frame, Unmap{});
    scene.succeed(frame, map_at(scene.vspace(), free_address + page_size));
}

void tells_address(Scene& scene) {
    const Word device = user::board::device_page.value;
    for (const Word address : {device, device + page_size, device - page_size}) {
        const auto reply = user::invoke(device_frame(scene, PhysicalAddress{address}), GetAddress{});
        if (scene.expect(reply.good(), "a device frame tells its address")) {
            scene.expect_equal(reply->physical_address, address, "of the device");
        }
    }
    const auto first = user::invoke(scene.make(Own::small_frame), GetAddress{});
    const auto second = user::invoke(scene.make(Own::small_frame), GetAddress{});
    if (scene.expect(first.good() && second.good(), "frames of memory tell theirs")) {
        scene.expect_equal(second->physical_address, first->physical_address + page_size, "the next frame");
    }
}

void no_space(Scene& scene) {
    const Capability frame = scene.make(Own::small_frame);
    // The space is looked at first: neither the address nor the tables would be right.
    scene.refuse(frame, map_at(scene.make(Own::vspace), 1), Error::invalid_capability, {1});
    scene.refuse(frame, map_at(scene.own_thread(), 1), Error::invalid_capability, {1});
}

void orphaned_space(Scene& scene) {
    scene.refuse(scene.make(Own::small_frame), map_at(make_orphan(scene), 1), Error::failed_lookup,
                 {0, invalid_root});
}

void replaced_space(Scene& scene) {
    scene.refuse(scene.make(Own::small_frame), map_at(make_replaced(scene), 1), Error::invalid_capability,
                 {1});
}

void not_aligned(Scene& scene) {
    scene.refuse(scene.make(Own::small_frame), map_at(make_space(scene), free_address + page_size / 2),
                 Error::alignment_error);
    scene.refuse(scene.make(Own::large_frame), map_at(make_space(scene), free_address + page_size),
                 Error::alignment_error);
}

void mapped_elsewhere(Scene& scene) {
    const Capability frame = make_mapped(scene, make_space(scene));
    const Capability other = make_space(scene);
    add_tables(scene, other, free_address);
    scene.refuse(frame, map_at(other, free_address), Error::invalid_capability, {1});
}

void mapped_at_other_address(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = make_mapped(scene, space);
    scene.refuse(frame, map_at(space, free_address + page_size), Error::invalid_argument, {0});
}

void beyond(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = scene.make(Own::small_frame);
    scene.refuse(frame, map_at(space, api::architecture::user_top), Error::invalid_argument, {0});
    scene.refuse(frame, map_at(space, ~Word{page_size - 1}), Error::invalid_argument, {0});
}

constexpr std::array checks{
    succeeds<Map>(maps),
    refuses<Map>("`vspace` is no address space with an identifier", no_space),
    refuses<Map>("`vspace`'s identifier pool is gone", orphaned_space),
    refuses<Map>("`vspace`'s identifier belongs to another address space by now", replaced_space),
    refuses<Map>("`virtual_address` is not aligned to the size of the frame", not_aligned),
    refuses<Map>("the frame is mapped in another address space", mapped_elsewhere),
    refuses<Map>("the frame is mapped at another address", mapped_at_other_address),
    refuses<Map>("the frame would reach beyond the addresses of programs", beyond),
    succeeds<Unmap>(unmaps),
    succeeds<GetAddress>(tells_address),
};

} // namespace

std::span<const Check> frame_checks() { return checks; }

} // namespace nacre::conformance
