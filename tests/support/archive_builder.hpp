// SPDX-License-Identifier: MIT
// Boot archives for tests: newc entries and the trailer.
#pragma once

#include <array>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace nacre::test {

class ArchiveBuilder {
public:
    ArchiveBuilder& add(std::string_view name, std::span<const std::byte> contents) {
        std::array<char, 111> header{};
        std::snprintf(header.data(), header.size(),
                      "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x", 1U, 0100755U, 0U, 0U, 1U,
                      0U, static_cast<unsigned>(contents.size()), 0U, 0U, 0U, 0U,
                      static_cast<unsigned>(name.size() + 1), 0U);
        bytes_ += header.data();
        bytes_ += name;
        bytes_ += '\0';
        pad();
        bytes_.append(reinterpret_cast<const char*>(contents.data()), contents.size());
        pad();
        return *this;
    }

    /// The archive with its trailer.
    std::string finish() const {
        ArchiveBuilder whole = *this;
        whole.add("TRAILER!!!", {});
        return whole.bytes_;
    }

private:
    void pad() { bytes_.resize((bytes_.size() + 3) & ~std::size_t{3}); }

    std::string bytes_;
};

} // namespace nacre::test
