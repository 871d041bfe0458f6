// SPDX-License-Identifier: MIT
// Fills a thread's memory: the block with the pointer to its IPC buffer, and its copy of the thread_local
// variables.
#include <runtime/ipc_buffer.hpp>

#include <base/assert.hpp>
#include <base/bits.hpp>
#include <base/elf_format.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

/// Defined by the linker: the program's own ELF header, which lies at the start of its first segment.
extern "C" [[gnu::visibility("hidden")]] const std::byte __ehdr_start[];

namespace nacre::user {

namespace {

/// Enough for what the runtime itself and a few variables need; initialise_main_thread checks.
alignas(64) constinit std::array<std::byte, 1024> main_thread_area{};

/// The program's template of thread_local variables, if it has any.
std::optional<elf::ProgramHeader> thread_local_template() {
    const std::span header_page{__ehdr_start, 4096};
    const auto header = elf::Header::read(header_page, word_bits);
    for (unsigned i = 0; header && i < header->program_header_count; ++i) {
        const auto segment = elf::ProgramHeader::read(header_page, word_bits, *header, i);
        if (segment && segment->type == elf::segment_thread_local) {
            return segment;
        }
    }
    return std::nullopt;
}

ThreadLayout layout_of(const std::optional<elf::ProgramHeader>& variables) {
    if (!variables) {
        return architecture::thread_layout(0, 1);
    }
    return architecture::thread_layout(
        static_cast<std::size_t>(variables->memory_size),
        std::max<std::size_t>(static_cast<std::size_t>(variables->alignment), 1));
}

} // namespace

std::size_t thread_area_size() { return layout_of(thread_local_template()).size; }

Word initialise_thread_area(std::span<std::byte> area, api::IpcBuffer* buffer) {
    const auto variables = thread_local_template();
    const ThreadLayout layout = layout_of(variables);
    if (area.size() < layout.size) {
        return 0;
    }
    std::ranges::fill(area, std::byte{0});
    const Word pointer = reinterpret_cast<Word>(area.data()) + layout.pointer;
    const ThreadBlock block{.self = pointer, .ipc_buffer = buffer};
    std::memcpy(area.data() + layout.block, &block, sizeof(block));
    if (variables) {
        std::memcpy(area.data() + layout.variables, reinterpret_cast<const void*>(variables->address),
                    static_cast<std::size_t>(variables->file_size));
    }
    return pointer;
}

void initialise_main_thread(api::IpcBuffer* buffer) {
    const Word pointer = initialise_thread_area(main_thread_area, buffer);
    NACRE_ASSERT(pointer != 0);
    architecture::set_thread_pointer(pointer);
}

} // namespace nacre::user
