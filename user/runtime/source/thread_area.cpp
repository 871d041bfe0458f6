// SPDX-License-Identifier: MIT
// Lays out a thread's block: the pointer to its IPC buffer, then its copy of the thread_local variables.
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

/// Where the variables begin, counted from the ThreadBlock.
std::size_t variables_offset(const elf::ProgramHeader& segment) {
    const auto alignment = std::max<std::size_t>(static_cast<std::size_t>(segment.alignment), 1);
    return (sizeof(ThreadBlock) + alignment - 1) / alignment * alignment;
}

} // namespace

std::size_t thread_area_size() {
    const auto segment = thread_local_template();
    return segment ? variables_offset(*segment) + static_cast<std::size_t>(segment->memory_size)
                   : sizeof(ThreadBlock);
}

Word initialise_thread_area(std::span<std::byte> area, api::IpcBuffer* buffer) {
    if (area.size() < thread_area_size()) {
        return 0;
    }
    std::ranges::fill(area, std::byte{0});
    const ThreadBlock block{buffer, 0};
    std::memcpy(area.data(), &block, sizeof(block));
    if (const auto segment = thread_local_template()) {
        std::memcpy(area.data() + variables_offset(*segment), reinterpret_cast<const void*>(segment->address),
                    static_cast<std::size_t>(segment->file_size));
    }
    return reinterpret_cast<Word>(area.data());
}

void initialise_main_thread(api::IpcBuffer* buffer) {
    const Word pointer = initialise_thread_area(main_thread_area, buffer);
    NACRE_ASSERT(pointer != 0);
    architecture::set_thread_pointer(pointer);
}

} // namespace nacre::user
