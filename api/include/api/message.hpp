// SPDX-License-Identifier: MIT
// A message: its info word, its limits, and the buffer for what does not fit the registers.
#pragma once

#include <base/bits.hpp>

#include <cstddef>

namespace nacre::api {

inline constexpr std::size_t message_maximum_length = 120;
inline constexpr unsigned message_length_bits = 7;
inline constexpr unsigned maximum_extra_capabilities_bits = 2;
inline constexpr std::size_t maximum_extra_capabilities = (1U << maximum_extra_capabilities_bits) - 1;

/// The word that describes a message: its label, how long it is, how many capabilities it carries, and, at
/// the receiver, which of those arrived as the badge of an endpoint capability (one bit each).
struct MessageInfo {
    Word bits = 0;

    using Length = WordField<0, message_length_bits>;
    using ExtraCapabilities = WordField<7, maximum_extra_capabilities_bits>;
    using CapabilitiesUnwrapped = WordField<9, maximum_extra_capabilities>;
    using Label = WordField<12, word_bits - 12>;

    constexpr Word label() const { return Label::get(bits); }
    constexpr Word capabilities_unwrapped() const { return CapabilitiesUnwrapped::get(bits); }
    constexpr Word extra_capabilities() const { return ExtraCapabilities::get(bits); }
    constexpr Word length() const { return Length::get(bits); }

    static constexpr MessageInfo make(Word label, Word unwrapped, Word extra, Word length) {
        return {Label::make(label) | CapabilitiesUnwrapped::make(unwrapped) | ExtraCapabilities::make(extra) |
                Length::make(length)};
    }

    constexpr bool operator==(const MessageInfo&) const = default;
};

static_assert(sizeof(MessageInfo) == sizeof(Word));

inline constexpr unsigned ipc_buffer_size_bits = word_size_bits + 7;

/// What a thread shares with the kernel for long messages and for capabilities. The thread may write it at
/// any time, also while the kernel reads it: read every word once.
struct alignas(std::size_t{1} << ipc_buffer_size_bits) IpcBuffer {
    MessageInfo tag;
    Word message[message_maximum_length];
    Word user_data;
    /// Sending: addresses of the capabilities to send. After receiving: badges of those that were unwrapped.
    Word capabilities_or_badges[maximum_extra_capabilities];
    Word receive_cnode;
    Word receive_index;
    Word receive_depth;
};

static_assert(sizeof(IpcBuffer) == std::size_t{1} << ipc_buffer_size_bits);
static_assert(offsetof(IpcBuffer, message) == sizeof(Word));
static_assert(offsetof(IpcBuffer, user_data) == 121 * sizeof(Word));
static_assert(offsetof(IpcBuffer, capabilities_or_badges) == 122 * sizeof(Word));
static_assert(offsetof(IpcBuffer, receive_cnode) == 125 * sizeof(Word));
static_assert(offsetof(IpcBuffer, receive_depth) == 127 * sizeof(Word));

} // namespace nacre::api
