// SPDX-License-Identifier: MIT
// The shell's parser: what is a command, and what is refused with which sentence.
#include <services/shell/command.hpp>

#include <gtest/gtest.h>

#include <string>

namespace nacre::user::shell {
namespace {

/// The views in a command point into the line, which therefore lives as long.
struct Parsed {
    std::string line;
    Result<Command, CommandError> result;

    explicit Parsed(std::string text) : line{std::move(text)}, result{parse(line)} {}
    template<typename C>
    const C& as() const {
        return std::get<C>(*result);
    }
    std::string_view refusal() const { return result.reason().sentence; }
};

TEST(Command, EmptyAndBlankLinesAreNothing) {
    EXPECT_TRUE(std::holds_alternative<Nothing>(*Parsed("").result));
    EXPECT_TRUE(std::holds_alternative<Nothing>(*Parsed(" \t ").result));
}

TEST(Command, PlainCommands) {
    EXPECT_TRUE(std::holds_alternative<Help>(*Parsed("help").result));
    EXPECT_TRUE(std::holds_alternative<ListPrograms>(*Parsed(" ps ").result));
    EXPECT_TRUE(std::holds_alternative<ShowMemory>(*Parsed("mem").result));
    EXPECT_TRUE(std::holds_alternative<ListCores>(*Parsed("cores").result));
    EXPECT_TRUE(std::holds_alternative<Reboot>(*Parsed("reboot").result));
    EXPECT_TRUE(std::holds_alternative<Halt>(*Parsed("halt").result));
    EXPECT_EQ(Parsed("kill primes").as<Kill>().name, "primes");
    EXPECT_EQ(Parsed("caps shell").as<ShowCapabilities>().name, "shell");
}

TEST(Command, RunTakesTheProgramsWordsAsTheyWereTyped) {
    const Parsed parsed("run  hello  dear --priority 7   old friend &");
    const auto& run = parsed.as<RunProgram>();
    EXPECT_EQ(run.name, "hello");
    EXPECT_EQ(run.arguments, "dear old friend");
    EXPECT_EQ(run.priority, 7U);
    EXPECT_TRUE(run.background);
    EXPECT_EQ(run.budget, Budget{});
}

TEST(Command, RunTakesABudget) {
    EXPECT_EQ(Parsed("run x --budget 2000/10000").as<RunProgram>().budget, (Budget{2000, 10'000}));
    EXPECT_EQ(Parsed("run x --budget 5/5").as<RunProgram>().budget, (Budget{5, 5}));
    EXPECT_FALSE(Parsed("run x --budget 5/5").as<RunProgram>().background);
}

TEST(Command, RunTakesACore) {
    EXPECT_EQ(Parsed("run x --core 3").as<RunProgram>().core, 3U);
    EXPECT_EQ(Parsed("run x").as<RunProgram>().core, 0U);
    // It is the program's word, not the shell's.
    EXPECT_EQ(Parsed("run x --cores 3").as<RunProgram>().arguments, "--cores 3");
    EXPECT_NE(Parsed("run x --core three").refusal().find("core"), std::string_view::npos);
}

TEST(Command, RunOfOneWordAndNothingElse) {
    const Parsed parsed("run x");
    EXPECT_EQ(parsed.as<RunProgram>().arguments, "");
    EXPECT_EQ(parsed.as<RunProgram>().priority, 0U);
}

TEST(Command, BadOptionsAreRefused) {
    for (const char* line :
         {"run x --priority", "run x --priority 0", "run x --priority 200", "run x --priority 7x",
          "run x --priority -1", "run x --priority 99999999999999"}) {
        EXPECT_EQ(Parsed(line).refusal(), "--priority wants a number from 1 to 199") << line;
    }
    for (const char* line : {"run x --budget", "run x --budget 5", "run x --budget /5", "run x --budget 6/5",
                             "run x --budget 0/5", "run x --budget 5/5/5", "run x --budget a/b"}) {
        EXPECT_TRUE(Parsed(line).refusal().starts_with("--budget wants")) << line;
    }
    EXPECT_EQ(Parsed("run x & y").refusal(), "& must be the last word of the line");
}

TEST(Command, MissingAndSuperfluousWordsAreRefused) {
    for (const char* line : {"run", "run &", "run --priority 5", "kill", "caps"}) {
        EXPECT_TRUE(Parsed(line).refusal().starts_with("say which program")) << line;
    }
    for (const char* line : {"help me", "ps all", "mem x", "reboot now", "halt it"}) {
        EXPECT_EQ(Parsed(line).refusal(), "this takes no words") << line;
    }
    EXPECT_EQ(Parsed("kill a b").refusal(), "say which program: kill NAME");
    EXPECT_EQ(Parsed("help me please").refusal(), "this takes no words");
}

TEST(Command, AnUnknownCommandIsNamed) {
    const Parsed parsed("frobnicate x");
    EXPECT_EQ(parsed.result.reason().word, "frobnicate");
    // A program's name is the likely mistake, with all that belongs to it.
    const Parsed program("primes 3000 --cores 4");
    EXPECT_EQ(program.result.reason().word, "primes");
    EXPECT_EQ(program.refusal(), "there is no such command; try help, or run NAME for a program");
}

} // namespace
} // namespace nacre::user::shell
