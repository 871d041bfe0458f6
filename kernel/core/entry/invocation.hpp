// SPDX-License-Identifier: MIT
// A method call on an object, between the message that asks for it and the handler that does it.
#pragma once

#include <api/codec.hpp>
#include <api/method_list.hpp>
#include <core/entry/refusal.hpp>
#include <core/kernel.hpp>
#include <core/message/transfer.hpp>

#include <span>

namespace nacre::kernel {

/// Whether a commit is through, or stopped at a preemption point and must be started again.
enum class Progress : unsigned char { done, preempted };

using Outcome = Decoded<Progress>;

/// What a method takes of a message, at least.
struct MessageSize {
    Word words;
    Word capabilities;
};

template<api::Method M>
inline constexpr MessageSize message_size_of{api::message_length<M>, api::capability_count<M>};

/// What decode() and commit() of a handler work on.
struct Invocation {
    Processor& processor;
    Thread& caller;
    Slot& slot; ///< of the invoked capability
    api::MessageInfo info;
    api::IpcBuffer* buffer; ///< the caller's; null if it has none
    transfer::ExtraCapabilities extra;
    bool is_call;
    bool is_first_phase; ///< the send of a system call that receives afterwards
    Word progress;       ///< of this call, if it was stopped before; see progress_on

    Kernel& kernel() const { return *processor.kernel; }

    /// A message word; 0 for one that only a buffer could hold.
    Word word(std::size_t index) const;
    /// The slot of a capability argument. Valid: the message has been checked to carry it.
    Slot& capability(api::CapabilityArgument argument) const { return *extra.slots[argument.value]; }

    /// Whether the message carries what is asked for.
    Decoded<void> require(MessageSize size) const {
        if (info.length() < size.words || extra.count < size.capabilities) {
            return refuse::with<api::Error::truncated_message, "arguments are missing">();
        }
        return {};
    }

    /// How far this call on this object came before it was stopped; 0 if it begins.
    Word progress_on(Word object) const { return caller.unfinished.object == object ? progress : 0; }
    /// Stops it. The thread executes it again, and progress_on will know.
    Progress stop_at(Word how_far, Word object) {
        caller.unfinished = {.progress = how_far, .object = object};
        return Progress::preempted;
    }

    /// Answers a Call with these words.
    void answer(std::span<const Word> words);
    template<typename Output>
    void answer_with(const Output& output) {
        answer(api::encode(output));
    }
};

/// What implements a method: `decode` checks everything and changes nothing; `commit` cannot fail.
/// A handler with a member `first_look` looks at that much of the message first and lets `decode` require the
/// rest: seL4 answers other errors before it misses the last arguments of some methods.
template<typename H>
concept MethodHandler =
    requires(Invocation& invocation, const typename H::Method& arguments, const typename H::Plan& plan) {
        { H::decode(invocation, arguments) } -> std::same_as<Decoded<typename H::Plan>>;
        { H::commit(invocation, plan) } -> std::same_as<Progress>;
    };

/// Decodes the message as the handler's method and carries it out.
template<MethodHandler H>
Outcome carry_out(Invocation& invocation) {
    using Method = typename H::Method;
    if constexpr (requires { H::first_look; }) {
        NACRE_CHECK(invocation.require(H::first_look));
    } else {
        NACRE_CHECK(invocation.require(message_size_of<Method>));
    }
    const auto arguments = api::decode<Method>([&](std::size_t index) { return invocation.word(index); });
    NACRE_TRY(plan, H::decode(invocation, arguments));
    thread::set_state(invocation.processor, invocation.caller, ThreadState::restart);
    return H::commit(invocation, plan);
}

/// Carries out whichever of the handlers the label asks for. All methods of `kind` must be among them.
template<api::ObjectKind kind, MethodHandler... H>
Outcome carry_out_one_of(Invocation& invocation) {
    constexpr auto is_complete = [] {
        std::size_t served = 0;
        api::for_each_method([&]<api::Method M>() { served += M::object == kind ? 1 : 0; });
        return served == (std::size_t{api::is_served<typename H::Method>} + ... + 0);
    };
    static_assert(is_complete(), "a method of this kind of object has no handler, or one too many");
    Outcome outcome = refuse::with<api::Error::illegal_operation, "the object has no such method">();
    const Word label = invocation.info.label();
    const auto attempt = [&]<typename Candidate>() {
        if constexpr (api::is_served<typename Candidate::Method>) {
            if (label == api::label_of<typename Candidate::Method>) {
                outcome = carry_out<Candidate>(invocation);
                return true;
            }
        }
        return false;
    };
    (attempt.template operator()<H>() || ...);
    return outcome;
}

/// A plan without content.
struct NoPlan {};

/// Does what the invoked capability and the label ask. `blocking` and `can_donate` count for endpoints.
Outcome invoke(Invocation& invocation, bool blocking, bool can_donate);

namespace untyped {
Outcome invoke(Invocation& invocation);
}
namespace cnode {
Outcome invoke(Invocation& invocation);
}
namespace thread {
Outcome invoke(Invocation& invocation);
}
namespace scheduling_context {
Outcome invoke(Invocation& invocation);
}
namespace scheduling_control {
Outcome invoke(Invocation& invocation);
}
namespace interrupt_control {
Outcome invoke(Invocation& invocation);
}
namespace interrupt_handler {
Outcome invoke(Invocation& invocation);
}
namespace domain {
Outcome invoke(Invocation& invocation);
}
namespace frame {
Outcome invoke(Invocation& invocation);
}
namespace page_table {
Outcome invoke(Invocation& invocation);
}
namespace address_space {
Outcome invoke(Invocation& invocation);
}
namespace asid_control {
Outcome invoke(Invocation& invocation);
}
namespace asid_pool {
Outcome invoke(Invocation& invocation);
}
namespace software_interrupt {
Outcome invoke(Invocation& invocation);
}
namespace io_port_control {
Outcome invoke(Invocation& invocation);
}
namespace io_port {
Outcome invoke(Invocation& invocation);
}

} // namespace nacre::kernel
