// SPDX-License-Identifier: MIT
// One check's world: objects that are gone when the check is over, and the expectations.
#pragma once

#include <api/boot_info.hpp>
#include <api/object_type.hpp>
#include <conformance/check.hpp>
#include <runtime/build_information.hpp>
#include <runtime/invoke.hpp>

#include <array>
#include <source_location>

namespace nacre::conformance {

using user::Capability;
using Where = std::source_location;
namespace initial = api::initial_capability;

/// Depth that resolves an address in the root CNode: all bits of a word.
inline constexpr std::uint8_t whole_word = word_bits;

/// A thread of this program, in its address space and capability space.
struct Thread {
    Capability control;
    Capability time;
    Capability fault_endpoint;
};

struct ThreadOptions {
    Word priority = 50; ///< the check itself runs at 100
    Word argument = 0;  ///< for the entry function
    std::uint64_t budget = 10'000;
    std::uint64_t period = 10'000; ///< microseconds
    Capability fault_endpoint{};
    bool passive = false; ///< without time of its own
    bool resumed = true;
};

/// Device memory of which a check has made nothing yet.
struct DeviceMemory {
    Capability untyped;
    Word address;
    unsigned size_bits;
};

class Scene {
public:
    explicit Scene(const api::BootInfo& boot_info);

    static constexpr Word own_priority = 100;
    /// Untyped memory that a check may use, as an exponent.
    static constexpr unsigned memory_bits = 24;

    enum class Result : unsigned char { passed, failed, skipped };

    /// Runs a check and takes everything away that it made. Passed: all that it expected was so.
    Result run(const Check& check);
    /// Why the last check was skipped.
    std::string_view skip_reason() const { return skip_reason_; }

    // Expectations: a failed one is printed with its place, and the check goes on.
    bool expect(bool holds, std::string_view what, Where where = Where::current());
    bool expect_equal(std::uint64_t found, std::uint64_t wanted, std::string_view what,
                      Where where = Where::current());
    /// The answer must be success.
    template<api::Method M>
    bool succeed(Capability target, const M& method, Where where = Where::current()) {
        return answered(call_method(target, method), api::Error::no_error, where);
    }
    /// The answer must be this error, with these words behind it.
    template<api::Method M>
    bool refuse(Capability target, const M& method, api::Error error, std::initializer_list<Word> words = {},
                Where where = Where::current()) {
        return refused_with(call_method(target, method), M::name, error, words, where);
    }
    /// The same for a message put together by hand.
    bool refused_with(const user::Message& reply, std::string_view subject, api::Error error,
                      std::initializer_list<Word> words, Where where = Where::current());
    /// The board has nothing that the check could show: it counts neither as passed nor as failed.
    void skip(std::string_view reason);
    bool answered(const user::Message& reply, api::Error error, Where where = Where::current());

    template<api::Method M>
    static user::Message call_method(Capability target, const M& method) {
        return user::call(target, user::detail::message_of(method));
    }

    // Objects. What cannot be made ends the check with a failure: `ready()` tells.
    Capability slot();
    /// The first of neighbouring empty slots.
    Capability slots(Word count);
    Capability make(api::ObjectType type, Word size_bits = 0, Where where = Where::current());
    Capability make(api::architecture::ObjectType type, Where where = Where::current());
    Capability copy(Capability original, api::CapabilityRights rights = api::CapabilityRights::all());
    Capability mint(Capability original, Word badge,
                    api::CapabilityRights rights = api::CapabilityRights::all());
    void remove(Capability capability);
    bool is_empty(Capability slot);

    Thread start(void (*entry)(Word argument), const ThreadOptions& options = {},
                 Where where = Where::current());
    void set_own_priority(Word priority);

    const api::BootInfo& boot_info() const { return *boot_info_; }
    /// Whether the kernel is ours: where seL4 does not do what its manual says, only ours is held to it.
    bool is_nacre() const { return user::build_information(*boot_info_).has_value(); }
    /// The untyped memory that this check's objects come from; a child of `reserve`.
    Capability memory() const { return memory_; }
    /// The largest untyped memory of the machine, and its size.
    Capability reserve() const { return reserve_; }
    unsigned reserve_bits() const { return reserve_bits_; }
    Capability cnode() const { return {initial::cnode}; }
    Capability vspace() const { return {initial::vspace}; }
    Capability own_thread() const { return {initial::thread}; }
    Capability scheduling_control() const { return {boot_info_->scheduling_control.start}; }
    /// The smallest piece of device memory that holds the address; null if there is none. Pieces count that
    /// `keep` has been told of; a check that cuts one up tells of what is left.
    DeviceMemory device_memory(Word address) const;
    void keep(const DeviceMemory& piece);
    /// Frame of this program that holds the address.
    Capability frame_of(const void* address) const;

private:
    void clean_up();
    Capability retype(Word type, Word size_bits, Where where);

    const api::BootInfo* boot_info_;
    Capability reserve_{};
    unsigned reserve_bits_ = 0;
    Capability memory_{};
    Word first_slot_ = 0;
    Word next_slot_ = 0;
    unsigned threads_ = 0;
    static constexpr std::size_t device_piece_limit = 128;
    std::array<DeviceMemory, device_piece_limit> device_pieces_{};
    std::size_t device_piece_count_ = 0;
    const Check* check_ = nullptr;
    std::string_view skip_reason_;
    bool good_ = true;
    bool saw_error_ = false;
};

} // namespace nacre::conformance
