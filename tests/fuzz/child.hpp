// SPDX-License-Identifier: MIT
// Runs a function in a child process: whatever it does to itself, its parent hears how it ended.
#pragma once

#include <functional>
#include <string>

namespace nacre::test {

/// How a child ended.
struct Verdict {
    bool good = false;
    std::string output; ///< what it wrote to its error output

    /// The line that says what went wrong, without numbers and addresses: the same for the same bug.
    std::string signature() const;
};

/// `work` returns whether all is well. An exception, an assertion, a sanitizer's report and more than
/// `seconds` of processor time are all bad ends.
Verdict run_in_child(const std::function<bool()>& work, unsigned seconds);

} // namespace nacre::test
