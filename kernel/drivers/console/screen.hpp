// SPDX-License-Identifier: MIT
// The screen as the kernel's console. Drawing takes long, so the kernel's words wait in memory until there is
// time: while booting, when a core has nothing to do, and at the end.
#pragma once

#include <base/text_canvas.hpp>

#include <array>
#include <optional>

namespace nacre::kernel::drivers {

template<TextCanvas Canvas>
class Screen {
public:
    /// Before this nothing is drawn.
    void start(const Canvas& canvas) { canvas_.emplace(canvas); }

    /// What waits for too long is lost: the oldest first.
    void put(char character) { waiting_[written_++ % waiting_.size()] = character; }

    /// Draws a character, or a line of pixels of a text that moves up. False if there is nothing to be drawn.
    bool draw_some() {
        if (!canvas_) {
            return false;
        }
        if constexpr (scrolls_in_pieces) {
            if (canvas_->scroll_some()) {
                return true;
            }
        }
        if (written_ - drawn_ > waiting_.size()) {
            drawn_ = written_ - static_cast<std::uint32_t>(waiting_.size());
        }
        if (written_ == drawn_) {
            return false;
        }
        const char character = waiting_[drawn_ % waiting_.size()];
        if constexpr (scrolls_in_pieces) {
            if (scrolls(*canvas_, character)) {
                const TextPosition position = canvas_->cursor();
                canvas_->begin_scroll();
                canvas_->set_cursor({position.row - 1, position.column});
                return true;
            }
        }
        put_text(*canvas_, character);
        drawn_++;
        return true;
    }

private:
    static constexpr bool scrolls_in_pieces = requires(Canvas canvas) { canvas.begin_scroll(); };

    std::optional<Canvas> canvas_;
    std::array<char, 4096> waiting_{};
    std::uint32_t written_ = 0;
    std::uint32_t drawn_ = 0;
};

} // namespace nacre::kernel::drivers
