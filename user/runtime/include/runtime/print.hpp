// SPDX-License-Identifier: MIT
// Formatted text to the console service.
#pragma once

#include <base/format.hpp>
#include <runtime/console.hpp>

#include <array>

namespace nacre::user {

/// A TextSink that gathers text and shows it in pieces of whole lines where it can, the rest when it goes.
class ConsoleSink {
public:
    ConsoleSink() = default;
    ConsoleSink(const ConsoleSink&) = delete;
    ConsoleSink& operator=(const ConsoleSink&) = delete;
    ~ConsoleSink() { flush(); }

    void write(std::string_view text) {
        for (const char character : text) {
            if (size_ == buffer_.size()) {
                flush_lines();
            }
            buffer_[size_++] = character;
        }
    }
    void flush() {
        console::write({buffer_.data(), size_});
        size_ = 0;
    }

private:
    /// All but a line that is not complete, unless that is all there is.
    void flush_lines() {
        const std::string_view text{buffer_.data(), size_};
        const auto end = text.rfind('\n') + 1; // 0 if there is none
        if (end == 0) {
            return flush();
        }
        console::write(text.substr(0, end));
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(end), buffer_.end(), buffer_.begin());
        size_ -= end;
    }

    std::array<char, 512> buffer_;
    std::size_t size_ = 0;
};

/// format() to the console. What one call prints is shown in one piece, up to 512 characters.
template<typename... Arguments>
void print(FormatText<std::type_identity_t<Arguments>...> text, const Arguments&... arguments) {
    ConsoleSink sink;
    format(sink, text, arguments...);
}

} // namespace nacre::user
