# SPDX-License-Identifier: MIT
# Precompiled headers: what nearly every source of a room includes is parsed once. Each source includes what it uses all
# the same.
set(NACRE_PRECOMPILED_LIBRARY <algorithm> <array> <atomic> <bit> <concepts> <cstddef> <cstdint> <cstring> <expected>
    <limits> <optional> <span> <string_view> <tuple> <type_traits> <utility>)
set(NACRE_PRECOMPILED_FOR_TESTS <functional> <gtest/gtest.h> <map> <memory> <random> <string> <vector>)

# nacre_precompile(TARGET HEADER...): these headers, and those of the library that are used most.
function(nacre_precompile target)
    target_precompile_headers(${target} PRIVATE ${NACRE_PRECOMPILED_LIBRARY} ${ARGN})
endfunction()

# nacre_share_precompiled(TARGET OTHER): what OTHER precompiles; both have the same flags and definitions.
function(nacre_share_precompiled target other)
    target_precompile_headers(${target} REUSE_FROM ${other})
endfunction()
