// SPDX-License-Identifier: MIT
// Text in messages: a word with its length, then its bytes, eight to a word.
#pragma once

#include <runtime/message.hpp>

#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

namespace nacre::user {

/// How many words `size` bytes of text take in a message, their length included.
constexpr std::size_t text_words(std::size_t size) { return 1 + (size + sizeof(Word) - 1) / sizeof(Word); }

/// The longest text in a message that holds nothing else.
inline constexpr std::size_t maximum_message_text = (api::message_maximum_length - 1) * sizeof(Word);

/// Text that does not fit what is left of the message is cut off.
inline void append_text(Message& message, std::string_view text) {
    const std::size_t room = (api::message_maximum_length - message.length() - 1) * sizeof(Word);
    text = text.substr(0, room);
    message.append(text.size());
    for (std::size_t i = 0; i < text.size(); i += sizeof(Word)) {
        Word word = 0;
        std::memcpy(&word, text.data() + i, std::min(sizeof(Word), text.size() - i));
        message.append(word);
    }
}

/// Copies the text at word `index` to `buffer`, at most what the message holds and the buffer takes.
inline std::string_view text_at(const Message& message, std::size_t index, std::span<char> buffer) {
    const std::size_t words = message.length() > index ? message.length() - index - 1 : 0;
    const auto limit = std::min(words * sizeof(Word), buffer.size());
    const auto size = std::min(static_cast<std::size_t>(message[index]), limit);
    for (std::size_t i = 0; i < size; i += sizeof(Word)) {
        const Word word = message[index + 1 + i / sizeof(Word)];
        std::memcpy(buffer.data() + i, &word, std::min(sizeof(Word), size - i));
    }
    return {buffer.data(), size};
}

} // namespace nacre::user
