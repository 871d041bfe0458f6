// SPDX-License-Identifier: MIT
// Who is writing the line that the cursor is on: keeps the output of several programs apart. Pure logic.
#pragma once

#include <base/format.hpp>
#include <base/word.hpp>

#include <array>

namespace nacre::user {

/// Text that ends a line may come from anybody: it is shown above a line that another program has begun (the
/// shell's prompt, say), and the begun line is shown again below it.
class Screen {
public:
    explicit constexpr Screen(SinkReference terminal) : terminal_{terminal} {}

    /// Shows text of the program with that badge.
    void write(Word badge, std::string_view text);

private:
    void put(char byte);

    SinkReference terminal_;
    Word owner_ = 0;
    /// What the owner has written since the last line end or carriage return.
    std::array<char, 512> begun_{};
    std::size_t begun_size_ = 0;
    bool begun_lost_ = false; ///< it was too long to be remembered
};

} // namespace nacre::user
