// SPDX-License-Identifier: MIT
// Making address spaces, mappings and device frames out of what the check's scene has.
#include <conformance/spaces.hpp>

namespace nacre::conformance {

using Own = api::architecture::ObjectType;
using api::architecture::MappingAttributes;

namespace {

constexpr unsigned page_bits = 12;

Capability retype_page(Scene& scene, Capability untyped, Word type, Word size_bits, Word count = 1) {
    const Capability first = scene.slots(count);
    scene.succeed(untyped, api::untyped::Retype{.type = type,
                                                .size_bits = size_bits,
                                                .root = scene.cnode(),
                                                .node_offset = first.address,
                                                .object_count = count});
    return first;
}

} // namespace

Capability make_space(Scene& scene, Capability pool) {
    const Capability space = scene.make(Own::vspace);
    scene.succeed(pool, api::asid_pool::Assign{space});
    return space;
}

Capability make_pool(Scene& scene) {
    const Capability pool = scene.slot();
    scene.succeed({initial::asid_control},
                  api::asid_control::MakePool{scene.make(api::ObjectType::untyped, page_bits), scene.cnode(),
                                              pool.address, whole_word});
    return pool;
}

Capability make_orphan(Scene& scene) {
    const Capability pool = make_pool(scene);
    const Capability space = make_space(scene, pool);
    scene.remove(pool);
    return space;
}

/// The first pool that is free is the one that was just deleted, and so is its first identifier.
Capability make_replaced(Scene& scene) {
    const Capability space = make_orphan(scene);
    make_space(scene, make_pool(scene));
    return space;
}

void add_tables(Scene& scene, Capability space, Word address, unsigned levels) {
    for (unsigned level = 0; level < levels; ++level) {
        const auto mapped = user::map_table(scene.make(user::table_type(level)), level, space, address);
        // It is there already, and with one kind of table for all levels so are the ones below.
        if (!mapped.good() && mapped.reason() == api::Error::delete_first) {
            continue;
        }
        scene.expect(mapped.good(), "a table that was missing");
    }
}

api::frame::Map map_at(Capability space, Word address, api::CapabilityRights rights) {
    return {space, address, rights, MappingAttributes::normal()};
}

Capability make_mapped(Scene& scene, Capability space, Word address) {
    const Capability frame = scene.make(Own::small_frame);
    add_tables(scene, space, address);
    scene.succeed(frame, map_at(space, address));
    return frame;
}

volatile Word* map_here(Scene& scene, Capability frame, Word address, MappingAttributes attributes) {
    add_tables(scene, scene.vspace(), address);
    const api::frame::Map map{scene.vspace(), address, api::CapabilityRights::all(), attributes};
    return scene.succeed(frame, map) ? reinterpret_cast<volatile Word*>(address) : nullptr;
}

Capability device_page(Scene& scene, PhysicalAddress address) {
    DeviceMemory memory = scene.device_memory(address.value);
    scene.expect(memory.size_bits >= page_bits, "device memory at the address");
    // Halved until a page is left; each half can be asked for again.
    while (memory.size_bits > page_bits) {
        --memory.size_bits;
        memory.untyped = retype_page(scene, memory.untyped, static_cast<Word>(api::ObjectType::untyped),
                                     memory.size_bits, 2);
        scene.keep(memory);
        const Word half = Word{1} << memory.size_bits;
        scene.keep({{memory.untyped.address + 1}, memory.address + half, memory.size_bits});
        memory = scene.device_memory(address.value);
    }
    return memory.untyped;
}

Capability device_frame(Scene& scene, PhysicalAddress address) {
    return retype_page(scene, device_page(scene, address), static_cast<Word>(Own::small_frame), 0);
}

} // namespace nacre::conformance
