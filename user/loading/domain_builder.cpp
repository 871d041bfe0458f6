// SPDX-License-Identifier: MIT
// Building a protection domain, step by step.
#include "domain_builder.hpp"

#include "layout.hpp"

#include <api/object_size.hpp>
#include <runtime/debug.hpp>
#include <runtime/invoke.hpp>
#include <runtime/program_format.hpp>

#include <cstring>

namespace nacre::user {

namespace {

using api::ObjectType;
using ArchitectureType = api::architecture::ObjectType;

/// Room for eight refills beyond the two that every scheduling context has.
constexpr unsigned scheduling_context_bits = 8;

constexpr ElfPolicy policy{
    .machine = architecture::elf_machine,
    .word_bits = word_bits,
    .lowest_address = layout::lowest_image,
    .highest_address = layout::highest_image,
    .page_bits = layout::page_bits,
};

/// Words: the policy lets nothing beyond them pass.
Word start_of(const ElfSegment& segment) { return static_cast<Word>(segment.address); }
Word first_page(const ElfSegment& segment) { return align_down(start_of(segment), layout::page_bits); }
Word limit_page(const ElfSegment& segment) {
    return align_up(static_cast<Word>(segment.address + segment.memory_size), layout::page_bits);
}

PageUse use_of(const ElfSegment& segment) {
    return segment.executable ? PageUse::execute
           : segment.writable ? PageUse::read_write
                              : PageUse::read_only;
}

Word page_count(const ElfImage& image) {
    Word pages = layout::stack_pages + 1;
    for (const auto& segment : image.segments()) {
        pages += (limit_page(segment) - first_page(segment)) / layout::page_size;
    }
    return pages;
}

/// At most: segments that share a lowest-level table are counted twice.
Word table_count(const ElfImage& image) {
    constexpr unsigned table_span_bits = layout::page_bits + api::architecture::page_table_index_bits;
    Word tables = api::architecture::page_table_levels;
    Word last = ~Word{0};
    for (const auto& segment : image.segments()) {
        for (Word span = start_of(segment) >> table_span_bits;
             span <= (limit_page(segment) - 1) >> table_span_bits; ++span) {
            tables += span != last ? 1 : 0;
            last = span;
        }
    }
    return tables;
}

/// Where instruction fetches see what was written without more ado, the interface has no method for it.
bool make_code_ready(Capability frame) {
    using Unify = api::frame::UnifyInstruction;
    return !api::is_served<Unify> ||
           invoke_if_served(frame, Unify{.start_offset = 0, .end_offset = layout::page_size}).good();
}

} // namespace

Result<ElfImage, ElfError> read_program(std::span<const std::byte> file) {
    return ElfImage::parse(file, policy);
}

Word domain_slots(const ElfImage& image) {
    constexpr Word other_objects = 12;
    return page_count(image) + table_count(image) + other_objects;
}

unsigned domain_size_bits(const ElfImage& image, unsigned cnode_bits, Word extra) {
    const Word cnode = align_up(power_of_two(cnode_bits + api::slot_bits), layout::page_bits);
    const Word thread = power_of_two(api::thread_bits) + power_of_two(scheduling_context_bits);
    const Word pages = page_count(image) + table_count(image) + 1;
    return highest_bit(cnode + pages * layout::page_size + thread + extra - 1) + 1;
}

Result<Word, Trouble> DomainBuilder::make(Word type, unsigned size_bits, Word count) {
    const auto slot = slots_->take(count);
    if (!slot || !authority_->make(untyped_, type, size_bits, *slot, count)) {
        return failure(Trouble{"there is not enough memory for the program's objects"});
    }
    return *slot;
}

Result<Domain, Trouble> DomainBuilder::build(const ElfImage& image, const Environment& environment,
                                             const DomainOptions& options) {
    Domain domain{.cnode_bits = options.cnode_bits, .entry = static_cast<Word>(image.entry())};
    NACRE_CHECK(make_spaces(domain));
    for (const auto& segment : image.segments()) {
        NACRE_CHECK(load(domain, segment));
    }
    for (Word page = layout::stack_pages; page > 0; --page) {
        NACRE_CHECK(add_page(domain, layout::stack_top - page * layout::page_size, PageUse::read_write));
    }
    const std::span told{reinterpret_cast<const std::byte*>(&environment), sizeof(environment)};
    NACRE_TRY(buffer_frame, add_page(domain, layout::program_page, PageUse::read_write, told,
                                     offsetof(ProgramPage, environment)));
    domain.program_page = buffer_frame;
    NACRE_TRY(first, make_thread(domain, options, layout::program_page, domain.program_page));
    domain.thread = first.thread;
    domain.scheduling_context = first.scheduling_context;
    debug_name_thread(domain.thread, environment.name.text());
    return domain;
}

/// The largest objects come first, so that none has to be aligned past a hole.
Outcome DomainBuilder::make_spaces(Domain& domain) {
    NACRE_TRY(cnode, make(static_cast<Word>(ObjectType::cnode), domain.cnode_bits));
    NACRE_TRY(vspace, make(static_cast<Word>(ArchitectureType::vspace), 0));
    if (!invoke(authority_->asid_pool, api::asid_pool::Assign{Capability{vspace}}).good()) {
        return failure(Trouble{"there are too many address spaces"});
    }
    domain.cnode = {cnode};
    domain.vspace = {vspace};
    return {};
}

Outcome DomainBuilder::load(const Domain& domain, const ElfSegment& segment) {
    for (Word page = first_page(segment); page < limit_page(segment); page += layout::page_size) {
        const Word begin = std::max(page, start_of(segment));
        const Word skipped = begin - start_of(segment);
        auto contents = segment.contents.subspan(std::min<Word>(skipped, segment.contents.size()));
        contents = contents.first(std::min<Word>(contents.size(), page + layout::page_size - begin));
        NACRE_CHECK(add_page(domain, page, use_of(segment), contents, begin - page));
    }
    return {};
}

/// A fresh frame is zero, and is seen here only for as long as it takes to fill it.
Result<Word, Trouble> DomainBuilder::add_page(const Domain& domain, Word address, PageUse use,
                                              std::span<const std::byte> contents, Word offset) {
    NACRE_TRY(frame, make(static_cast<Word>(ArchitectureType::small_frame), 0));
    if (!contents.empty()) {
        NACRE_CHECK(AddressSpace(*authority_, authority_->vspace, untyped_, *slots_)
                        .map(frame, layout::window, PageUse::read_write));
        std::memcpy(reinterpret_cast<std::byte*>(layout::window + offset), contents.data(), contents.size());
        if (use == PageUse::execute && !make_code_ready({frame})) {
            return failure(Trouble{"the kernel refused to make code ready"});
        }
        AddressSpace::unmap(frame);
    }
    NACRE_CHECK(map(domain, frame, address, use));
    return frame;
}

Result<ThreadObjects, Trouble> DomainBuilder::add_worker(const Domain& domain, const DomainOptions& options) {
    const Word buffer = layout::worker_pages + options.core * layout::page_size;
    NACRE_TRY(frame, add_page(domain, buffer, PageUse::read_write));
    return make_thread(domain, options, buffer, frame);
}

Result<ThreadObjects, Trouble> DomainBuilder::make_thread(const Domain& domain, const DomainOptions& options,
                                                          Word buffer, Word buffer_frame) {
    NACRE_TRY(thread, make(static_cast<Word>(ObjectType::thread), 0));
    NACRE_TRY(time, make(static_cast<Word>(ObjectType::scheduling_context), scheduling_context_bits));
    const ThreadObjects made{{thread}, {time}};
    const Capability control{authority_->scheduling_control.address + options.core};
    const bool preempted = options.budget < options.period;
    const auto refills = preempted ? api::maximum_extra_refills(scheduling_context_bits) : 0;
    if (!invoke(control,
                api::scheduling_control::ConfigureFlags{.scheduling_context = made.scheduling_context,
                                                        .budget = options.budget,
                                                        .period = options.period,
                                                        .extra_refills = refills})
             .good()) {
        return failure(Trouble{"the kernel does not count that budget or period"});
    }
    const bool configured =
        invoke(made.thread,
               api::thread::Configure{.cspace_root = domain.cnode,
                                      .cspace_root_data = api::CNodeData::root(domain.cnode_bits).bits,
                                      .vspace_root = domain.vspace,
                                      .buffer = buffer,
                                      .buffer_frame = {buffer_frame}})
            .good() &&
        invoke(made.thread,
               api::thread::SetSchedulingParameters{.authority = authority_->thread,
                                                    .maximum_controlled_priority = 0,
                                                    .priority = options.priority,
                                                    .scheduling_context = made.scheduling_context,
                                                    .fault_endpoint = {options.fault_endpoint}})
            .good();
    if (!configured) {
        return failure(Trouble{"the kernel refused to set up the thread"});
    }
    return made;
}

Outcome start(const Domain& domain) {
    const auto registers =
        architecture::start_registers(domain.entry, layout::stack_top, layout::program_page);
    const api::thread::WriteRegisters write{.resume_target = true, .count = registers.size()};
    return invoke(domain.thread, write, registers).good()
               ? Outcome{}
               : failure(Trouble{"the kernel refused to start the thread"});
}

Outcome DomainBuilder::map(const Domain& domain, Word frame, Word address, PageUse use) const {
    return AddressSpace(*authority_, domain.vspace, untyped_, *slots_).map(frame, address, use);
}

} // namespace nacre::user
