// SPDX-License-Identifier: MIT
// The memory and string functions that the compiler calls behind our back: a word at a time, four in a row.
//
// Built with -fno-builtin: a compiler that knew memcpy would turn its own loop into a call to itself.
#include <cstddef>
#include <cstdint>

namespace {

// Any object's bytes may be read through these, whatever their type. Structures, because a template argument
// would lose the attributes of a mere alias.
struct [[gnu::may_alias]] Word {
    std::uintptr_t value;
};
struct [[gnu::may_alias, gnu::packed]] UnalignedWord {
    std::uintptr_t value;
};
using Byte = unsigned char;

constexpr std::size_t word_size = sizeof(Word);
constexpr std::size_t stride = 4 * word_size;

std::size_t misalignment(const void* memory) { return reinterpret_cast<std::uintptr_t>(memory) % word_size; }

// The source's alignment is a parameter: with equal alignments every load is one instruction on every target.
template<typename Source>
void copy_words(Byte*& to, const Byte*& from, std::size_t& size) {
    for (; size >= stride; size -= stride, to += stride, from += stride) {
        auto* const words = reinterpret_cast<Word*>(to);
        const auto* const source = reinterpret_cast<const Source*>(from);
        const std::uintptr_t first = source[0].value;
        const std::uintptr_t second = source[1].value;
        const std::uintptr_t third = source[2].value;
        const std::uintptr_t fourth = source[3].value;
        words[0].value = first;
        words[1].value = second;
        words[2].value = third;
        words[3].value = fourth;
    }
    for (; size >= word_size; size -= word_size, to += word_size, from += word_size) {
        reinterpret_cast<Word*>(to)->value = reinterpret_cast<const Source*>(from)->value;
    }
}

} // namespace

extern "C" {

void* memcpy(void* destination, const void* source, std::size_t size) {
    auto* to = static_cast<Byte*>(destination);
    const auto* from = static_cast<const Byte*>(source);
    if (size >= word_size) {
        for (; misalignment(to) != 0; --size) {
            *to++ = *from++;
        }
        if (misalignment(from) == 0) {
            copy_words<Word>(to, from, size);
        } else {
            copy_words<UnalignedWord>(to, from, size);
        }
    }
    for (; size != 0; --size) {
        *to++ = *from++;
    }
    return destination;
}

void* memmove(void* destination, const void* source, std::size_t size) {
    auto* to = static_cast<Byte*>(destination);
    const auto* from = static_cast<const Byte*>(source);
    // Copying upwards overwrites only what was read already, unless the destination starts inside the source.
    if (reinterpret_cast<std::uintptr_t>(to) - reinterpret_cast<std::uintptr_t>(from) >= size) {
        return memcpy(destination, source, size);
    }
    if (misalignment(to) == misalignment(from)) {
        for (; size != 0 && misalignment(to + size) != 0; --size) {
            to[size - 1] = from[size - 1];
        }
        for (; size >= word_size; size -= word_size) {
            reinterpret_cast<Word*>(to + size - word_size)->value =
                reinterpret_cast<const Word*>(from + size - word_size)->value;
        }
    }
    for (; size != 0; --size) {
        to[size - 1] = from[size - 1];
    }
    return destination;
}

void* memset(void* destination, int value, std::size_t size) {
    auto* to = static_cast<Byte*>(destination);
    const auto byte = static_cast<Byte>(value);
    if (size >= word_size) {
        for (; misalignment(to) != 0; --size) {
            *to++ = byte;
        }
        const std::uintptr_t pattern = ~std::uintptr_t{0} / 0xff * byte;
        for (; size >= stride; size -= stride, to += stride) {
            auto* const words = reinterpret_cast<Word*>(to);
            words[0].value = pattern;
            words[1].value = pattern;
            words[2].value = pattern;
            words[3].value = pattern;
        }
        for (; size >= word_size; size -= word_size, to += word_size) {
            reinterpret_cast<Word*>(to)->value = pattern;
        }
    }
    for (; size != 0; --size) {
        *to++ = byte;
    }
    return destination;
}

int memcmp(const void* left, const void* right, std::size_t size) {
    const auto* one = static_cast<const Byte*>(left);
    const auto* other = static_cast<const Byte*>(right);
    for (; size >= word_size; size -= word_size, one += word_size, other += word_size) {
        if (reinterpret_cast<const UnalignedWord*>(one)->value !=
            reinterpret_cast<const UnalignedWord*>(other)->value) {
            break;
        }
    }
    for (; size != 0; --size, ++one, ++other) {
        if (*one != *other) {
            return *one - *other;
        }
    }
    return 0;
}

void* memchr(const void* memory, int value, std::size_t size) {
    for (const auto* at = static_cast<const Byte*>(memory); size != 0; --size, ++at) {
        if (*at == static_cast<Byte>(value)) {
            return const_cast<Byte*>(at);
        }
    }
    return nullptr;
}

} // extern "C"
