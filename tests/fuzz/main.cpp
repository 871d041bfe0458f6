// SPDX-License-Identifier: MIT
// Lets random calls loose on the kernel's core and checks its invariants after each; shows the shortest
// sequence that breaks one, and repeats it.
#include <fuzz/campaign.hpp>
#include <fuzz/player.hpp>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <unistd.h>

/// The kernel has no heap, so where a test's memory was allocated tells nothing, and noting it is slow.
// NOLINTBEGIN(readability-identifier-naming): the sanitizer's name, not ours
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "malloc_context_size=1:detect_leaks=0"; }
// NOLINTEND(readability-identifier-naming)

namespace nacre::test {
namespace {

constexpr auto help = R"(usage: fuzz [OPTION...]
Random calls on the kernel's core over the fake machine, its invariants checked after each.

--calls N        end after N calls; otherwise it goes on until stopped (Ctrl-C)
--seed N         begin with this world (otherwise the time decides); each world has 5000 calls
--replay FILE    repeat the steps of a file, and show each
--output FILE    where the shortest failing sequence goes (fuzz-failure.txt)
--help           tell this
)";

struct Options {
    unsigned long calls = 0; ///< 0: until stopped
    unsigned long seed = 0;
    std::string replay{};
    std::string output = "fuzz-failure.txt";
    bool help = false;
    bool good = true;
};

constexpr unsigned long calls_per_world = 5000;

volatile std::sig_atomic_t stopped = 0;
extern "C" void on_stop(int) { stopped = 1; }

bool read_number(std::string_view text, unsigned long& number) {
    return std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size();
}

Options parse(std::span<char*> arguments) {
    Options options{.seed = static_cast<unsigned long>(std::time(nullptr))};
    for (std::size_t index = 1; index < arguments.size(); index++) {
        const std::string_view name = arguments[index];
        if (name == "--help") {
            options.help = true;
            continue;
        }
        const std::string_view value = index + 1 < arguments.size() ? arguments[++index] : "";
        if (name == "--calls") {
            options.good &= read_number(value, options.calls) && options.calls > 0;
        } else if (name == "--seed") {
            options.good &= read_number(value, options.seed);
        } else if (name == "--replay" && !value.empty()) {
            options.replay = value;
        } else if (name == "--output" && !value.empty()) {
            options.output = value;
        } else {
            options.good = false;
        }
    }
    return options;
}

void show_steps(std::FILE* file, const Failure& failure) {
    std::fprintf(file, "# seed=%llu word_bits=%u\n", static_cast<unsigned long long>(failure.seed),
                 word_bits);
    for (const Step& step : failure.steps) {
        std::fprintf(file, "%s\n", write_step(step).c_str());
    }
}

void report(Campaign& campaign, const Failure& found, const Options& options) {
    std::fprintf(stderr, "\nfuzz: world %llu went wrong after %zu steps; looking for the shortest sequence\n",
                 static_cast<unsigned long long>(found.seed), found.steps.size());
    const Failure shortest = campaign.shorten(found, [](std::size_t left) {
        if (isatty(STDERR_FILENO) != 0) {
            std::fprintf(stderr, "\r\033[Kfuzz: %zu steps left", left);
        }
    });
    std::fprintf(stderr, "\n%s\nfuzz: these %zu steps do it:\n", shortest.verdict.output.c_str(),
                 shortest.steps.size());
    show_steps(stderr, shortest);
    if (std::FILE* file = std::fopen(options.output.c_str(), "w")) {
        show_steps(file, shortest);
        std::fclose(file);
        std::fprintf(stderr, "fuzz: repeat them with --replay %s, or all with --seed %llu --calls %zu\n",
                     options.output.c_str(), static_cast<unsigned long long>(found.seed), found.steps.size());
    }
}

void say_progress(const Campaign& campaign, unsigned long done, unsigned long seed, bool at_end) {
    const char* end = isatty(STDOUT_FILENO) != 0 && !at_end ? "\r" : "\n";
    std::printf("fuzz: %lu calls (%u-bit words), no violation, seed %lu; %u of %u methods done, %u pairs of "
                "method and answer seen%s",
                done, word_bits, seed, campaign.tally().methods_done(), Tally::methods_to_do,
                campaign.tally().pairs_seen(), end);
    std::fflush(stdout);
}

/// A method that never succeeded was hardly tested.
void name_methods_not_done(const Campaign& campaign) {
    std::string names;
    api::for_each_method([&]<api::Method M>() {
        const bool could = !requires { M::never_held; };
        if (could && campaign.tally().answers.at(api::label_of<M>).at(0) == 0) {
            names += std::string{names.empty() ? "" : ", "} + M::name;
        }
    });
    if (!names.empty()) {
        std::printf("fuzz: these methods never succeeded: %s\n", names.c_str());
    }
}

int run(const Options& options) {
    Campaign campaign;
    std::signal(SIGINT, on_stop);
    unsigned long done = 0;
    unsigned long seed = options.seed;
    for (; stopped == 0 && (options.calls == 0 || done < options.calls); seed++) {
        const unsigned long calls =
            options.calls == 0 ? calls_per_world : std::min(calls_per_world, options.calls - done);
        const auto failure = campaign.run_world(seed, calls);
        if (stopped != 0) {
            break;
        }
        if (failure) {
            report(campaign, *failure, options);
            return 1;
        }
        done += calls;
        if (isatty(STDOUT_FILENO) != 0 || done % (4 * calls_per_world) == 0) {
            say_progress(campaign, done, seed, false);
        }
    }
    say_progress(campaign, done, options.seed, true);
    name_methods_not_done(campaign);
    return 0;
}

/// In this process, so that a debugger can watch it.
int replay(const std::string& name) {
    std::ifstream file{name};
    std::string line;
    unsigned long seed = 0;
    constexpr std::string_view header = "# seed=";
    if (!std::getline(file, line) || !line.starts_with(header) ||
        !read_number(std::string_view{line}.substr(header.size(), line.find(' ', 2) - header.size()), seed)) {
        std::fprintf(stderr, "fuzz: %s begins with no seed\n", name.c_str());
        return 2;
    }
    Player player{seed};
    while (std::getline(file, line)) {
        const auto step = read_step(line);
        if (!step) {
            std::fprintf(stderr, "fuzz: this is no step: %s\n", line.c_str());
            return 2;
        }
        World& world = player.arena().world();
        std::printf("%s: %s\n", std::string{world.current().display_name()}.c_str(), explain(*step).c_str());
        std::fflush(stdout);
        player.play(*step);
    }
    std::printf("fuzz: nothing went wrong\n");
    return 0;
}

} // namespace
} // namespace nacre::test

int main(int count, char** arguments) {
    using namespace nacre::test;
    const Options options = parse({arguments, static_cast<std::size_t>(count)});
    if (!options.good || options.help) {
        std::fputs(help, options.good ? stdout : stderr);
        return options.good ? 0 : 2;
    }
    try {
        return options.replay.empty() ? run(options) : replay(options.replay);
    } catch (const std::exception& violation) {
        std::fprintf(stderr, "%s\n", violation.what());
        return 1;
    }
}
