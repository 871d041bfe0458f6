// SPDX-License-Identifier: MIT
// Explores what several cores do to one another: all ways in which they can take turns up to a bound, and
// random ones.
#include <explorer/scenarios.hpp>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

// NOLINTBEGIN(readability-identifier-naming): the sanitizer's name, not ours
extern "C" const char* __asan_default_options();
/// Cores' stacks are left in the middle of things; and what the machine holds belongs to nobody.
extern "C" const char* __asan_default_options() {
    return "detect_stack_use_after_return=0:detect_leaks=0:handle_abort=0:abort_on_error=1";
}
// NOLINTEND(readability-identifier-naming)

namespace nacre::test {
namespace {

constexpr auto help = R"(usage: explorer [OPTION...]
Lets fake cores take turns at every step that they take towards one another, and checks the kernel whenever all
stand still.

--scenario NAME   only this one; storm_N is the storm with that seed
--switches N      how often a core may be stopped where it could go on (2)
--limit N         no more than this many runs of each scenario, exhaustively (800)
--storms N        this many scenarios of random threads instead
--random N        this many random runs of each scenario besides (200)
--seed N          of the random runs, and of the first storm (1)
--replay CHOICES  one run of a scenario, as a report shows it, told step by step
--expect-failure  succeed if something is found
)";

struct Options {
    std::string_view scenario{};
    unsigned long switches = 2;
    unsigned long limit = 800;
    unsigned long random = 200;
    unsigned long seed = 1;
    unsigned long storms = 0;
    std::string replay{};
    bool expect_failure = false;
    bool good = true;
};

Options parse(std::span<char*> arguments) {
    Options options;
    for (std::size_t index = 1; index < arguments.size(); index++) {
        const std::string_view name = arguments[index];
        if (name == "--expect-failure") {
            options.expect_failure = true;
            continue;
        }
        const std::string_view value = index + 1 < arguments.size() ? arguments[++index] : "";
        const auto number = [&](unsigned long& to) {
            return std::from_chars(value.data(), value.data() + value.size(), to).ptr ==
                       value.data() + value.size() &&
                   !value.empty();
        };
        if (name == "--scenario") {
            options.scenario = value;
        } else if (name == "--replay") {
            options.replay = value;
        } else if (name == "--switches") {
            options.good &= number(options.switches);
        } else if (name == "--limit") {
            options.good &= number(options.limit);
        } else if (name == "--random") {
            options.good &= number(options.random);
        } else if (name == "--storms") {
            options.good &= number(options.storms);
        } else if (name == "--seed") {
            options.good &= number(options.seed);
        } else {
            options.good = false;
        }
    }
    return options;
}

/// What is being explored, for a report when an assertion ends the program.
const Scenario* current_scenario = nullptr;
const Stage* current_stage = nullptr;
bool expects_failure = false;

void report(const char* why) {
    const std::string choices = current_stage != nullptr && current_stage->schedule_of_run() != nullptr
                                    ? current_stage->schedule_of_run()->text()
                                    : "";
    std::printf("%s: FOUND: %s\n  repeat: explorer --scenario %s --replay '%s'\n",
                current_scenario->name.c_str(), why, current_scenario->name.c_str(), choices.c_str());
    std::fflush(stdout);
}

extern "C" void on_abort(int) {
    report("the kernel stopped itself (see above)");
    _exit(expects_failure ? EXIT_SUCCESS : EXIT_FAILURE);
}

bool explore(Stage& stage, Schedule schedule, unsigned long limit, unsigned long& runs) {
    for (unsigned long count = 0; count < limit; count++) {
        runs++;
        if (const auto failure = stage.run(schedule)) {
            report(failure->c_str());
            return false;
        }
        if (!schedule.advance()) {
            return true;
        }
    }
    return true;
}

bool explore(const Scenario& scenario, const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    current_scenario = &scenario;
    Stage stage{scenario.cores};
    current_stage = &stage;
    scenario.build(stage);
    stage.ready();
    unsigned long exhaustive = 0;
    unsigned long random = 0;
    bool good = true;
    if (!options.replay.empty()) {
        stage.tell_steps();
        good = explore(stage, Schedule::of_text(options.replay), 1, exhaustive);
    } else {
        good = explore(stage, Schedule::exhaustive(static_cast<unsigned>(options.switches)), options.limit,
                       exhaustive) &&
               explore(stage, Schedule::random(options.seed), options.random, random);
    }
    current_stage = nullptr;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::printf("%-24s %u cores: %lu runs%s, %lu random ones, %.1f s: %s\n", scenario.name.c_str(),
                scenario.cores, exhaustive, good && exhaustive < options.limit ? " (all)" : "", random,
                seconds.count(), good ? "good" : "BAD");
    std::fflush(stdout);
    return good;
}

std::vector<Scenario> chosen_scenarios(const Options& options) {
    std::vector<Scenario> chosen;
    for (const auto& list : {message_scenarios(), ownership_scenarios(), sharing_scenarios()}) {
        for (const Scenario& scenario : list) {
            if (options.scenario.empty() || options.scenario == scenario.name) {
                chosen.push_back(scenario);
            }
        }
    }
    constexpr std::string_view storms = "storm_";
    if (options.scenario.starts_with(storms)) {
        unsigned long seed = 0;
        const std::string_view number = options.scenario.substr(storms.size());
        std::from_chars(number.data(), number.data() + number.size(), seed);
        chosen.push_back(storm(seed));
    }
    return chosen;
}

int explore_storms(const Options& options) {
    for (unsigned long index = 0; index < options.storms; index++) {
        if (!explore(storm(options.seed + index), options)) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}

int run(const Options& options) {
    expects_failure = options.expect_failure;
    std::signal(SIGABRT, on_abort);
    if (options.storms > 0) {
        return explore_storms(options);
    }
    const std::vector<Scenario> chosen = chosen_scenarios(options);
    bool good = true;
    for (const Scenario& scenario : chosen) {
        good = explore(scenario, options) && good;
        if (!good && options.expect_failure) {
            return EXIT_SUCCESS;
        }
    }
    return !chosen.empty() && good && !options.expect_failure ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace
} // namespace nacre::test

int main(int count, char** arguments) {
    using namespace nacre::test;
    const Options options = parse({arguments, static_cast<std::size_t>(count)});
    if (!options.good) {
        std::fputs(help, stderr);
        return EXIT_FAILURE;
    }
    try {
        return run(options);
    } catch (const std::exception& mistake) {
        std::fprintf(stderr, "%s\n", mistake.what());
        return EXIT_FAILURE;
    }
}
