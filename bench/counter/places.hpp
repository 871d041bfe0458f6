// SPDX-License-Identifier: MIT
// Where things lie in the kernel that is counted, as bench/counted.py writes them into a file, one a line.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace nacre::counter {

/// How a program was left.
enum class Entry : std::uint8_t { none, synchronous, interrupt };

/// - "kernel START END": instructions there are the kernel's;
/// - "layer START END": those there are counted as the kernel's: of a layer below it, or before it has its
/// address space;
/// - "synchronous ADDRESS", "interrupt ADDRESS": the first instruction after a program was left so;
/// - "was_interrupt ADDRESS": who comes by there was entered by an interrupt, if both have one entry;
/// - "look ADDRESS": a function that looks for a pending interrupt, where no instruction shows that;
/// - "enter START END": the function that takes tickets for the exclusive section.
class Places {
public:
    /// False if the file cannot be read, or lacks what no count can do without.
    bool read(const std::string& file) {
        std::ifstream stream{file};
        std::string kind;
        std::uint64_t first = 0;
        while (stream >> kind >> std::hex >> first) {
            if (kind == "synchronous") {
                entries_[first] = Entry::synchronous;
            } else if (kind == "interrupt") {
                entries_[first] = Entry::interrupt;
            } else if (kind == "was_interrupt") {
                known_interrupt_ = first;
            } else if (kind == "look") {
                look_ = first;
            } else {
                std::uint64_t end = 0;
                stream >> end;
                (kind == "enter" ? enter_ : kind == "layer" ? layer_ : kernel_).push_back({first, end});
            }
        }
        return !entries_.empty() && !kernel_.empty() && !enter_.empty();
    }

    bool in_kernel(std::uint64_t address) const { return contains(kernel_, address); }
    bool in_layer(std::uint64_t address) const { return contains(layer_, address); }
    bool takes_tickets(std::uint64_t address) const { return contains(enter_, address); }
    Entry entry(std::uint64_t address) const {
        const auto found = entries_.find(address);
        return found == entries_.end() ? Entry::none : found->second;
    }
    bool shows_interrupt(std::uint64_t address) const { return address == known_interrupt_; }
    bool looks(std::uint64_t address) const { return address == look_; }

private:
    struct Range {
        std::uint64_t start;
        std::uint64_t end;
    };
    static bool contains(const std::vector<Range>& ranges, std::uint64_t address) {
        for (const Range& range : ranges) {
            if (address >= range.start && address < range.end) {
                return true;
            }
        }
        return false;
    }

    std::map<std::uint64_t, Entry> entries_;
    std::vector<Range> kernel_;
    std::vector<Range> layer_;
    std::vector<Range> enter_;
    std::uint64_t known_interrupt_ = ~std::uint64_t{0};
    std::uint64_t look_ = ~std::uint64_t{0};
};

} // namespace nacre::counter
