// SPDX-License-Identifier: MIT
// Builds small ELF files for tests, right in every byte until a test changes one.
#pragma once

#include <base/elf_symbols.hpp>

#include <cstdint>
#include <vector>

namespace nacre::test {

/// An executable of one text and one data segment, in either class, with its symbol table.
class ElfBuilder {
public:
    static constexpr std::uint64_t text_address = 0x400000;
    static constexpr std::uint64_t data_address = 0x402000;
    static constexpr std::size_t text_offset = 0x1000;
    static constexpr std::size_t data_offset = 0x2000;
    static constexpr std::size_t symbols_offset = 0x2100;
    static constexpr std::size_t names_offset = 0x2200;
    static constexpr std::size_t sections_offset = 0x2300;

    explicit ElfBuilder(unsigned word_bits) : word_bits_{word_bits}, bytes(0x2400) {
        put_header();
        put_program_header(0, text_offset, text_address, 0x100, 0x100, elf::flag_read | elf::flag_execute);
        put_program_header(1, data_offset, data_address, 0x80, 0x1800, elf::flag_read | elf::flag_write);
        put_symbols();
    }

    std::size_t program_header(unsigned index) const {
        return header_size() + index * elf::ProgramHeader::size(word_bits_);
    }

    void put_program_header(unsigned index, std::uint64_t offset, std::uint64_t address,
                            std::uint64_t file_size, std::uint64_t memory_size, std::uint32_t flags,
                            std::uint32_t type = elf::segment_load, std::uint64_t alignment = 0x1000) {
        std::size_t at = program_header(index);
        at = put(at, type, 4);
        if (word_bits_ == 64) {
            at = put(at, flags, 4);
        }
        for (const std::uint64_t field : {offset, address, address, file_size, memory_size}) {
            at = put(at, field, word_bits_ / 8);
        }
        if (word_bits_ == 32) {
            at = put(at, flags, 4);
        }
        put(at, alignment, word_bits_ / 8);
    }

    std::size_t put(std::size_t at, std::uint64_t value, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            bytes.at(at + i) = static_cast<std::byte>(value >> (8 * i));
        }
        return at + size;
    }

    ElfPolicy policy() const {
        return {.machine = elf::machine_aarch64,
                .word_bits = word_bits_,
                .lowest_address = 0x1000,
                .highest_address = 0x8000'0000};
    }

    auto parse() const { return ElfImage::parse(bytes, policy()); }
    std::size_t header_size() const { return word_bits_ == 64 ? 64 : 52; }
    std::size_t entry_field() const { return 24; }
    std::size_t program_header_count_field() const { return word_bits_ == 64 ? 56 : 44; }

private:
    unsigned word_bits_;

    void put_header() {
        put(0, 0x464c457f, 4);
        put(4, word_bits_ == 64 ? 2 : 1, 1);
        put(5, 1, 1);
        put(6, 1, 1);
        put(16, elf::type_executable, 2);
        put(18, elf::machine_aarch64, 2);
        put(20, 1, 4);
        std::size_t at = entry_field();
        for (const std::uint64_t field :
             {text_address + 0x10, std::uint64_t{header_size()}, std::uint64_t{sections_offset}}) {
            at = put(at, field, word_bits_ / 8);
        }
        at = put(at, 0, 4);
        for (const std::uint64_t field :
             {std::uint64_t{header_size()}, std::uint64_t{elf::ProgramHeader::size(word_bits_)},
              std::uint64_t{2}, std::uint64_t{elf::SectionHeader::header_size(word_bits_)}, std::uint64_t{3},
              std::uint64_t{0}}) {
            at = put(at, field, 2);
        }
    }

    void put_section(unsigned index, std::uint32_t type, std::uint64_t offset, std::uint64_t size,
                     std::uint32_t link) {
        const std::size_t word = word_bits_ / 8;
        std::size_t at = sections_offset + index * elf::SectionHeader::header_size(word_bits_);
        at = put(at, 0, 4);
        at = put(at, type, 4);
        for (const std::uint64_t field : {std::uint64_t{0}, std::uint64_t{0}, offset, size}) {
            at = put(at, field, word);
        }
        put(at, link, 4);
    }

    void put_symbol(unsigned index, std::uint32_t name, std::uint64_t value, std::uint64_t size) {
        const std::size_t word = word_bits_ / 8;
        std::size_t at = symbols_offset + index * elf::Symbol::entry_size(word_bits_);
        at = put(at, name, 4);
        if (word_bits_ == 64) {
            at = put(at, 2, 4);
        }
        at = put(at, value, word);
        at = put(at, size, word);
        if (word_bits_ == 32) {
            put(at, 2, 4);
        }
    }

    void put_symbols() {
        const std::string_view names{"\0first\0second\0", 14};
        for (std::size_t i = 0; i < names.size(); ++i) {
            bytes[names_offset + i] = static_cast<std::byte>(names[i]);
        }
        put_symbol(1, 1, text_address, 0x10);
        put_symbol(2, 7, text_address + 0x10, 0x20);
        put_section(1, elf::section_symbols, symbols_offset, 3 * elf::Symbol::entry_size(word_bits_), 2);
        put_section(2, 3, names_offset, names.size(), 0);
    }

public:
    std::vector<std::byte> bytes;
};

} // namespace nacre::test
