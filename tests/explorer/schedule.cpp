// SPDX-License-Identifier: MIT
// Which core goes on: depth first through all sequences, or by chance.
#include <explorer/schedule.hpp>

#include <sstream>

namespace nacre::test {

Schedule Schedule::of_text(const std::string& text) {
    Schedule schedule{unlimited, std::nullopt};
    std::istringstream words{text};
    for (unsigned taken = 0; words >> taken;) {
        schedule.choices_.push_back({taken, taken + 1});
    }
    return schedule;
}

unsigned Schedule::choose(unsigned options, bool can_stay) {
    if (options == 1) {
        return 0;
    }
    if (can_stay && switches_ >= allowed_switches_) {
        options = 1; // noted all the same: a replay knows no bound
    }
    if (position_ == choices_.size()) {
        unsigned taken = 0;
        // Rarely, so that a core comes far; but not too rarely for the short ways between two marks.
        if (seed_ && (!can_stay || random_() % 6 == 0)) {
            taken = static_cast<unsigned>(random_() % options);
        }
        choices_.push_back({taken, options});
    }
    const unsigned taken = choices_[position_++].taken;
    if (can_stay && taken != 0) {
        switches_++;
    }
    return taken < options ? taken : 0;
}

bool Schedule::advance() {
    position_ = 0;
    switches_ = 0;
    if (seed_) {
        choices_.clear();
        return true;
    }
    while (!choices_.empty() && choices_.back().taken + 1 >= choices_.back().options) {
        choices_.pop_back();
    }
    if (choices_.empty()) {
        return false;
    }
    choices_.back().taken++;
    return true;
}

std::string Schedule::text() const {
    std::string text;
    for (std::size_t index = 0; index < position_; index++) {
        text += std::to_string(choices_[index].taken) + " ";
    }
    return text;
}

} // namespace nacre::test
