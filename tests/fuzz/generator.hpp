// SPDX-License-Identifier: MIT
// Random calls that often make sense: methods with arguments of the right kinds, and sometimes anything at
// all.
#pragma once

#include <fuzz/arena.hpp>
#include <fuzz/step.hpp>

#include <string_view>

namespace nacre::test {

/// Thinks of what might happen next in the arena.
class Generator {
public:
    Generator(Arena& arena, std::uint64_t seed)
        : arena_{arena}, random_{static_cast<Random::result_type>(seed)} {}

    Step choose();

private:
    void choose_invocation(Step& step);
    void choose_communication(Step& step);
    void choose_meeting(Step& step);
    void choose_oddity(Step& step);
    void set_call(Step& step, SystemCall call);
    void set_message(Step& step, Message& message);

    bool chance(unsigned percent);
    Word wild();
    Word any();
    Word find(kernel::Kind kind);
    Word own(kernel::Kind kind);
    Word slot_of(kernel::Kind kind);
    Word reply_slot();
    Word address(Word index);
    Word partner();
    template<typename T>
    T value(const char* name);
    Word capability(std::string_view name);
    Word number(std::string_view name);
    Word virtual_address();
    Word data_word();

    Arena& arena_;
    Random random_;
};

} // namespace nacre::test
