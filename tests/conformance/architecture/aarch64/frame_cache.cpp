// SPDX-License-Identifier: MIT
// Cache maintenance of a frame, by offsets.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::frame::CleanData;
using api::frame::CleanInvalidateData;
using api::frame::InvalidateData;
using api::frame::Map;
using api::frame::UnifyInstruction;
using Own = api::architecture::ObjectType;

constexpr Word invalid_root = static_cast<Word>(api::LookupFailure::invalid_root);
constexpr Word pattern = 0x0123'4567'89ab;

/// What was written is there afterwards, seen past the caches through an uncached mapping. Dropping data
/// keeps none of it for sure, so it is cleaned before.
template<typename M>
void keeps_data(Scene& scene) {
    const Capability frame = scene.make(Own::small_frame);
    volatile Word* cached = map_here(scene, frame);
    volatile Word* uncached = map_here(scene, scene.copy(frame), free_address + page_size,
                                       api::architecture::MappingAttributes::device());
    if (cached == nullptr || uncached == nullptr) {
        return;
    }
    cached[1] = pattern;
    scene.succeed(frame, CleanData{0, page_size});
    scene.succeed(frame, M{8, page_size});
    scene.expect_equal(uncached[1], pattern, "in memory");
    scene.expect_equal(cached[1], pattern, "through the cache");
}

void runs_new_code(Scene& scene) {
    const Capability frame = scene.make(Own::small_frame);
    volatile Word* code = map_here(scene, frame);
    for (Word value = 1; code != nullptr && value <= 3; ++value) {
        *code = architecture::code_that_returns(value);
        scene.succeed(frame, UnifyInstruction{0, sizeof(Word)});
        scene.expect_equal(reinterpret_cast<Word (*)()>(free_address)(), value, "of the new instructions");
    }
}

template<typename M>
void not_mapped(Scene& scene) {
    scene.refuse(scene.make(Own::small_frame), M{1, 0}, Error::illegal_operation);
}

template<typename M>
void space_gone(Scene& scene) {
    const Capability pool = make_pool(scene);
    const Capability frame = make_mapped(scene, make_space(scene, pool));
    scene.remove(pool);
    scene.refuse(frame, M{1, 0}, Error::failed_lookup, {0, invalid_root});
}

template<typename M>
void no_range(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.refuse(frame, M{8, 8}, Error::invalid_argument, {1});
    scene.refuse(frame, M{2 * page_size, 2 * page_size - 1}, Error::invalid_argument, {1});
}

template<typename M>
void outside(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.refuse(frame, M{0, page_size + 1}, Error::invalid_argument, {0});
    scene.refuse(frame, M{page_size, page_size + 1}, Error::invalid_argument, {0});
    scene.succeed(frame, M{0, page_size});
}

template<typename M>
void mapping_gone(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.succeed(scene.make(Own::small_frame), map_at(scene.vspace(), free_address));
    scene.refuse(frame, M{0, 8}, Error::invalid_capability, {0});
}

void not_writable(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.succeed(frame, map_at(scene.vspace(), free_address, CapabilityRights::read()));
    scene.refuse(frame, InvalidateData{0, 8}, Error::illegal_operation);
    scene.succeed(frame, CleanInvalidateData{0, 8});
}

template<typename M>
consteval std::array<Check, 5> refusals() {
    return {refuses<M>("the frame is not mapped", not_mapped<M>),
            refuses<M>("the address space that the frame is mapped in is gone", space_gone<M>),
            refuses<M>("`start_offset` is not below `end_offset`", no_range<M>),
            refuses<M>("`start_offset` or `end_offset` lies outside the frame", outside<M>),
            refuses<M>("the frame is no longer mapped where it was", mapping_gone<M>)};
}

constexpr std::array own{
    succeeds<CleanData>(keeps_data<CleanData>),
    succeeds<InvalidateData>(keeps_data<InvalidateData>),
    succeeds<CleanInvalidateData>(keeps_data<CleanInvalidateData>),
    succeeds<UnifyInstruction>(runs_new_code),
    refuses<InvalidateData>("the frame is mapped without the right to write", not_writable),
};
constexpr auto checks = joined(own, refusals<CleanData>(), refusals<InvalidateData>(),
                               refusals<CleanInvalidateData>(), refusals<UnifyInstruction>());

} // namespace

std::span<const Check> frame_cache_checks() { return checks; }

} // namespace nacre::conformance
