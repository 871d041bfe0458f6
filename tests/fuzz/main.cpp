// SPDX-License-Identifier: MIT
// Lets random calls loose on the kernel's core and checks its invariants after each; says the seed that
// repeats it.
#include <fuzz/generator.hpp>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace nacre::test {
namespace {

struct Options {
    unsigned long calls = 0; ///< 0: until stopped
    unsigned long seed = 0;
    bool trace = false;
    bool good = true;
};

/// After this many calls a new world begins, with the next seed.
constexpr unsigned long calls_per_world = 5000;

volatile unsigned long present_seed = 0;
volatile unsigned long present_call = 0;

void say_seed() {
    std::fprintf(stderr, "\nfuzz: failed at call %lu; repeat it with --seed %lu --calls %lu --trace\n",
                 present_call, present_seed, present_call);
}

extern "C" void on_abort(int) { say_seed(); }

Options parse(int count, char** arguments) {
    Options options{.seed = static_cast<unsigned long>(std::time(nullptr))};
    for (int index = 1; index < count; index++) {
        const std::string_view name = arguments[index];
        unsigned long* number = name == "--calls"  ? &options.calls
                                : name == "--seed" ? &options.seed
                                                   : nullptr;
        if (name == "--trace") {
            options.trace = true;
        } else if (number != nullptr && index + 1 < count) {
            const char* text = arguments[++index];
            options.good &=
                std::from_chars(text, text + std::strlen(text), *number).ptr == text + std::strlen(text);
        } else {
            options.good = false;
        }
    }
    return options;
}

void run_world(unsigned long seed, unsigned long calls, bool trace) {
    present_seed = seed;
    present_call = 0;
    Random random{static_cast<Random::result_type>(seed)};
    Arena arena{random};
    Generator generator{arena, random};
    for (unsigned long call = 1; call <= calls; call++) {
        present_call = call;
        World& world = arena.world();
        if (world.runs(world.root())) {
            arena.revive();
            world.let_others_run();
            continue;
        }
        const std::string& what = generator.choose();
        if (trace) {
            std::fprintf(stderr, "%lu: %p %s\n", call, static_cast<void*>(&world.current()), what.c_str());
        }
        generator.perform();
        world.console().clear();
    }
}

int run(const Options& options) {
    unsigned long done = 0;
    for (unsigned long seed = options.seed; options.calls == 0 || done < options.calls; seed++) {
        const unsigned long calls =
            options.calls == 0 ? calls_per_world : std::min(calls_per_world, options.calls - done);
        run_world(seed, calls, options.trace);
        done += calls;
        if (done % (4 * calls_per_world) == 0) {
            std::printf("fuzz: %lu calls without a violation, seed %lu\n", done, seed);
            std::fflush(stdout);
        }
    }
    std::printf("fuzz: %lu calls from seed %lu on, no violation\n", done, options.seed);
    return 0;
}

} // namespace
} // namespace nacre::test

int main(int count, char** arguments) {
    using namespace nacre::test;
    const Options options = parse(count, arguments);
    if (!options.good) {
        std::fputs("usage: fuzz [--calls N] [--seed N] [--trace]\n"
                   "Random calls on the kernel's core, until stopped or N calls are done.\n",
                   stderr);
        return 2;
    }
    std::signal(SIGABRT, on_abort);
    try {
        return run(options);
    } catch (const std::exception& violation) {
        std::fprintf(stderr, "%s\n", violation.what());
        say_seed();
        return 1;
    }
}
