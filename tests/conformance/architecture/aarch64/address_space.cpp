// SPDX-License-Identifier: MIT
// Cache maintenance by virtual address.
#include <conformance/architecture.hpp>
#include <conformance/checks/groups.hpp>
#include <conformance/spaces.hpp>

namespace nacre::conformance {

namespace {

using api::CapabilityRights;
using api::Error;
using api::address_space::CleanData;
using api::address_space::CleanInvalidateData;
using api::address_space::InvalidateData;
using api::address_space::UnifyInstruction;
using Own = api::architecture::ObjectType;

constexpr Word invalid_root = static_cast<Word>(api::LookupFailure::invalid_root);
constexpr Word pattern = 0x0123'4567'89ab;
constexpr Word top = api::architecture::user_top;

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
    scene.succeed(scene.vspace(), CleanData{free_address, free_address + page_size});
    scene.succeed(scene.vspace(), M{free_address + 8, free_address + page_size});
    scene.expect_equal(uncached[1], pattern, "in memory");
    scene.expect_equal(cached[1], pattern, "through the cache");
}

void runs_new_code(Scene& scene) {
    volatile Word* code = map_here(scene, scene.make(Own::small_frame));
    for (Word value = 1; code != nullptr && value <= 3; ++value) {
        *code = architecture::code_that_returns(value);
        scene.succeed(scene.vspace(), UnifyInstruction{free_address, free_address + sizeof(Word)});
        scene.expect_equal(reinterpret_cast<Word (*)()>(free_address)(), value, "of the new instructions");
    }
}

template<typename M>
void no_range(Scene& scene) {
    scene.refuse(scene.vspace(), M{free_address, free_address}, Error::invalid_argument, {1});
    // Looked at before all else.
    scene.refuse(scene.make(Own::vspace), M{top + 1, top}, Error::invalid_argument, {1});
}

template<typename M>
void beyond(Scene& scene) {
    scene.refuse(scene.vspace(), M{top - 1, top}, Error::illegal_operation);
    scene.refuse(scene.make(Own::vspace), M{top, top + 1}, Error::illegal_operation);
}

template<typename M>
void no_identifier(Scene& scene) {
    scene.refuse(scene.make(Own::vspace), M{0, 1}, Error::invalid_capability, {0});
}

template<typename M>
void pool_gone(Scene& scene) {
    scene.refuse(make_orphan(scene), M{0, 1}, Error::failed_lookup, {0, invalid_root});
}

template<typename M>
void replaced(Scene& scene) {
    scene.refuse(make_replaced(scene), M{0, 1}, Error::invalid_capability, {0});
}

template<typename M>
void two_pages(Scene& scene) {
    make_mapped(scene, scene.vspace());
    scene.refuse(scene.vspace(), M{free_address + 8, free_address + page_size + 1}, Error::range_error,
                 {free_address + 8, free_address + page_size - 1});
}

template<typename M>
void nothing_mapped(Scene& scene) {
    scene.succeed(make_space(scene), M{free_address, free_address + 5 * page_size});
}

void not_writable(Scene& scene) {
    const Capability frame = make_mapped(scene, scene.vspace());
    scene.succeed(frame, map_at(scene.vspace(), free_address, CapabilityRights::read()));
    scene.refuse(scene.vspace(), InvalidateData{free_address, free_address + 8}, Error::illegal_operation);
    scene.succeed(scene.vspace(), CleanInvalidateData{free_address, free_address + 8});
}

template<typename M>
consteval std::array<Check, 7> common() {
    return {
        refuses<M>("`start` is not below `end`", no_range<M>),
        refuses<M>("`end` lies beyond the addresses of programs", beyond<M>),
        refuses<M>("the address space has no identifier", no_identifier<M>),
        refuses<M>("the address space's identifier pool is gone", pool_gone<M>),
        refuses<M>("the address space's identifier belongs to another one by now", replaced<M>),
        refuses<M>("`start` and `end` lie in different pages", two_pages<M>),
        holds(M::name, "Where nothing is mapped it does nothing, and says so to nobody.", nothing_mapped<M>)};
}

constexpr std::array own{
    succeeds<CleanData>(keeps_data<CleanData>),
    succeeds<InvalidateData>(keeps_data<InvalidateData>),
    succeeds<CleanInvalidateData>(keeps_data<CleanInvalidateData>),
    succeeds<UnifyInstruction>(runs_new_code),
    refuses<InvalidateData>("`start` is mapped without the right to write", not_writable),
};
constexpr auto checks = joined(own, common<CleanData>(), common<InvalidateData>(),
                               common<CleanInvalidateData>(), common<UnifyInstruction>());

} // namespace

std::span<const Check> address_space_checks() { return checks; }

} // namespace nacre::conformance
