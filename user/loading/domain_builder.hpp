// SPDX-License-Identifier: MIT
// Builds protection domains: a program's memory, capability space, address space and thread, out of one
// untyped block.
#pragma once

#include "address_space.hpp"
#include "authority.hpp"
#include "layout.hpp"

#include <base/elf.hpp>
#include <runtime/environment.hpp>

namespace nacre::user {

/// What every program must be: for this machine, within the range of images, no segment writable and
/// executable.
Result<ElfImage, ElfError> read_program(std::span<const std::byte> file);

struct DomainOptions {
    unsigned core;
    unsigned cnode_bits;
    unsigned priority;
    std::uint64_t budget; ///< microseconds
    std::uint64_t period;
    /// Endpoint that hears of the program's faults, already badged.
    Word fault_endpoint;
};

/// A thread and its time.
struct ThreadObjects {
    Capability thread{};
    Capability scheduling_context{};
};

/// Memory that a thread beyond the first takes at most.
inline constexpr Word worker_size = 4 * layout::page_size;

/// A program that is ready to run. All of its objects lie in one untyped block: revoking that ends the
/// program and gives all of its memory back.
struct Domain {
    Capability cnode{};
    Capability vspace{};
    Capability thread{};
    Capability scheduling_context{};
    Word program_page = 0;     ///< its frame
    Word partner_endpoint = 0; ///< shared by a program and its partners, if it has any
    unsigned cnode_bits = 0;
    Word entry = 0;
};

class DomainBuilder {
public:
    /// `untyped` must have domain_size_bits(), and `slots` domain_slots().
    DomainBuilder(const Authority& authority, Word untyped, SlotRange& slots)
        : authority_{&authority}, untyped_{untyped}, slots_{&slots} {}

    Result<Domain, Trouble> build(const ElfImage& image, const Environment& environment,
                                  const DomainOptions& options);
    /// Maps a frame of somebody else's into the domain.
    Outcome map(const Domain& domain, Word frame, Word address, PageUse use) const;
    /// Memory of the domain's own, beyond what build() made; into a slot of the builder.
    Result<Word, Trouble> make(Word type, unsigned size_bits, Word count = 1);
    /// Another thread of the domain, which does not run yet, on `options.core`, with its IPC buffer.
    Result<ThreadObjects, Trouble> add_worker(const Domain& domain, const DomainOptions& options);

private:
    Outcome make_spaces(Domain& domain);
    Outcome load(const Domain& domain, const ElfSegment& segment);
    /// Gives the page's frame.
    Result<Word, Trouble> add_page(const Domain& domain, Word address, PageUse use,
                                   std::span<const std::byte> contents = {}, Word offset = 0);
    Result<ThreadObjects, Trouble> make_thread(const Domain& domain, const DomainOptions& options,
                                               Word buffer, Word buffer_frame);

    const Authority* authority_;
    Word untyped_;
    SlotRange* slots_;
};

/// Lets the program run from its entry point.
Outcome start(const Domain& domain);

/// Slots that building a domain for this image takes at most.
Word domain_slots(const ElfImage& image);
/// Exponent of the memory that it takes, with `extra` bytes for objects that are made later.
unsigned domain_size_bits(const ElfImage& image, unsigned cnode_bits, Word extra);

} // namespace nacre::user
