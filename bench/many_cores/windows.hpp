// SPDX-License-Identifier: MIT
// The stretches in which everything that the cores execute is counted. cores.py reads their names here.
#pragma once

namespace nacre::bench {

enum class Window : unsigned char {
    none,
    one_pair,
    all_pairs,
    active_server,
    passive_server_at_home,
    passive_server_elsewhere,
    passive_server_from_both,
    signal,
};

} // namespace nacre::bench
