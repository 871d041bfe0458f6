// SPDX-License-Identifier: MIT
// A message on its way: the words that travel in registers, the rest in the IPC buffer.
#pragma once

#include <api/architecture.hpp>
#include <base/assert.hpp>
#include <runtime/capability.hpp>
#include <runtime/ipc_buffer.hpp>

#include <array>
#include <concepts>

namespace nacre::user {

inline constexpr std::size_t register_words = api::architecture::message_register_count;

/// A message that was received, or is about to be sent. There is one IPC buffer a thread: of a message longer
/// than its registers only the latest is intact.
struct Message {
    Word badge = 0; ///< of the capability that it was sent through; of no meaning when sending
    api::MessageInfo info{};
    std::array<Word, register_words> words{};

    /// A message of these words; more than the registers hold go to the IPC buffer.
    template<std::convertible_to<Word>... Words>
    static Message of(Word label, Words... values) {
        Message message{.info = api::MessageInfo::make(label, 0, 0, 0)};
        (message.append(static_cast<Word>(values)), ...);
        return message;
    }

    Word label() const { return info.label(); }
    std::size_t length() const { return info.length(); }
    std::size_t capabilities() const { return info.extra_capabilities(); }

    /// Word `index`, 0 behind the end.
    Word operator[](std::size_t index) const {
        if (index >= length()) {
            return 0;
        }
        return index < register_words ? words[index] : ipc_buffer().message[index];
    }

    /// Adds a word at the end; there is room for api::message_maximum_length.
    void append(Word word) {
        const std::size_t index = length();
        NACRE_ASSERT(index < api::message_maximum_length);
        if (index < register_words) {
            words[index] = word;
        } else {
            ipc_buffer().message[index] = word;
        }
        set_length(index + 1);
    }

    void set_length(std::size_t length) {
        info = api::MessageInfo::make(info.label(), 0, info.extra_capabilities(), length);
    }

    /// Sends a capability along: up to three, and the endpoint capability needs the grant right.
    void attach(Capability capability) {
        const std::size_t index = capabilities();
        NACRE_ASSERT(index < api::maximum_extra_capabilities);
        ipc_buffer().capabilities_or_badges[index] = capability.address;
        info = api::MessageInfo::make(info.label(), 0, index + 1, info.length());
    }

    /// Whether capability `index` arrived as the badge of an endpoint capability, and that badge.
    bool unwrapped(std::size_t index) const { return (info.capabilities_unwrapped() >> index & 1) != 0; }
    Word unwrapped_badge(std::size_t index) const { return ipc_buffer().capabilities_or_badges[index]; }
};

} // namespace nacre::user
