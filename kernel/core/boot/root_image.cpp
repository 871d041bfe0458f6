// SPDX-License-Identifier: MIT
// The root task's program, found in the boot archive.
#include <arch/machine.hpp>
#include <core/boot/root_image.hpp>
#include <core/log.hpp>

#include <algorithm>
#include <cstring>

namespace nacre::kernel::boot {

namespace {

constexpr unsigned page_bits = 12;
constexpr Word page_size = power_of_two(page_bits);
constexpr std::string_view root_name = "root";

/// The part of the page at `page` that lies in `size` bytes from `start`.
VirtualRange overlap(VirtualAddress page, std::uint64_t start, std::uint64_t size) {
    const auto first = static_cast<Word>(start);
    const auto length = static_cast<Word>(size);
    return {{std::max(page.value, first)}, {std::min(page.value + page_size, first + length)}};
}

VirtualRange pages_of(const ElfImage& program) {
    VirtualRange all{{~Word{0}}, {0}};
    for (const ElfSegment& segment : program.segments()) {
        const VirtualAddress start{static_cast<Word>(segment.address)};
        const VirtualAddress end = start + static_cast<Word>(segment.memory_size);
        all.start = std::min(all.start, start.down_to(page_bits));
        all.end = std::max(all.end, end.up_to(page_bits));
    }
    return all;
}

} // namespace

Result<RootImage, const char*> find_root_image(PhysicalRange range) {
    if (range.empty()) {
        return failure("the image holds no boot archive; build it with ./nacre");
    }
    const auto* bytes = static_cast<const std::byte*>(arch::Machine::pointer(range.start));
    const auto archive = Archive::open({bytes, range.size()});
    if (!archive) {
        print("the boot archive, {} bytes at {:#x}, is damaged\n", range.size(), range.start.value);
        return failure(sentence_of(archive.reason()));
    }
    const auto entry = archive->find(root_name);
    if (!entry) {
        return failure("the boot archive has no entry `root`, the program to start");
    }
    const ElfPolicy policy{.machine = arch::Machine::elf_machine,
                           .word_bits = word_bits,
                           .lowest_address = page_size,
                           .highest_address = arch::Machine::user_top.value,
                           .page_bits = page_bits,
                           .allow_writable_and_executable = true,
                           .allow_shared_pages = true};
    const auto program = ElfImage::parse(entry->data, policy);
    if (!program) {
        print("the boot archive's entry `root` cannot be started\n");
        return failure(sentence_of(program.reason()));
    }
    return RootImage{*archive, *program, pages_of(*program), archive->count() > 1};
}

PageUse use_of_page(const ElfImage& program, VirtualAddress page) {
    PageUse use{};
    for (const ElfSegment& segment : program.segments()) {
        if (!overlap(page, segment.address, segment.memory_size).empty()) {
            use.is_used = true;
            use.writable |= segment.writable;
            use.executable |= segment.executable;
        }
    }
    return use;
}

void fill_page(const ElfImage& program, VirtualAddress address, void* page) {
    for (const ElfSegment& segment : program.segments()) {
        const VirtualRange part = overlap(address, segment.address, segment.contents.size());
        if (!part.empty()) {
            const auto source = static_cast<std::size_t>(part.start.value - segment.address);
            std::memcpy(static_cast<std::byte*>(page) + (part.start - address),
                        segment.contents.data() + source, part.size());
        }
    }
}

} // namespace nacre::kernel::boot
