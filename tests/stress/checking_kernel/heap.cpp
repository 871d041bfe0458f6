// SPDX-License-Identifier: MIT
// Memory for the checks' containers: taken piece by piece, and free again all at once.
#include <base/assert.hpp>
#include <checking_kernel/heap.hpp>

#include <cstddef>
#include <new>
#include <string>

namespace nacre::test {

namespace {

constexpr std::size_t heap_size = std::size_t{4} << 20;
alignas(64) constinit std::byte memory[heap_size];
constinit std::size_t taken = 0;
constinit bool in_use = false;

void* take(std::size_t size) {
    constexpr std::size_t alignment = 16;
    const std::size_t place = taken;
    taken += (size + alignment - 1) & ~(alignment - 1);
    NACRE_ASSERT(in_use && taken <= heap_size);
    return memory + place;
}

} // namespace

constinit Word HeapInUse::most = 0;

HeapInUse::HeapInUse() {
    NACRE_ASSERT(!in_use);
    in_use = true;
    taken = 0;
}

HeapInUse::~HeapInUse() {
    most = most < taken ? taken : most;
    in_use = false;
}

} // namespace nacre::test

void* operator new(std::size_t size) { return nacre::test::take(size); }
void operator delete(void*) noexcept {}
void operator delete(void*, std::size_t) noexcept {}

// The parts of std::string that libc++'s headers leave to its library.
template class std::basic_string<char>;
