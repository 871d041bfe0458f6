// SPDX-License-Identifier: MIT
// Why an invocation is refused: the words that only the moment of the refusal tells.
#include <core/entry/refusal.hpp>
#include <core/kernel.hpp>

namespace nacre::kernel {

RefusalDetails details_of(const Processor& processor, Refusal refusal) {
    const RefusalCase& which = *refusal.which;
    switch (which.detail) {
    case RefusalDetail::none: return {which.first, which.second, nullptr, {}};
    case RefusalDetail::argument: return {which.first, which.second, processor.refusal.argument, {}};
    case RefusalDetail::words: break;
    }
    return processor.refusal;
}

namespace refuse {

Refused with_words(Processor& processor, const RefusalCase& which, Word first, Word second,
                   const char* argument) {
    processor.refusal = {first, second, argument, {}};
    return {{&which}};
}

Refused with_lookup(Processor& processor, const RefusalCase& which, const char* argument,
                    const LookupFault& fault) {
    processor.refusal = {which.first, 0, argument, fault};
    return {{&which}};
}

} // namespace refuse
} // namespace nacre::kernel
