// SPDX-License-Identifier: MIT
// The tables of an ELF file (System V ABI, chapter 4), read field by field from bytes that may be anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace nacre::elf {

inline constexpr std::uint16_t machine_x86 = 3;
inline constexpr std::uint16_t machine_x86_64 = 62;
inline constexpr std::uint16_t machine_aarch64 = 183;
inline constexpr std::uint16_t machine_riscv = 243;

inline constexpr std::uint16_t type_executable = 2;

inline constexpr std::uint32_t segment_load = 1;
inline constexpr std::uint32_t segment_dynamic = 2;
inline constexpr std::uint32_t segment_interpreter = 3;
inline constexpr std::uint32_t segment_thread_local = 7;

inline constexpr std::uint32_t flag_execute = 1;
inline constexpr std::uint32_t flag_write = 2;
inline constexpr std::uint32_t flag_read = 4;

inline constexpr std::uint32_t section_symbols = 2;

/// Reads little-endian fields one after the other; a word is as wide as the file's class.
class FieldReader {
public:
    FieldReader(std::span<const std::byte> bytes, unsigned word_bits)
        : bytes_{bytes}, word_bits_{word_bits} {}

    template<typename T>
    T next() {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value |= std::to_integer<std::uint64_t>(bytes_[position_ + i]) << (8 * i);
        }
        position_ += sizeof(T);
        return static_cast<T>(value);
    }
    std::uint64_t next_word() { return word_bits_ == 64 ? next<std::uint64_t>() : next<std::uint32_t>(); }

private:
    std::span<const std::byte> bytes_;
    unsigned word_bits_;
    std::size_t position_ = 0;
};

/// Entry `index` of a table in the file; nothing if it is not wholly inside.
inline std::optional<std::span<const std::byte>>
entry_of(std::span<const std::byte> file, std::uint64_t table, std::uint64_t index, std::size_t size) {
    if (table > file.size() || size == 0 || index >= (file.size() - table) / size) {
        return std::nullopt;
    }
    return file.subspan(static_cast<std::size_t>(table + index * size), size);
}

/// The first sixteen bytes.
struct Identity {
    bool has_magic;
    unsigned word_bits; ///< 0 if unknown
    bool little_endian;
    bool known_version;

    static constexpr std::size_t size = 16;

    static std::optional<Identity> read(std::span<const std::byte> file) {
        if (file.size() < size) {
            return std::nullopt;
        }
        FieldReader reader{file, 32};
        const bool magic = reader.next<std::uint32_t>() == 0x464c457f;
        const auto file_class = reader.next<std::uint8_t>();
        const bool little = reader.next<std::uint8_t>() == 1;
        const bool version = reader.next<std::uint8_t>() == 1;
        return Identity{magic, file_class == 1 ? 32U : file_class == 2 ? 64U : 0U, little, version};
    }
};

/// The file header behind the identity.
struct Header {
    std::uint16_t type;
    std::uint16_t machine;
    std::uint32_t version;
    std::uint64_t entry;
    std::uint64_t program_headers;
    std::uint64_t section_headers;
    std::uint16_t program_header_size;
    std::uint16_t program_header_count;
    std::uint16_t section_header_size;
    std::uint16_t section_header_count;

    static std::optional<Header> read(std::span<const std::byte> file, unsigned word_bits) {
        const std::size_t size = word_bits == 64 ? 64 : 52;
        if (file.size() < size) {
            return std::nullopt;
        }
        FieldReader reader{file.subspan(Identity::size, size - Identity::size), word_bits};
        Header header{};
        header.type = reader.next<std::uint16_t>();
        header.machine = reader.next<std::uint16_t>();
        header.version = reader.next<std::uint32_t>();
        header.entry = reader.next_word();
        header.program_headers = reader.next_word();
        header.section_headers = reader.next_word();
        reader.next<std::uint32_t>(); // flags
        reader.next<std::uint16_t>(); // size of this header
        header.program_header_size = reader.next<std::uint16_t>();
        header.program_header_count = reader.next<std::uint16_t>();
        header.section_header_size = reader.next<std::uint16_t>();
        header.section_header_count = reader.next<std::uint16_t>();
        return header;
    }
};

struct ProgramHeader {
    std::uint32_t type;
    std::uint32_t flags;
    std::uint64_t offset;
    std::uint64_t address;
    std::uint64_t file_size;
    std::uint64_t memory_size;
    std::uint64_t alignment;

    static constexpr std::size_t size(unsigned word_bits) { return word_bits == 64 ? 56 : 32; }

    static std::optional<ProgramHeader> read(std::span<const std::byte> file, unsigned word_bits,
                                             const Header& file_header, unsigned index) {
        const auto bytes = entry_of(file, file_header.program_headers, index, size(word_bits));
        if (!bytes) {
            return std::nullopt;
        }
        FieldReader reader{*bytes, word_bits};
        ProgramHeader header{};
        header.type = reader.next<std::uint32_t>();
        if (word_bits == 64) {
            header.flags = reader.next<std::uint32_t>();
        }
        header.offset = reader.next_word();
        header.address = reader.next_word();
        reader.next_word(); // physical address
        header.file_size = reader.next_word();
        header.memory_size = reader.next_word();
        if (word_bits == 32) {
            header.flags = reader.next<std::uint32_t>();
        }
        header.alignment = reader.next_word();
        return header;
    }
};

struct SectionHeader {
    std::uint32_t type;
    std::uint64_t offset;
    std::uint64_t size;
    std::uint32_t link;

    static constexpr std::size_t header_size(unsigned word_bits) { return word_bits == 64 ? 64 : 40; }

    static std::optional<SectionHeader> read(std::span<const std::byte> file, unsigned word_bits,
                                             const Header& file_header, unsigned index) {
        if (file_header.section_header_size != header_size(word_bits)) {
            return std::nullopt;
        }
        const auto bytes = entry_of(file, file_header.section_headers, index, header_size(word_bits));
        if (!bytes) {
            return std::nullopt;
        }
        FieldReader reader{*bytes, word_bits};
        SectionHeader header{};
        reader.next<std::uint32_t>(); // name
        header.type = reader.next<std::uint32_t>();
        reader.next_word(); // flags
        reader.next_word(); // address
        header.offset = reader.next_word();
        header.size = reader.next_word();
        header.link = reader.next<std::uint32_t>();
        return header;
    }
};

} // namespace nacre::elf
