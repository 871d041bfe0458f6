// SPDX-License-Identifier: MIT
// Makes flattened device trees, word by word: whole ones, and what a test spoils of them.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace nacre::test {

/// Properties and nodes come one after the other, as they stand in the structure block.
class TreeBuilder {
public:
    enum HeaderWord : std::size_t {
        magic,
        total_size,
        structure_at,
        names_at,
        reserved_at,
        version,
        oldest_reader,
        boot_processor,
        names_size,
        structure_size,
        header_words
    };

    TreeBuilder& begin(std::string_view name) {
        add_word(1);
        add_text(name);
        return *this;
    }
    TreeBuilder& end() {
        add_word(2);
        return *this;
    }
    TreeBuilder& nothing() {
        add_word(4);
        return *this;
    }
    TreeBuilder& cells(std::string_view name, std::initializer_list<std::uint32_t> values) {
        begin_property(name, values.size() * 4);
        for (const std::uint32_t value : values) {
            add_word(value);
        }
        return *this;
    }
    TreeBuilder& text(std::string_view name, std::string_view value) {
        begin_property(name, value.size() + 1);
        add_text(value);
        return *this;
    }
    /// A word of the structure as it is.
    TreeBuilder& raw(std::uint32_t word) {
        add_word(word);
        return *this;
    }
    TreeBuilder& reserve(std::uint64_t start, std::uint64_t size) {
        for (const std::uint64_t value : {start, size}) {
            reserved_.push_back(static_cast<std::uint32_t>(value >> 32));
            reserved_.push_back(static_cast<std::uint32_t>(value));
        }
        return *this;
    }

    /// With what ends the structure, if anything does.
    std::vector<std::byte> finish(bool has_end = true) const {
        std::vector<std::uint32_t> structure = structure_;
        if (has_end) {
            structure.push_back(9);
        }
        std::vector<std::uint32_t> reserved = reserved_;
        reserved.insert(reserved.end(), 4, 0);
        const std::size_t reserved_place = header_words * 4;
        const std::size_t structure_place = reserved_place + reserved.size() * 4;
        const std::size_t names_place = structure_place + structure.size() * 4;
        std::array<std::uint32_t, header_words> header{};
        header[magic] = 0xd00d'feed;
        header[total_size] = static_cast<std::uint32_t>(names_place + names_.size());
        header[structure_at] = static_cast<std::uint32_t>(structure_place);
        header[names_at] = static_cast<std::uint32_t>(names_place);
        header[reserved_at] = static_cast<std::uint32_t>(reserved_place);
        header[version] = 17;
        header[oldest_reader] = 16;
        header[names_size] = static_cast<std::uint32_t>(names_.size());
        header[structure_size] = static_cast<std::uint32_t>(structure.size() * 4);
        std::vector<std::byte> tree;
        for (const std::uint32_t word : header) {
            append(tree, word);
        }
        for (const std::uint32_t word : reserved) {
            append(tree, word);
        }
        for (const std::uint32_t word : structure) {
            append(tree, word);
        }
        for (const char character : names_) {
            tree.push_back(static_cast<std::byte>(character));
        }
        return tree;
    }

    static void put(std::vector<std::byte>& tree, std::size_t at, std::uint32_t word) {
        const std::uint32_t big = std::byteswap(word);
        std::memcpy(tree.data() + at, &big, sizeof(big));
    }

private:
    static void append(std::vector<std::byte>& tree, std::uint32_t word) {
        tree.resize(tree.size() + 4);
        put(tree, tree.size() - 4, word);
    }

    void add_word(std::uint32_t word) { structure_.push_back(word); }
    void add_text(std::string_view text) {
        for (std::size_t at = 0; at <= text.size(); at += 4) {
            std::array<char, 4> four{};
            text.copy(four.data(), 4, at);
            add_word(std::byteswap(std::bit_cast<std::uint32_t>(four)));
        }
    }
    void begin_property(std::string_view name, std::size_t size) {
        add_word(3);
        add_word(static_cast<std::uint32_t>(size));
        add_word(static_cast<std::uint32_t>(names_.size()));
        names_.insert(names_.end(), name.begin(), name.end());
        names_.push_back('\0');
    }

    std::vector<std::uint32_t> structure_;
    std::vector<std::uint32_t> reserved_;
    std::vector<char> names_;
};

} // namespace nacre::test
