// SPDX-License-Identifier: MIT
// The groups of worst cases. Each builds its own, measures them and clears away what the next would trip
// over.
#pragma once

#include "case.hpp"
#include "crowd.hpp"
#include "scene.hpp"

namespace nacre::bench {

inline constexpr Word crowd_size = 10'000;

void worst_of_capabilities(Scene& scene);
void worst_of_waiting(Scene& scene, Crowd& crowd);
void worst_of_calls(Scene& scene, Crowd& crowd);
void worst_of_time(Scene& scene, Crowd& crowd);
void worst_of_messages(Scene& scene);
void worst_of_memory(Scene& scene);
void worst_of_address_spaces(Scene& scene);
/// bench/architecture/*/caches.cpp
void worst_of_caches(Scene& scene);
/// Ends with the crowd gone.
void worst_of_threads(Scene& scene, Crowd& crowd);

} // namespace nacre::bench
