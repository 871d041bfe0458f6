// SPDX-License-Identifier: MIT
// Reads an ELF program for a machine of either word size. The file may be anything: what parse() accepts is
// safe to load without another look.
#pragma once

#include <base/elf_format.hpp>
#include <base/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace nacre {

enum class ElfError : unsigned char {
    truncated,
    bad_magic,
    wrong_class,
    wrong_byte_order,
    wrong_version,
    wrong_machine,
    not_executable,
    needs_interpreter,
    bad_program_headers,
    too_many_segments,
    no_segments,
    segment_outside_file,
    segment_larger_in_file,
    segment_outside_memory,
    misaligned_segment,
    overlapping_segments,
    writable_and_executable,
    entry_outside_text,
};

constexpr const char* sentence_of(ElfError error) {
    switch (error) {
    case ElfError::truncated: return "The file ends inside its headers.";
    case ElfError::bad_magic: return "The file is not an ELF file.";
    case ElfError::wrong_class: return "The program is for another word size.";
    case ElfError::wrong_byte_order: return "The program is big-endian.";
    case ElfError::wrong_version: return "The file is of an unknown version of ELF.";
    case ElfError::wrong_machine: return "The program is for another machine.";
    case ElfError::not_executable: return "The file is no statically linked executable.";
    case ElfError::needs_interpreter: return "The program needs a dynamic linker.";
    case ElfError::bad_program_headers:
        return "The program headers have the wrong size or lie outside the file.";
    case ElfError::too_many_segments: return "The program has too many segments.";
    case ElfError::no_segments: return "The program has no segment to load.";
    case ElfError::segment_outside_file: return "A segment reaches past the end of the file.";
    case ElfError::segment_larger_in_file: return "A segment is larger in the file than in memory.";
    case ElfError::segment_outside_memory:
        return "A segment lies outside the addresses that a program may use.";
    case ElfError::misaligned_segment: return "A segment is not aligned as it says.";
    case ElfError::overlapping_segments: return "Two segments overlap.";
    case ElfError::writable_and_executable: return "A segment is writable and executable.";
    case ElfError::entry_outside_text: return "The entry point is not in executable memory.";
    }
    return "The file is broken.";
}

/// What a program must be to be accepted.
struct ElfPolicy {
    std::uint16_t machine;
    unsigned word_bits;
    /// Half-open range of the addresses that segments may take, rounded to pages.
    std::uint64_t lowest_address;
    std::uint64_t highest_address;
    unsigned page_bits = 12;
    /// Whether a segment may be writable and executable at once.
    bool allow_writable_and_executable = false;
    /// Whether segments may meet within a page, which then needs the rights of both.
    bool allow_shared_pages = false;
};

struct ElfSegment {
    std::uint64_t address;
    std::uint64_t memory_size;
    std::span<const std::byte> contents; ///< the first bytes; the rest of the memory is zero
    bool readable;
    bool writable;
    bool executable;
};

/// A program that met its policy: every segment lies in the file and in the allowed memory, none overlaps
/// another.
class ElfImage {
public:
    static constexpr std::size_t maximum_segments = 16;

    static Result<ElfImage, ElfError> parse(std::span<const std::byte> file, const ElfPolicy& policy) {
        ElfImage image{file};
        NACRE_CHECK(image.read_header(policy));
        NACRE_CHECK(image.read_segments(policy));
        NACRE_CHECK(image.check_overlaps(policy));
        for (const auto& segment : image.segments()) {
            if (segment.executable && image.entry_ - segment.address < segment.memory_size) {
                return image;
            }
        }
        return failure(ElfError::entry_outside_text);
    }

    std::uint64_t entry() const { return entry_; }
    std::span<const ElfSegment> segments() const { return std::span{segments_}.first(count_); }
    std::span<const std::byte> file() const { return file_; }

private:
    explicit ElfImage(std::span<const std::byte> file) : file_{file} {}

