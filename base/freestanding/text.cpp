// SPDX-License-Identifier: MIT
// The functions over zero-terminated text that the compiler, libc++ or libfdt may call.
#include <cstddef>

extern "C" {

std::size_t strlen(const char* text) {
    std::size_t length = 0;
    while (text[length] != 0) {
        ++length;
    }
    return length;
}

std::size_t strnlen(const char* text, std::size_t limit) {
    std::size_t length = 0;
    while (length < limit && text[length] != 0) {
        ++length;
    }
    return length;
}

int strncmp(const char* left, const char* right, std::size_t limit) {
    for (; limit != 0; --limit, ++left, ++right) {
        if (*left != *right || *left == 0) {
            return static_cast<unsigned char>(*left) - static_cast<unsigned char>(*right);
        }
    }
    return 0;
}

int strcmp(const char* left, const char* right) { return strncmp(left, right, static_cast<std::size_t>(-1)); }

char* strchr(const char* text, int value) {
    for (;; ++text) {
        if (*text == static_cast<char>(value)) {
            return const_cast<char*>(text);
        }
        if (*text == 0) {
            return nullptr;
        }
    }
}

char* strrchr(const char* text, int value) {
    const char* found = nullptr;
    for (;; ++text) {
        if (*text == static_cast<char>(value)) {
            found = text;
        }
        if (*text == 0) {
            return const_cast<char*>(found);
        }
    }
}

} // extern "C"
