// SPDX-License-Identifier: MIT
// Maps frames into an address space, and makes the page tables that this takes.
#pragma once

#include "authority.hpp"

namespace nacre::user {

/// What a mapping allows. There is no way to write "writable and executable".
enum class PageUse : unsigned char { read_only, read_write, execute, device };

/// Page tables come out of `untyped` and go to `slots`, so they end with the program they were made for.
class AddressSpace {
public:
    AddressSpace(const Authority& authority, Capability vspace, Word untyped, SlotRange& slots)
        : authority_{&authority}, vspace_{vspace}, untyped_{untyped}, slots_{&slots} {}

    Outcome map(Word frame, Word address, PageUse use) const;
    static void unmap(Word frame);

private:
    Outcome add_table(Word address, unsigned level) const;

    const Authority* authority_;
    Capability vspace_;
    Word untyped_;
    SlotRange* slots_;
};

} // namespace nacre::user