    Result<void, ElfError> read_header(const ElfPolicy& policy) {
        const auto identity = elf::Identity::read(file_);
        if (!identity) {
            return failure(ElfError::truncated);
        }
        if (!identity->has_magic) {
            return failure(ElfError::bad_magic);
        }
        if (identity->word_bits != policy.word_bits) {
            return failure(ElfError::wrong_class);
        }
        if (!identity->little_endian) {
            return failure(ElfError::wrong_byte_order);
        }
        const auto header = elf::Header::read(file_, policy.word_bits);
        if (!header) {
            return failure(ElfError::truncated);
        }
        if (!identity->known_version || header->version != 1) {
            return failure(ElfError::wrong_version);
        }
        if (header->machine != policy.machine) {
            return failure(ElfError::wrong_machine);
        }
        if (header->type != elf::type_executable) {
            return failure(ElfError::not_executable);
        }
        header_ = *header;
        entry_ = header->entry;
        return {};
    }

    Result<void, ElfError> read_segments(const ElfPolicy& policy) {
        const unsigned count = header_.program_header_count;
        if (header_.program_header_size != elf::ProgramHeader::size(policy.word_bits) ||
            (count != 0 && !elf::ProgramHeader::read(file_, policy.word_bits, header_, count - 1))) {
            return failure(ElfError::bad_program_headers);
        }
        for (unsigned i = 0; i < count; ++i) {
            const auto header = elf::ProgramHeader::read(file_, policy.word_bits, header_, i);
            if (!header) {
                return failure(ElfError::bad_program_headers);
            }
            if (header->type == elf::segment_interpreter || header->type == elf::segment_dynamic) {
                return failure(ElfError::needs_interpreter);
            }
            if (header->type == elf::segment_load && header->memory_size != 0) {
                NACRE_CHECK(add_segment(*header, policy));
            }
        }
        if (count_ == 0) {
            return failure(ElfError::no_segments);
        }
        return {};
    }

    Result<void, ElfError> add_segment(const elf::ProgramHeader& header, const ElfPolicy& policy) {
        if (header.file_size > header.memory_size) {
            return failure(ElfError::segment_larger_in_file);
        }
        if (header.offset > file_.size() || header.file_size > file_.size() - header.offset) {
            return failure(ElfError::segment_outside_file);
        }
        if (header.address < policy.lowest_address || header.address >= policy.highest_address ||
            header.memory_size > policy.highest_address - header.address) {
            return failure(ElfError::segment_outside_memory);
        }
        const std::uint64_t alignment = header.alignment;
        if (alignment > 1 &&
            ((alignment & (alignment - 1)) != 0 || (header.address - header.offset) % alignment != 0)) {
            return failure(ElfError::misaligned_segment);
        }
        const bool writable = (header.flags & elf::flag_write) != 0;
        const bool executable = (header.flags & elf::flag_execute) != 0;
        if (writable && executable && !policy.allow_writable_and_executable) {
            return failure(ElfError::writable_and_executable);
        }
        if (count_ == maximum_segments) {
            return failure(ElfError::too_many_segments);
        }
        const auto contents = file_.subspan(static_cast<std::size_t>(header.offset),
                                            static_cast<std::size_t>(header.file_size));
        segments_[count_++] = {header.address, header.memory_size,
                               contents,       (header.flags & elf::flag_read) != 0,
                               writable,       executable};
        return {};
    }

    Result<void, ElfError> check_overlaps(const ElfPolicy& policy) const {
        const unsigned shift = policy.allow_shared_pages ? 0 : policy.page_bits;
        const auto first_page = [&](const ElfSegment& segment) { return segment.address >> shift; };
        const auto last_page = [&](const ElfSegment& segment) {
            return (segment.address + segment.memory_size - 1) >> shift;
        };
        for (std::size_t i = 0; i < count_; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (first_page(segments_[i]) <= last_page(segments_[j]) &&
                    first_page(segments_[j]) <= last_page(segments_[i])) {
                    return failure(ElfError::overlapping_segments);
                }
            }
        }
        return {};
    }

    std::span<const std::byte> file_;
    elf::Header header_{};
    std::uint64_t entry_ = 0;
    std::array<ElfSegment, maximum_segments> segments_{};
    std::size_t count_ = 0;
};

} // namespace nacre
