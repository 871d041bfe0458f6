// SPDX-License-Identifier: MIT
// When methods are refused whose checks differ between the architectures: the cases in the order of the
// checks.
#pragma once

#include <api/method.hpp>

namespace nacre::api::architecture::refused_cases {

inline constexpr std::array page_table_map{
    refused(Error::invalid_capability, "the page table is mapped already"),
    refused(Error::invalid_capability, "`vspace` is no address space with an identifier"),
    refused(Error::invalid_argument, "`virtual_address` lies beyond the addresses of programs"),
    refused(Error::failed_lookup, "`vspace`'s identifier pool is gone"),
    refused(Error::invalid_capability, "`vspace`'s identifier belongs to another address space by now"),
    refused(Error::delete_first,
            "no table is missing at `virtual_address`, or a larger frame is mapped there"),
};

inline constexpr std::array page_table_unmap{
    refused(Error::revoke_first, "the page table has other capabilities"),
    refused(Error::revoke_first, "the page table is an address space with an identifier"),
};

inline constexpr std::array frame_map{
    refused(Error::invalid_capability, "`vspace` is no address space with an identifier"),
    refused(Error::failed_lookup, "`vspace`'s identifier pool is gone"),
    refused(Error::invalid_capability, "`vspace`'s identifier belongs to another address space by now"),
    refused(Error::invalid_argument, "the frame would reach beyond the addresses of programs"),
    refused(Error::alignment_error, "`virtual_address` is not aligned to the size of the frame"),
    refused(Error::failed_lookup,
            "the page tables at `virtual_address` are not those for a frame of this size"),
    refused(Error::invalid_capability, "the frame is mapped in another address space"),
    refused(Error::invalid_argument, "the frame is mapped at another address"),
    refused(Error::delete_first, "the frame is not mapped, and another one is at `virtual_address`"),
};

inline constexpr std::array interrupt_get{
    refused(Error::range_error, "the board has no interrupt of that number"),
    refused(Error::revoke_first, "`interrupt` has a handler already, or is the kernel's own"),
    refused(Error::failed_lookup, "`root` is no CNode"),
    refused(Error::range_error, "`depth` is not between 1 and the bits of a word"),
    refused(Error::failed_lookup, "`index` and `depth` lead to no slot"),
    refused(Error::delete_first, "the destination slot is occupied"),
};

} // namespace nacre::api::architecture::refused_cases
