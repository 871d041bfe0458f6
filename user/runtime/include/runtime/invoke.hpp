// SPDX-License-Identifier: MIT
// Invokes the methods of kernel objects: `invoke(untyped, api::untyped::Retype{.type = ...})`.
#pragma once

#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <base/result.hpp>
#include <runtime/system_call.hpp>

#include <span>

namespace nacre::user {

namespace detail {

template<api::Method M>
struct OutputOf {
    using Type = void;
};

template<api::HasOutput M>
struct OutputOf<M> {
    using Type = typename M::Output;
};

/// Puts the words and capabilities of a method into a message.
template<api::Method M>
Message message_of(const M& method) {
    Message message{.info = api::MessageInfo::make(api::label_of<M>, 0, 0, 0)};
    for (const Word word : api::encode(method)) {
        message.append(word);
    }
    for (const Word address : api::capabilities_of(method)) {
        message.attach({address});
    }
    return message;
}

} // namespace detail

/// What a method leaves behind: void, or the struct that it calls Output.
template<api::Method M>
using OutputOf = typename detail::OutputOf<M>::Type;

template<api::Method M>
using InvokeResult = Result<OutputOf<M>, api::Error>;

/// Invokes a method on the object that `target` names. What an error says beyond its number lies in the
/// reply's words: see last_error_words.
template<api::Method M>
InvokeResult<M> invoke(Capability target, const M& method) {
    const Message reply = call(target, detail::message_of(method));
    if (reply.label() != 0) {
        return failure(static_cast<api::Error>(reply.label()));
    }
    if constexpr (api::HasOutput<M>) {
        return api::decode<OutputOf<M>>([&](std::size_t index) { return reply[index]; });
    } else {
        return {};
    }
}

/// The same for a method that not every architecture has: where it is missing, it is refused as the kernel
/// would refuse its label.
template<api::Method M>
InvokeResult<M> invoke_if_served(Capability target, const M& method) {
    if constexpr (api::is_served<M>) {
        return invoke(target, method);
    } else {
        return failure(api::Error::illegal_operation);
    }
}

/// The same for a method that words follow, such as Thread_WriteRegisters.
template<api::Method M>
Result<void, api::Error> invoke(Capability target, const M& method, std::span<const Word> trailing) {
    static_assert(api::trailing_words<M>() != 0);
    Message message = detail::message_of(method);
    for (const Word word : trailing) {
        message.append(word);
    }
    const Message reply = call(target, message);
    if (reply.label() != 0) {
        return failure(static_cast<api::Error>(reply.label()));
    }
    return {};
}

/// The same for a method whose reply is a row of words, such as Thread_ReadRegisters. Gives how many arrived.
template<api::Method M>
Result<std::size_t, api::Error> invoke_reading(Capability target, const M& method, std::span<Word> words) {
    static_assert(api::trailing_output_words<M>() != 0);
    const Message reply = call(target, detail::message_of(method));
    if (reply.label() != 0) {
        return failure(static_cast<api::Error>(reply.label()));
    }
    const std::size_t count = reply.length() < words.size() ? reply.length() : words.size();
    for (std::size_t i = 0; i < count; ++i) {
        words[i] = reply[i];
    }
    return count;
}

} // namespace nacre::user
