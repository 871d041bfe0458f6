// SPDX-License-Identifier: MIT
// Counts the primes up to a number by trial division: a program that only computes.
#include <runtime/print.hpp>
#include <runtime/program.hpp>

#include <charconv>

namespace {

bool is_prime(unsigned long candidate) {
    for (unsigned long divisor = 3; divisor * divisor <= candidate; divisor += 2) {
        if (candidate % divisor == 0) {
            return false;
        }
    }
    return candidate > 1 && (candidate == 2 || candidate % 2 != 0);
}

} // namespace

int nacre::user::program(std::string_view arguments) {
    const auto word = next_word(arguments);
    unsigned long limit = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), limit);
    if (error != std::errc{} || end != word.data() + word.size()) {
        print("primes counts the primes up to a number: run primes NUMBER\n");
        return 1;
    }
    unsigned long count = 0;
    unsigned long largest = 0;
    for (unsigned long candidate = 2; candidate <= limit; ++candidate) {
        if (is_prime(candidate)) {
            ++count;
            largest = candidate;
        }
    }
    print("{} primes up to {}, the largest is {}\n", count, limit, largest);
    return 0;
}
