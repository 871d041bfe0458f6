// SPDX-License-Identifier: MIT
// Counts the primes up to a number by trial division: a program that only computes, on one core or on
// several.
#include <runtime/print.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>
#include <runtime/worker.hpp>

#include <atomic>
#include <charconv>

namespace nacre::user {

namespace {

bool is_prime(unsigned long candidate) {
    for (unsigned long divisor = 3; divisor * divisor <= candidate; divisor += 2) {
        if (candidate % divisor == 0) {
            return false;
        }
    }
    return candidate > 1 && (candidate == 2 || candidate % 2 != 0);
}

/// Numbers that a core takes at a time: few enough that all are done at about the same time.
constexpr unsigned long stretch = 256;

/// What the cores share.
struct Search {
    unsigned long limit;
    std::atomic<unsigned long> next{0};
    std::atomic<unsigned long> count{0};
    std::atomic<unsigned long> largest{0};
};

void note_largest(Search& search, unsigned long found) {
    unsigned long largest = search.largest.load();
    while (found > largest && !search.largest.compare_exchange_weak(largest, found)) {
    }
}

/// What each core does: takes the next stretch of numbers until there is none.
void help(void* argument) {
    Search& search = *static_cast<Search*>(argument);
    unsigned long count = 0;
    unsigned long largest = 0;
    for (;;) {
        const unsigned long first = search.next.fetch_add(stretch);
        if (first > search.limit) {
            break;
        }
        for (unsigned long candidate = first; candidate < first + stretch && candidate <= search.limit;
             ++candidate) {
            if (is_prime(candidate)) {
                ++count;
                largest = candidate;
            }
        }
    }
    search.count.fetch_add(count);
    note_largest(search, largest);
}

struct Finding {
    unsigned long count;
    unsigned long largest;
    std::uint64_t microseconds;
};

/// On this core and as many others.
Finding search(unsigned long limit, unsigned cores) {
    Search search{.limit = limit};
    const std::uint64_t start = timer::now();
    unsigned working = 1;
    for (unsigned core = 0; working < cores && core < environment().cores; ++core) {
        working += worker::start(core, help, &search) ? 1U : 0U;
    }
    help(&search);
    worker::wait_for_all();
    return {search.count, search.largest, timer::now() - start};
}

template<typename Number>
bool read_number(std::string_view word, Number& number) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc{} && end == word.data() + word.size();
}

/// Less than this is over before the other cores have begun.
constexpr std::uint64_t little_work = 50'000; ///< microseconds

void print_speed_up(const Finding& one, const Finding& many, unsigned cores) {
    const std::uint64_t tenths = one.microseconds * 10 / std::max<std::uint64_t>(many.microseconds, 1);
    print("1 core took {} us, {} cores took {} us: {}.{} times as fast\n", one.microseconds, cores,
          many.microseconds, tenths / 10, tenths % 10);
    if (one.microseconds < little_work) {
        print("that is over before the other cores have begun: try a larger number\n");
    } else if (cores > 1 && many.microseconds >= one.microseconds) {
        print("the cores were not free: in QEMU each is a thread, which the host must have a core for\n");
    }
}

struct Task {
    unsigned long limit = 0;
    unsigned cores = 0; ///< 0: one, and no comparison
};

/// False: it has told what is wrong with the words.
bool read_task(std::string_view arguments, Task& task) {
    constexpr std::string_view usage = "run primes NUMBER [--cores HOW_MANY]";
    if (!read_number(next_word(arguments), task.limit)) {
        print("primes counts the primes up to a number: {}\n", usage);
        return false;
    }
    const auto option = next_word(arguments);
    if (option.empty()) {
        return true;
    }
    if (option != "--cores") {
        print("{}: primes does not know that word: {}\n", option, usage);
        return false;
    }
    if (!read_number(next_word(arguments), task.cores) || task.cores == 0) {
        print("--cores wants how many cores are to count: 1 to {} on this machine\n", environment().cores);
        return false;
    }
    if (task.cores > environment().cores) {
        print("this machine does not have {} cores: --cores takes 1 to {}\n", task.cores,
              environment().cores);
        return false;
    }
    if (const auto more = next_word(arguments); !more.empty()) {
        print("{}: that is one word too many: {}\n", more, usage);
        return false;
    }
    return true;
}

} // namespace

int program(std::string_view arguments) {
    Task task;
    if (!read_task(arguments, task)) {
        return 1;
    }
    const Finding found = search(task.limit, std::max(task.cores, 1U));
    print("{} primes up to {}, the largest is {}\n", found.count, task.limit, found.largest);
    if (task.cores == 1) {
        print("1 core took {} us\n", found.microseconds);
    } else if (task.cores > 1) {
        const Finding alone = search(task.limit, 1);
        if (found.count != alone.count || found.largest != alone.largest) {
            print("1 core finds {} primes, the largest {}: that is wrong\n", alone.count, alone.largest);
            return 1;
        }
        print_speed_up(alone, found, task.cores);
    }
    return 0;
}

} // namespace nacre::user
