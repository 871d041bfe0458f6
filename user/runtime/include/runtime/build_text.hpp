// SPDX-License-Identifier: MIT
// What a program runs on, in two lines.
#pragma once

#include <api/version.hpp>
#include <base/format.hpp>

#include <string_view>

namespace nacre::user {

/// `sink` takes text as that of nacre::format does.
template<typename Sink>
void write_build(Sink& sink, const api::BuildInformation& build) {
    namespace configuration = api::configuration;
    if (build.interface_version == 0) {
        sink.write("the kernel does not say which one it is\n");
        return;
    }
    const auto says = [&](Word bit, std::string_view words) {
        return (build.configuration & bit) != 0 ? words : std::string_view{};
    };
    const Word interface = build.interface_version;
    format(sink, "Nacre {}, build {}, on {}\n", std::string_view{build.version},
           std::string_view{build.build}, std::string_view{build.board});
    format(sink, "interface: seL4 {}.{}.{}{}{}{}{}\n", interface >> 16, interface >> 8 & 0xff,
           interface & 0xff, says(configuration::mixed_criticality, ", MCS"),
           says(configuration::multicore, ", multicore"), says(configuration::debug_calls, ", debug calls"),
           says(configuration::explains, ", refusals explained"));
}

} // namespace nacre::user
