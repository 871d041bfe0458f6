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
    refused(Error::failed_lookup, "no page directory is mapped at `virtual_address`"),
    refused(Error::delete_first, "a page table or a large frame is mapped at `virtual_address`"),
};

inline constexpr std::array page_table_unmap{
    refused(Error::revoke_first, "the page table has other capabilities"),
};

inline constexpr std::array frame_map{
    refused(Error::invalid_capability, "`vspace` is no address space with an identifier"),
    refused(Error::invalid_capability, "the frame is mapped in another address space"),
    refused(Error::invalid_argument, "the frame is mapped at another address"),
    refused(Error::invalid_argument, "the frame would reach beyond the addresses of programs"),
    refused(Error::failed_lookup, "`vspace`'s identifier pool is gone"),
    refused(Error::invalid_capability, "`vspace`'s identifier belongs to another address space by now"),
    refused(Error::alignment_error, "`virtual_address` is not aligned to the size of the frame"),
    refused(Error::failed_lookup, "the page tables at `virtual_address` end before a frame of this size"),
    refused(Error::delete_first, "page tables for smaller frames are mapped at `virtual_address`"),
};

inline constexpr std::array interrupt_get{
    refused(Error::illegal_operation, "interrupts are asked for by their pin or as messages here"),
};

} // namespace nacre::api::architecture::refused_cases
