// SPDX-License-Identifier: MIT
// The refusals that all methods with one destination slot (`root`, `index`, `depth`) share.
#pragma once

#include <conformance/scene.hpp>

namespace nacre::conformance {

/// `make` gives a target and a method whose other arguments are right.
template<api::Method M, auto make>
struct DestinationChecks {
    static void bad_root(Scene& scene) {
        auto [target, method] = make(scene);
        method.root = scene.own_thread();
        method.depth = 0;
        constexpr Word invalid_root = static_cast<Word>(api::LookupFailure::invalid_root);
        scene.refuse(target, method, api::Error::failed_lookup, {0, invalid_root});
    }

    static void bad_depth(Scene& scene) {
        auto [target, method] = make(scene);
        for (const Word depth : {Word{0}, Word{word_bits + 1}, Word{256 + word_bits}}) {
            method.depth = depth;
            scene.refuse(target, method, api::Error::range_error, {1, word_bits});
        }
    }

    static void no_slot(Scene& scene) {
        auto [target, method] = make(scene);
        method.root = scene.make(api::ObjectType::cnode, 2);
        method.index = 0;
        method.depth = 1;
        constexpr Word depth_mismatch = static_cast<Word>(api::LookupFailure::depth_mismatch);
        scene.refuse(target, method, api::Error::failed_lookup, {0, depth_mismatch, 1, 2});
    }

    static void occupied(Scene& scene) {
        auto [target, method] = make(scene);
        method.index = scene.make(api::ObjectType::endpoint).address;
        method.depth = whole_word;
        scene.refuse(target, method, api::Error::delete_first);
    }

    static constexpr std::array checks{
        refuses<M>("`root` is no CNode", bad_root),
        refuses<M>("`depth` is not between 1 and the bits of a word", bad_depth),
        refuses<M>("`index` and `depth` lead to no slot", no_slot),
        refuses<M>("the destination slot is occupied", occupied),
    };
};

} // namespace nacre::conformance
