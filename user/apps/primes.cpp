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

void print_speed_up(const Finding& one, const Finding& many, unsigned cores) {
    const std::uint64_t tenths = one.microseconds * 10 / std::max<std::uint64_t>(many.microseconds, 1);
    print("1 core took {} us, {} cores took {} us: {}.{} times as fast\n", one.microseconds, cores,
          many.microseconds, tenths / 10, tenths % 10);
}

} // namespace

int program(std::string_view arguments) {
    unsigned long limit = 0;
    unsigned cores = 1;
    const bool has_limit = read_number(next_word(arguments), limit);
    const auto option = next_word(arguments);
    const bool several = option == "--cores" && read_number(next_word(arguments), cores) && cores > 0;
    if (!has_limit || (!option.empty() && !several)) {
        print("primes counts the primes up to a number: run primes NUMBER [--cores HOW_MANY]\n");
        return 1;
    }
    if (cores > environment().cores) {
        print("this machine does not have {} cores, only {}\n", cores, environment().cores);
        return 1;
    }
    const Finding found = search(limit, cores);
    print("{} primes up to {}, the largest is {}\n", found.count, limit, found.largest);
    if (several) {
        const Finding alone = search(limit, 1);
        if (found.count != alone.count || found.largest != alone.largest) {
            print("1 core finds {} primes, the largest {}: that is wrong\n", alone.count, alone.largest);
            return 1;
        }
        print_speed_up(alone, found, cores);
    }
    return 0;
}

} // namespace nacre::user
