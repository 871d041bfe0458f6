// SPDX-License-Identifier: MIT
// Division of 64-bit integers, which the compiler calls where the machine divides only 32 bits.
#include <bit>
#include <cstdint>

namespace {

struct Division {
    std::uint64_t quotient;
    std::uint64_t remainder;
};

/// By less than 2^16: as on paper, with digits of 16 bits, each by one instruction.
Division divide_by_short(std::uint64_t dividend, std::uint32_t divisor) {
    std::uint64_t quotient = 0;
    std::uint32_t remainder = 0;
    for (unsigned digit = 4; digit-- > 0;) {
        const std::uint32_t part =
            remainder << 16 | static_cast<std::uint32_t>(dividend >> (16 * digit) & 0xffff);
        quotient = quotient << 16 | part / divisor;
        remainder = part % divisor;
    }
    return {quotient, remainder};
}

/// Bit by bit, beginning where the divisor first fits.
Division divide_by_long(std::uint64_t dividend, std::uint64_t divisor) {
    std::uint64_t quotient = 0;
    const int distance = std::countl_zero(divisor) - std::countl_zero(dividend);
    for (int shift = distance; shift >= 0; --shift) {
        quotient <<= 1;
        if (dividend >= divisor << shift) {
            dividend -= divisor << shift;
            quotient |= 1;
        }
    }
    return {quotient, dividend};
}

Division divide(std::uint64_t dividend, std::uint64_t divisor) {
    if ((dividend | divisor) >> 32 == 0) {
        const auto narrow_dividend = static_cast<std::uint32_t>(dividend);
        const auto narrow_divisor = static_cast<std::uint32_t>(divisor);
        return {narrow_dividend / narrow_divisor, narrow_dividend % narrow_divisor};
    }
    return divisor >> 16 == 0 ? divide_by_short(dividend, static_cast<std::uint32_t>(divisor))
                              : divide_by_long(dividend, divisor);
}

std::uint64_t magnitude(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    return value < 0 ? 0 - bits : bits;
}

std::int64_t with_sign(bool negative, std::uint64_t value) {
    return static_cast<std::int64_t>(negative ? 0 - value : value);
}

} // namespace

extern "C" {

std::uint64_t __udivdi3(std::uint64_t dividend, std::uint64_t divisor);
std::uint64_t __umoddi3(std::uint64_t dividend, std::uint64_t divisor);
std::int64_t __divdi3(std::int64_t dividend, std::int64_t divisor);
std::int64_t __moddi3(std::int64_t dividend, std::int64_t divisor);

std::uint64_t __udivdi3(std::uint64_t dividend, std::uint64_t divisor) {
    return divide(dividend, divisor).quotient;
}

std::uint64_t __umoddi3(std::uint64_t dividend, std::uint64_t divisor) {
    return divide(dividend, divisor).remainder;
}

std::int64_t __divdi3(std::int64_t dividend, std::int64_t divisor) {
    return with_sign((dividend < 0) != (divisor < 0),
                     divide(magnitude(dividend), magnitude(divisor)).quotient);
}

/// The remainder has the dividend's sign.
std::int64_t __moddi3(std::int64_t dividend, std::int64_t divisor) {
    return with_sign(dividend < 0, divide(magnitude(dividend), magnitude(divisor)).remainder);
}
}
