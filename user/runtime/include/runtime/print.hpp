// SPDX-License-Identifier: MIT
// Formatted text to the console service.
#pragma once

#include <base/format.hpp>
#include <runtime/console.hpp>

#include <array>

namespace nacre::user {

/// A TextSink that gathers text and shows it in pieces as large as a message, the rest when it goes.
class ConsoleSink {
public:
    ConsoleSink() = default;
    ConsoleSink(const ConsoleSink&) = delete;
    ConsoleSink& operator=(const ConsoleSink&) = delete;
    ~ConsoleSink() { flush(); }

    void write(std::string_view text) {
        for (const char character : text) {
            if (size_ == buffer_.size()) {
                flush();
            }
            buffer_[size_++] = character;
        }
    }
    void flush() {
        console::write({buffer_.data(), size_});
        size_ = 0;
    }

private:
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
