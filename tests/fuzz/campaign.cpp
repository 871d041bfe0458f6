// SPDX-License-Identifier: MIT
// Looks for steps that break the kernel: worlds full of random calls, each in a process of its own, and the
// shortest sequence of what goes wrong.
#include <fuzz/campaign.hpp>
#include <fuzz/generator.hpp>
#include <fuzz/player.hpp>
#include <fuzz/shrink.hpp>

#include <algorithm>
#include <array>
#include <sys/mman.h>
#include <unistd.h>

namespace nacre::test {

namespace {

constexpr unsigned seconds_per_world = 300;
constexpr unsigned seconds_per_attempt = 60;
/// The calls are drawn from another stream of random numbers than the arena's objects.
constexpr std::uint64_t stream_distance = 0x9e37'79b9;

void append(int file, const std::string& line) {
    if (write(file, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        throw WorldError{"the steps cannot be written down"};
    }
}

std::vector<Step> read_back(int file) {
    std::string all;
    std::array<char, 4096> bytes{};
    lseek(file, 0, SEEK_SET);
    for (ssize_t count = 1; count > 0;) {
        count = read(file, bytes.data(), bytes.size());
        all.append(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    std::vector<Step> steps;
    for (std::size_t start = 0; start < all.size();) {
        const std::size_t end = std::min(all.find('\n', start), all.size());
        if (const auto step = read_step(std::string_view{all}.substr(start, end - start))) {
            steps.push_back(*step);
        }
        start = end + 1;
    }
    return steps;
}

} // namespace

unsigned Tally::methods_done() const {
    return static_cast<unsigned>(std::ranges::count_if(answers, [](const auto& row) { return row[0] > 0; }));
}

unsigned Tally::pairs_seen() const {
    unsigned seen = 0;
    for (const auto& row : answers) {
        seen += static_cast<unsigned>(std::ranges::count_if(row, [](unsigned count) { return count > 0; }));
    }
    return seen;
}

Campaign::Campaign() {
    void* shared = mmap(nullptr, sizeof(Tally), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        throw WorldError{"there is no shared memory"};
    }
    tally_ = new (shared) Tally{};
}

/// `record`: a file for the steps, negative for none.
bool Campaign::play_random(std::uint64_t seed, unsigned long calls, int record) const {
    Player player{seed};
    player.after_step = after_step;
    Generator generator{player.arena(), seed + stream_distance};
    for (unsigned long call = 0; call < calls; call++) {
        const Step step = generator.choose();
        if (record >= 0) {
            append(record, write_step(step) + "\n");
        }
        player.play(step);
        if (const auto answer = player.answer()) {
            tally_->answers.at(answer->label).at(static_cast<std::size_t>(answer->error))++;
        }
    }
    return true;
}

std::optional<Failure> Campaign::run_world(std::uint64_t seed, unsigned long calls) {
    if (run_in_child([&] { return play_random(seed, calls, -1); }, seconds_per_world).good) {
        return {};
    }
    // The same again, this time written down.
    const int record = memfd_create("steps", 0);
    Failure failure{.seed = seed};
    failure.verdict = run_in_child([&] { return play_random(seed, calls, record); }, seconds_per_world);
    failure.steps = read_back(record);
    close(record);
    return failure;
}

Verdict Campaign::replay(std::uint64_t seed, const std::vector<Step>& steps) const {
    return run_in_child(
        [&] {
            Player player{seed};
            player.after_step = after_step;
            std::ranges::for_each(steps, [&](const Step& step) { player.play(step); });
            return true;
        },
        seconds_per_attempt);
}

Failure Campaign::shorten(const Failure& failure, const std::function<void(std::size_t)>& on_progress) {
    const std::string signature = failure.verdict.signature();
    Failure shortest = failure;
    shortest.steps = shrink(failure.steps, [&](const std::vector<Step>& candidate) {
        Verdict verdict = replay(failure.seed, candidate);
        const bool same = !verdict.good && verdict.signature() == signature;
        if (same) {
            shortest.verdict = std::move(verdict);
            on_progress(candidate.size());
        }
        return same;
    });
    return shortest;
}

} // namespace nacre::test
