// SPDX-License-Identifier: MIT
// Runs a function in a child process: whatever it does to itself, its parent hears how it ended.
#include <fuzz/child.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nacre::test {

namespace {

[[noreturn]] void be_child(const std::function<bool()>& work, int output, unsigned seconds) {
    dup2(output, STDERR_FILENO);
    std::signal(SIGINT, SIG_DFL);
    const rlimit time{seconds, seconds + 1};
    setrlimit(RLIMIT_CPU, &time);
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    bool good = false;
    try {
        good = work();
    } catch (const std::exception& violation) {
        std::fprintf(stderr, "%s\n", violation.what());
    }
    std::fflush(nullptr);
    std::exit(good ? EXIT_SUCCESS : EXIT_FAILURE);
}

std::string read_all(int input) {
    std::string all;
    std::array<char, 4096> bytes{};
    for (ssize_t count = 1; count > 0;) {
        count = read(input, bytes.data(), bytes.size());
        all.append(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return all;
}

} // namespace

Verdict run_in_child(const std::function<bool()>& work, unsigned seconds) {
    int ends[2];
    if (pipe(ends) != 0) {
        return {false, "there is no pipe"};
    }
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        be_child(work, ends[1], seconds);
    }
    close(ends[1]);
    Verdict verdict{false, read_all(ends[0])};
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    verdict.good = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        verdict.output += "\nfuzz: the kernel hangs\n";
    }
    return verdict;
}

std::string Verdict::signature() const {
    if (good) {
        return "";
    }
    std::size_t place = std::string::npos;
    for (const char* mark : {"KERNEL PANIC", "ERROR: AddressSanitizer", "runtime error", "state is broken:\n",
                             "fuzz: the kernel hangs"}) {
        place = std::min(place, output.find(mark));
    }
    place = place == std::string::npos ? 0 : place;
    std::size_t end = output.find('\n', place);
    if (output.compare(place, 15, "state is broken") == 0) {
        end = output.find('\n', end + 1); // the first violation stands on the next line
    }
    std::string line = output.substr(place, end - place);
    // "at 0x62...": addresses and counts differ from run to run.
    std::string plain;
    for (std::size_t index = 0; index < line.size(); index++) {
        if (line.compare(index, 2, "0x") == 0) {
            index++;
            while (index + 1 < line.size() &&
                   std::isxdigit(static_cast<unsigned char>(line[index + 1])) != 0) {
                index++;
            }
        } else if (std::isdigit(static_cast<unsigned char>(line[index])) == 0) {
            plain += line[index];
        }
    }
    return plain;
}

} // namespace nacre::test
