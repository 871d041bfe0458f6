// SPDX-License-Identifier: MIT
// Cache maintenance by address. ARM DDI 0487, section D7.5.
#include <arch/cache.hpp>
#include <arch/system_register.hpp>

namespace nacre::kernel::arch::cache {
namespace {

template<typename Operation>
void for_each_line(Word start, std::size_t size, Operation operation) {
    const Word line = Word{4} << system_register::CTR::DMINLINE::get(system_register::CTR::read());
    const Word end = start + size;
    for (Word address = start & ~(line - 1); address < end; address += line) {
        operation(address);
    }
    asm volatile("dsb sy" : : : "memory");
}

} // namespace

void clean(Word start, std::size_t size) {
    for_each_line(start, size, [](Word line) { asm volatile("dc cvac, %0" : : "r"(line) : "memory"); });
}

void invalidate(Word start, std::size_t size) {
    for_each_line(start, size, [](Word line) { asm volatile("dc ivac, %0" : : "r"(line) : "memory"); });
}

void clean_invalidate(Word start, std::size_t size) {
    for_each_line(start, size, [](Word line) { asm volatile("dc civac, %0" : : "r"(line) : "memory"); });
}

void unify(Word start, std::size_t size) {
    for_each_line(start, size, [](Word line) { asm volatile("dc cvau, %0" : : "r"(line) : "memory"); });
    // All of it: the instruction cache may be indexed by the virtual address, and programs have their own.
    asm volatile("ic ialluis; dsb ish; isb" : : : "memory");
}

} // namespace nacre::kernel::arch::cache
