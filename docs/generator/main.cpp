// SPDX-License-Identifier: MIT
// manual_writer --write|--check DIRECTORY FACTS...: writes the pages, or fails if those that are there
// differ.
#include "markdown.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace {

namespace fs = std::filesystem;

std::vector<manual::Page> make_pages(const manual::Facts& facts) {
    auto pages = manual::table_pages(facts);
    std::ranges::move(manual::object_pages(facts), std::back_inserter(pages));
    for (manual::Page& page : pages) {
        page.text.resize(page.text.find_last_not_of('\n') + 1);
        page.text += '\n';
    }
    return pages;
}

std::string content(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

/// Pages that nothing writes any more go, so that no stale one stays.
std::vector<fs::path> leftovers(const fs::path& directory, const std::vector<manual::Page>& pages) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{directory}) {
        if (std::ranges::find(pages, entry.path().filename().string(), &manual::Page::file) == pages.end()) {
            files.push_back(entry.path());
        }
    }
    return files;
}

int write(const fs::path& directory, const std::vector<manual::Page>& pages) {
    fs::create_directories(directory);
    for (const manual::Page& page : pages) {
        std::ofstream stream{directory / page.file};
        stream << page.text;
        if (!stream.flush()) {
            std::cerr << "cannot write " << directory / page.file << "\n";
            return 1;
        }
    }
    for (const fs::path& file : leftovers(directory, pages)) {
        fs::remove(file);
    }
    return 0;
}

int check(const fs::path& directory, const std::vector<manual::Page>& pages) {
    bool current = fs::is_directory(directory);
    for (const manual::Page& page : pages) {
        if (content(directory / page.file) != page.text) {
            std::cerr << directory / page.file << " is not what the lists in api/ say\n";
            current = false;
        }
    }
    if (fs::is_directory(directory)) {
        for (const fs::path& file : leftovers(directory, pages)) {
            std::cerr << file << " is no page of the manual\n";
            current = false;
        }
    }
    if (!current) {
        std::cerr << "To write the manual anew: ./nacre manual\n";
    }
    return current ? 0 : 1;
}

} // namespace

int main(int count, char** words) try {
    const std::vector<std::string> arguments(words + 1, words + count);
    if (arguments.size() < 3 || (arguments[0] != "--write" && arguments[0] != "--check")) {
        std::cerr << "usage: manual_writer --write|--check DIRECTORY FACTS...\n";
        return 2;
    }
    manual::Facts facts;
    for (std::size_t i = 2; i < arguments.size(); ++i) {
        facts.read(arguments[i]);
    }
    const auto pages = make_pages(facts);
    return arguments[0] == "--write" ? write(arguments[1], pages) : check(arguments[1], pages);
} catch (const std::exception& problem) {
    std::cerr << "manual_writer: " << problem.what() << "\n";
    return 1;
}
