// SPDX-License-Identifier: MIT
// How a facts program writes a line.
#pragma once

#include <iostream>

namespace manual {

template<typename First, typename... Rest>
void tell(const First& first, const Rest&... rest) {
    std::cout << first;
    ((std::cout << '\t' << rest), ...);
    std::cout << '\n';
}

/// Everything beside the methods: numbers, layouts, sizes.
void tell_tables();

} // namespace manual
