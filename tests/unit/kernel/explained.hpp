// SPDX-License-Identifier: MIT
// A world whose kernel explains, and what a refused call must be told to have been refused for.
#pragma once

#include "root_cnode.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace nacre::test {

struct Explained : testing::Test {
    World world;

    Explained() {
        world.kernel().explains = true;
        world.console().clear();
    }

    /// One line, with this text in it.
    void expect_line(const std::string& text) {
        const std::string& console = world.console();
        EXPECT_NE(console.find(text), std::string::npos) << "wanted: " << text << "\ntold: " << console;
        EXPECT_EQ(console.find("explain: thread \""), 0U) << console;
        EXPECT_EQ(std::count(console.begin(), console.end(), '\n'), 1) << console;
        world.console().clear();
    }

    /// The root task's call is refused with this sentence.
    template<api::Method M>
    void refused(Cap cap, const M& method, const std::string& sentence, std::span<const Word> more = {}) {
        world.console().clear();
        const Received answer = world.invoke(cap, method, more);
        EXPECT_NE(answer.error(), Error::no_error) << sentence;
        expect_line(std::string{api::name_of(answer.error())} + ": " + sentence);
    }
    template<api::Method M>
    void refused_as(Actor& actor, Cap cap, const M& method, const std::string& sentence) {
        world.console().clear();
        EXPECT_NE(world.invoke_as(actor, cap, method).error(), Error::no_error) << sentence;
        expect_line(": " + sentence);
    }
};

} // namespace nacre::test
