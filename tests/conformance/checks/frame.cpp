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
constexpr Word missing_capability = static_cast<Word>(LookupFailure::missing_capability);
constexpr Word pattern = 0x5eed'0f'1dea;

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
    scene.expect(Scene::call_method(frame, api::frame::CleanData{0, 8}).label() ==
                     static_cast<Word>(Error::illegal_operation),
                 "the frame counts as unmapped");
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
    scene.refuse(frame, map_at(make_space(scene), free_address + page_size), Error::invalid_capability, {1});
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

void other_tables(Scene& scene) {
    const Capability space = make_space(scene);
    const Capability frame = scene.make(Own::small_frame);
    const Capability large = scene.make(Own::large_frame);
    for (const Word bits : {Word{39}, Word{30}, Word{21}}) {
        scene.refuse(frame, map_at(space, free_address), Error::failed_lookup, {0, missing_capability, bits});
        add_tables(scene, space, free_address, 1);
    }
    // Where a table for small frames is, no large one goes.
    scene.refuse(large, map_at(space, free_address), Error::failed_lookup, {0, missing_capability, 12});
}

void replaces(Scene& scene) {
    const Capability first = scene.make(Own::small_frame);
    const Capability second = scene.make(Own::small_frame);
    volatile Word* here = map_here(scene, first);
    volatile Word* there = map_here(scene, scene.copy(second), free_address + page_size);
    if (here == nullptr || there == nullptr) {
        return;
    }
    *here = 1;
    *there = 2;
    scene.succeed(second, map_at(scene.vspace(), free_address));
    scene.expect_equal(*here, 2, "what the address shows");
    scene.succeed(first, Unmap{});
    scene.expect_equal(*here, 2, "after the replaced frame was unmapped");
}

void beyond_after_mapped(Scene& scene) {
    const Capability frame = make_mapped(scene, make_space(scene));
    scene.refuse(frame, map_at(make_space(scene), api::architecture::user_top), Error::invalid_capability,
                 {1});
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
    refuses<Map>("the page tables at `virtual_address` are not those for a frame of this size", other_tables),
    holds("Frame_Map", "What was mapped at the address before gives way.", replaces),
    holds("Frame_Map", "That it is mapped in another space counts more than the address.",
          beyond_after_mapped),
    succeeds<Unmap>(unmaps),
    succeeds<GetAddress>(tells_address),
};

} // namespace

std::span<const Check> frame_checks() { return checks; }

} // namespace nacre::conformance
