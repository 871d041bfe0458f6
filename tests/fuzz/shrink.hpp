// SPDX-License-Identifier: MIT
// Delta debugging: the shortest sequence that still fails, found by leaving parts out.
#pragma once

#include <cstddef>
#include <vector>

namespace nacre::test {

/// `fails(sequence)` must be true of the whole. Leaves out halves, then quarters and so on, down to single
/// elements, until none can be left out any more: the answer fails, and does not without any one of its
/// elements.
template<typename T, typename Predicate>
std::vector<T> shrink(std::vector<T> sequence, Predicate&& fails) {
    std::size_t part = sequence.size();
    while (part > 0) {
        bool removed = false;
        for (std::size_t end = sequence.size(); end > 0;) {
            const std::size_t start = end > part ? end - part : 0;
            std::vector<T> rest{sequence.begin(), sequence.begin() + static_cast<std::ptrdiff_t>(start)};
            rest.insert(rest.end(), sequence.begin() + static_cast<std::ptrdiff_t>(end), sequence.end());
            if (fails(rest)) {
                sequence = std::move(rest);
                removed = true;
            }
            end = start;
        }
        if (!removed || part > sequence.size()) {
            part = removed ? sequence.size() : part / 2;
        }
    }
    return sequence;
}

} // namespace nacre::test
