// SPDX-License-Identifier: MIT
// Finds the function that an address lies in, by the symbol table of an ELF file: for crash reports.
#pragma once

#include <base/elf.hpp>

#include <optional>
#include <string_view>

namespace nacre {

struct ElfSymbol {
    std::string_view name; ///< as the linker knows it, so mangled for C++
    std::uint64_t offset;  ///< of the address within the function
};

namespace elf {

inline constexpr unsigned symbol_kind_function = 2;

struct Symbol {
    std::uint32_t name;
    unsigned kind;
    std::uint64_t value;
    std::uint64_t size;

    static constexpr std::size_t entry_size(unsigned word_bits) { return word_bits == 64 ? 24 : 16; }

    static Symbol read(std::span<const std::byte> bytes, unsigned word_bits) {
        FieldReader reader{bytes, word_bits};
        Symbol symbol{};
        symbol.name = reader.next<std::uint32_t>();
        if (word_bits == 64) {
            symbol.kind = reader.next<std::uint8_t>() & 0xfU;
            reader.next<std::uint8_t>();  // visibility
            reader.next<std::uint16_t>(); // section
        }
        symbol.value = reader.next_word();
        symbol.size = reader.next_word();
        if (word_bits == 32) {
            symbol.kind = reader.next<std::uint8_t>() & 0xfU;
        }
        return symbol;
    }
};

/// The zero-terminated text at `offset` of a string table; empty if it is not wholly inside.
inline std::string_view text_at(std::span<const std::byte> file, const SectionHeader& table,
                                std::uint32_t offset) {
    if (table.offset > file.size() || table.size > file.size() - table.offset || offset >= table.size) {
        return {};
    }
    const auto rest = file.subspan(static_cast<std::size_t>(table.offset + offset),
                                   static_cast<std::size_t>(table.size - offset));
    for (std::size_t length = 0; length < rest.size(); ++length) {
        if (rest[length] == std::byte{0}) {
            return {reinterpret_cast<const char*>(rest.data()), length};
        }
    }
    return {};
}

} // namespace elf

/// The function of `file` that `address` lies in; nothing if the file has no symbols or none fits.
inline std::optional<ElfSymbol> find_symbol(std::span<const std::byte> file, unsigned bits,
                                            std::uint64_t address) {
    const auto header = elf::Header::read(file, bits);
    if (!header) {
        return std::nullopt;
    }
    for (unsigned i = 0; i < header->section_header_count; ++i) {
        const auto section = elf::SectionHeader::read(file, bits, *header, i);
        if (!section) {
            return std::nullopt;
        }
        if (section->type != elf::section_symbols) {
            continue;
        }
        const auto names = elf::SectionHeader::read(file, bits, *header, section->link);
        const std::size_t entry_size = elf::Symbol::entry_size(bits);
        const std::uint64_t count = names ? section->size / entry_size : 0;
        for (std::uint64_t j = 0; j < count; ++j) {
            const auto entry = elf::entry_of(file, section->offset, j, entry_size);
            if (!entry) {
                return std::nullopt;
            }
            const auto symbol = elf::Symbol::read(*entry, bits);
            if (symbol.kind == elf::symbol_kind_function && address - symbol.value < symbol.size) {
                return ElfSymbol{elf::text_at(file, *names, symbol.name), address - symbol.value};
            }
        }
    }
    return std::nullopt;
}

} // namespace nacre
