// SPDX-License-Identifier: MIT
// The last lines that were typed, in a ring without a heap.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace nacre::user::shell {

inline constexpr std::size_t maximum_line = 160;

/// Remembers `capacity` lines; the oldest makes room. Browsing goes back with older() and forth with newer().
class History {
public:
    static constexpr std::size_t capacity = 16;

    /// Empty lines and repetitions of the last line are not kept. Ends browsing.
    void add(std::string_view line) {
        browsing_ = 0;
        if (line.empty() || line.size() > maximum_line || (count_ > 0 && line == recent(1))) {
            return;
        }
        Entry& entry = entries_[added_ % capacity];
        std::copy(line.begin(), line.end(), entry.text.begin());
        entry.size = line.size();
        ++added_;
        count_ = std::min(count_ + 1, capacity);
    }

    /// One line further back; stays at the oldest.
    std::string_view older() {
        browsing_ = std::min(browsing_ + 1, count_);
        return current();
    }

    /// One line forth; past the newest it is the empty line.
    std::string_view newer() {
        browsing_ -= std::min<std::size_t>(browsing_, 1);
        return current();
    }

    void stop_browsing() { browsing_ = 0; }

private:
    struct Entry {
        std::array<char, maximum_line> text;
        std::size_t size;
    };

    std::string_view current() const { return browsing_ == 0 ? std::string_view{} : recent(browsing_); }
    std::string_view recent(std::size_t steps_back) const {
        const Entry& entry = entries_[(added_ - steps_back) % capacity];
        return {entry.text.data(), entry.size};
    }

    std::array<Entry, capacity> entries_{};
    std::size_t added_ = 0;
    std::size_t count_ = 0;
    std::size_t browsing_ = 0; ///< how many lines back the user looks; 0 is the line being typed
};

} // namespace nacre::user::shell
