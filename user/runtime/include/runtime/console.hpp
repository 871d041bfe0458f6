// SPDX-License-Identifier: MIT
// The console service: text out, lines and keys in.
#pragma once

#include <runtime/message_text.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user::console {

/// Labels of requests. Those behind `manage` are for the shell and the loader.
enum class Request : Word {
    write = 1,      ///< text
    read_line,      ///< -> text: a line with its line feed, or less at the end of input
    read_keys,      ///< -> text: keys as they are pressed, not shown
    set_foreground, ///< number of the program that gets what is typed
    forget,         ///< number of a program that ended
};

constexpr Word label_of(Request request) { return static_cast<Word>(request); }

/// Shows text. One call is shown in one piece, whatever other programs write.
inline void write(std::string_view text) {
    while (!text.empty()) {
        Message message = Message::of(label_of(Request::write));
        append_text(message, text);
        call({slot::console}, message);
        text.remove_prefix(std::min(text.size(), maximum_message_text));
    }
}

/// Waits for a line, which the user can edit until Enter. Nothing means the end of input: Ctrl-D, or the
/// program is not in the foreground.
inline std::string_view read_line(std::span<char> buffer) {
    return text_at(call({slot::console}, Message::of(label_of(Request::read_line), buffer.size())), 0,
                   buffer);
}

/// Waits for at least one key.
inline std::string_view read_keys(std::span<char> buffer) {
    return text_at(call({slot::console}, Message::of(label_of(Request::read_keys), buffer.size())), 0,
                   buffer);
}

inline void set_foreground(Word program) {
    call({slot::console}, Message::of(label_of(Request::set_foreground), program));
}

inline void forget(Word program) { call({slot::console}, Message::of(label_of(Request::forget), program)); }

} // namespace nacre::user::console
