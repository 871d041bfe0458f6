// SPDX-License-Identifier: MIT
// Reads a cpio archive of the format newc. The archive may be anything: every length in it is checked before
// use.
#pragma once

#include <base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace nacre {

enum class ArchiveError : unsigned char {
    truncated_header,
    bad_magic,
    bad_number,
    bad_name,
    truncated_data,
    no_trailer,
};

constexpr const char* sentence_of(ArchiveError error) {
    switch (error) {
    case ArchiveError::truncated_header: return "The archive ends inside an entry's header.";
    case ArchiveError::bad_magic: return "An entry does not begin with the newc magic 070701.";
    case ArchiveError::bad_number: return "A header field is not a hexadecimal number.";
    case ArchiveError::bad_name: return "An entry's name is empty, cut off or not terminated.";
    case ArchiveError::truncated_data: return "The archive ends inside a file.";
    case ArchiveError::no_trailer: return "The archive ends without its trailer.";
    }
    return "The archive is broken.";
}

struct ArchiveEntry {
    std::string_view name;
    std::span<const std::byte> data;
    std::uint32_t mode;
};

/// An archive whose every entry has been checked.
class Archive {
public:
    static Result<Archive, ArchiveError> open(std::span<const std::byte> bytes);

    /// Calls `visitor(const ArchiveEntry&)` for each entry, in order.
    template<typename Visitor>
    void for_each(Visitor&& visitor) const {
        for (std::size_t offset = 0;;) {
            const auto step = read(bytes_, offset);
            if (!step || step->last) {
                return;
            }
            visitor(step->entry);
            offset = step->next;
        }
    }

    /// The first entry of that name.
    std::optional<ArchiveEntry> find(std::string_view name) const {
        for (std::size_t offset = 0;;) {
            const auto step = read(bytes_, offset);
            if (!step || step->last) {
                return std::nullopt;
            }
            if (step->entry.name == name) {
                return step->entry;
            }
            offset = step->next;
        }
    }

    std::size_t count() const {
        std::size_t entries = 0;
        for_each([&](const ArchiveEntry&) { ++entries; });
        return entries;
    }

    /// The bytes up to the end of the trailer.
    constexpr std::span<const std::byte> bytes() const { return bytes_; }

private:
    static constexpr std::size_t header_size = 110;
    static constexpr std::string_view trailer_name = "TRAILER!!!";
    /// Fields of eight digits behind the six of the magic.
    enum Field : std::size_t { mode = 1, file_size = 6, name_size = 11, field_count = 13 };

    struct Step {
        ArchiveEntry entry;
        std::size_t next;
        bool last;
    };

    constexpr explicit Archive(std::span<const std::byte> bytes) : bytes_{bytes} {}

    static constexpr bool has_magic(std::span<const std::byte> header) {
        constexpr std::string_view magic = "070701";
        for (std::size_t i = 0; i < magic.size(); ++i) {
            if (header[i] != static_cast<std::byte>(magic[i])) {
                return false;
            }
        }
        return true;
    }

    static constexpr std::optional<std::uint32_t> number(std::span<const std::byte> header,
                                                         std::size_t field) {
        std::uint32_t value = 0;
        for (const std::byte digit : header.subspan(6 + field * 8, 8)) {
            const auto character = static_cast<char>(digit);
            const bool lower = character >= 'a' && character <= 'f';
            const bool upper = character >= 'A' && character <= 'F';
            if (!lower && !upper && (character < '0' || character > '9')) {
                return std::nullopt;
            }
            const int weight = lower ? character - 'a' + 10 : upper ? character - 'A' + 10 : character - '0';
            value = value << 4 | static_cast<std::uint32_t>(weight);
        }
        return value;
    }

    static constexpr std::size_t round_up(std::size_t value) { return (value + 3) & ~std::size_t{3}; }

    /// Every length is compared with what is left before it is added to anything, so that no sum wraps.
    static Result<Step, ArchiveError> read(std::span<const std::byte> bytes, std::size_t offset) {
        if (offset > bytes.size() || bytes.size() - offset < header_size) {
            return failure(offset >= bytes.size() ? ArchiveError::no_trailer
                                                  : ArchiveError::truncated_header);
        }
        const auto header = bytes.subspan(offset, header_size);
        if (!has_magic(header)) {
            return failure(ArchiveError::bad_magic);
        }
        const auto mode_field = number(header, mode);
        const auto size_field = number(header, file_size);
        const auto name_field = number(header, name_size);
        if (!mode_field || !size_field || !name_field) {
            return failure(ArchiveError::bad_number);
        }
        const auto rest = bytes.subspan(offset + header_size);
        const auto name = name_in(rest, *name_field);
        if (!name) {
            return failure(ArchiveError::bad_name);
        }
        const std::size_t data = round_up(header_size + *name_field) - header_size;
        if (*size_field != 0 && (data > rest.size() || rest.size() - data < *size_field)) {
            return failure(ArchiveError::truncated_data);
        }
        const auto contents = *size_field != 0 ? rest.subspan(data, *size_field) : rest.first(0);
        const std::size_t next = offset + round_up(header_size + data + *size_field);
        return Step{{*name, contents, *mode_field}, next, *name == trailer_name};
    }

    /// `size` counts the name's terminating zero.
    static std::optional<std::string_view> name_in(std::span<const std::byte> rest, std::uint32_t size) {
        if (size < 2 || size > rest.size() || rest[size - 1] != std::byte{0}) {
            return std::nullopt;
        }
        for (const std::byte character : rest.first(size - 1)) {
            if (character == std::byte{0}) {
                return std::nullopt;
            }
        }
        return std::string_view{reinterpret_cast<const char*>(rest.data()), size - 1};
    }

    std::span<const std::byte> bytes_;
};

inline Result<Archive, ArchiveError> Archive::open(std::span<const std::byte> bytes) {
    for (std::size_t offset = 0;;) {
        const auto step = read(bytes, offset);
        if (!step) {
            return step.passed_on();
        }
        if (step->last) {
            const std::size_t end = step->next < bytes.size() ? step->next : bytes.size();
            return Archive{bytes.first(end)};
        }
        offset = step->next;
    }
}

} // namespace nacre
