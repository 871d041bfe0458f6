// SPDX-License-Identifier: MIT
// Device registers behind IO ports: each access asks the kernel with the capability of the device's ports.
#pragma once

#include <api/method/io_port.hpp>
#include <base/register.hpp>
#include <runtime/invoke.hpp>

#include <type_traits>

namespace nacre::user {

class IoPortBus {
public:
    constexpr IoPortBus(Capability ports, Word first) : ports_{ports}, first_{first} {}

    template<std::unsigned_integral T>
    T load(std::size_t offset) const {
        using In =
            std::conditional_t<sizeof(T) == 1, api::io_port::In8,
                               std::conditional_t<sizeof(T) == 2, api::io_port::In16, api::io_port::In32>>;
        const auto answer = invoke(ports_, In{static_cast<std::uint16_t>(first_ + offset)});
        NACRE_ASSERT(answer.good());
        return answer->result;
    }
    template<std::unsigned_integral T>
    void store(std::size_t offset, T value) const {
        using Out =
            std::conditional_t<sizeof(T) == 1, api::io_port::Out8,
                               std::conditional_t<sizeof(T) == 2, api::io_port::Out16, api::io_port::Out32>>;
        const auto answer = invoke(ports_, Out{first_ + offset, value});
        NACRE_ASSERT(answer.good());
    }

private:
    Capability ports_;
    Word first_;
};

} // namespace nacre::user
