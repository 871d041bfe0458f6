// SPDX-License-Identifier: MIT
// The list of the interface's numbers by category and name, for comparison with a file.
#pragma once

#include <api/architecture.hpp>

#include <string>
#include <vector>

namespace nacre::api {

class Numbers {
public:
    template<typename T>
    void add(const std::string& category, const std::string& name, T value) {
        lines_.push_back(category + " " + name + " " + std::to_string(static_cast<long long>(value)));
    }
    const std::vector<std::string>& lines() const { return lines_; }

private:
    std::vector<std::string> lines_;
};

} // namespace nacre::api
