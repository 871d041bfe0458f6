// SPDX-License-Identifier: MIT
// Making and ending programs.
#include "process_table.hpp"

#include <api/object_size.hpp>
#include <loading/layout.hpp>
#include <runtime/console.hpp>
#include <runtime/invoke.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

#include <charconv>

namespace nacre::user {

namespace {

using api::CapabilityRights;
using api::ObjectType;

/// The loader's own slots: what the root task gave, then the halves of its memory, then the objects of each
/// program.
constexpr Word pool_slots = 256;
constexpr Word program_slots = pool_slots + MemoryPool<PoolOperations>::capacity;
constexpr Word slots_per_program = 1024;
static_assert(program_slots + ProcessTable::capacity * slots_per_program <=
              power_of_two(slot::loader_cnode_bits));
static_assert(slot::first_scheduling_control + slot::core_limit <= pool_slots);

constexpr Authority loader_authority{
    .cnode = {slot::own_cnode},
    .vspace = {slot::own_vspace},
    .thread = {slot::own_thread},
    .asid_pool = {slot::asid_pool},
    .scheduling_control = {slot::first_scheduling_control},
};

constexpr CapabilityRights partner_rights = CapabilityRights::read_write() | CapabilityRights::grant_reply();

Outcome require(bool done, Trouble trouble) { return done ? Outcome{} : Outcome{failure(trouble)}; }

} // namespace

ApplicationLine line_of(std::string_view program) {
    for (const auto& line : applications) {
        if (line.program == program) {
            return line;
        }
    }
    return {.program = program};
}

bool is_service(std::string_view program) {
    return program == "root" ||
           std::ranges::any_of(services, [&](const ServiceLine& line) { return line.program == program; });
}

ProcessTable::ProcessTable(const Environment& environment, const Archive& archive)
    : authority_{loader_authority}, pool_{PoolOperations{&authority_}, pool_slots}, archive_{archive} {
    for (Word i = 0; i < environment.memory_blocks; ++i) {
        if (!pool_.add(
                {.slot = slot::first_memory_block + i, .size_bits = environment.memory_size_bits[i]})) {
            return;
        }
    }
}

Result<Word, Trouble> ProcessTable::start(std::string_view name, std::string_view arguments,
                                          const process::StartOptions& options) {
    NACRE_CHECK(require(!is_service(name), "that is a service, which the root task starts"));
    NACRE_CHECK(require(options.core < nacre::user::environment().cores,
                        "there is no core with that number; cores lists those that there are"));
    const auto core = static_cast<unsigned>(options.core);
    const ApplicationLine line = line_of(name);
    const TimeLimit time = options.budget != 0 ? TimeLimit{options.budget, options.period} : cooperative;
    const auto priority = options.priority != 0 ? static_cast<unsigned>(options.priority) : usual_priority;
    NACRE_TRY(leader, make({name, arguments, priority, time, options.foreground != 0, core}, nullptr, line));
    for (const auto& partner : line.partners) {
        if (partner.program.empty()) {
            break;
        }
        const auto above = std::min(priority + partner.priority_above, highest_program_priority);
        const auto made =
            make({partner.program, partner.arguments, above, partner.time, false, core}, leader, line);
        if (!made) {
            end(*leader);
            return made.passed_on();
        }
    }
    // The leader last: the kernel lets the thread run first that was started last.
    const Word identity = leader->identity;
    for (Word member = next_identity_ - 1; member >= identity; --member) {
        if (const Process* const process = find(member); process != nullptr) {
            NACRE_CHECK(user::start(process->domain));
        }
    }
    return identity;
}

Result<Process*, Trouble> ProcessTable::make(const Member& member, Process* leader,
                                             const ApplicationLine& line) {
    const auto contents = file(member.program);
    NACRE_CHECK(require(!contents.empty(), "there is no such program in the boot archive"));
    const auto image = read_program(contents);
    if (!image) {
        return failure(Trouble{sentence_of(image.reason())});
    }
    Process* const process = free_entry();
    NACRE_CHECK(require(process != nullptr, "too many programs run already"));
    NACRE_CHECK(
        require(domain_slots(*image) <= slots_per_program, "the program is too large for the loader"));
    const Word workers = line.workers ? (nacre::user::environment().cores - 1) * worker_size : 0;
    const Word extra =
        layout::page_size + workers + (line.memory_bits != 0 ? 2 * power_of_two(line.memory_bits) : 0);
    const auto memory = pool_.allocate(domain_size_bits(*image, slot::program_cnode_bits, extra));
    NACRE_CHECK(require(memory.has_value(), "there is not enough free memory"));
    process->identity = next_identity_++;
    process->leader = leader != nullptr ? leader->identity : process->identity;
    process->name.set(member.program);
    process->priority = member.priority;
    process->time = member.time;
    process->core = member.core;
    process->cores = power_of_two(member.core);
    process->used = 0;
    process->memory = *memory;
    if (const auto built = build(*process, member, *image, line, leader); !built) {
        remove(*process);
        return built.passed_on();
    }
    return process;
}

Outcome ProcessTable::build(Process& process, const Member& member, const ElfImage& image,
                            const ApplicationLine& line, Process* leader) {
    SlotRange slots{first_slot(process), slots_per_program};
    const Word fault_endpoint = *slots.take();
    NACRE_CHECK(require(authority_.badge(fault_endpoint, slot::own_endpoint, client_rights,
                                         program_fault_badge | process.identity),
                        "the kernel refused a fault endpoint"));
    Environment environment{
        .identity = process.identity, .cores = nacre::user::environment().cores, .core = member.core};
    environment.worker_buffers = line.workers ? layout::worker_pages : 0;
    environment.name.set(member.program);
    environment.arguments.set(member.arguments);
    environment.build = nacre::user::environment().build;
    DomainBuilder builder{authority_, pool_[process.memory].slot, slots};
    const DomainOptions options{.core = member.core,
                                .cnode_bits = slot::program_cnode_bits,
                                .priority = member.priority,
                                .budget = member.time.budget,
                                .period = member.time.period,
                                .fault_endpoint = fault_endpoint};
    NACRE_TRY(domain, builder.build(image, environment, options));
    process.domain = domain;
    if (line.workers) {
        NACRE_CHECK(give_workers(process, builder, options));
    }
    authority_.remove(fault_endpoint);
    NACRE_CHECK(give(process, line, builder, leader));
    if (member.foreground) {
        console::set_foreground(process.identity);
    }
    return {};
}

/// The endpoints that every program has, badged with its number, and what its line adds.
Outcome ProcessTable::give(Process& process, const ApplicationLine& line, DomainBuilder& builder,
                           Process* leader) {
    const Domain& domain = process.domain;
    const auto client = [&](Word at, Word own) {
        return authority_.give_badged(domain.cnode, domain.cnode_bits, at, own, client_rights,
                                      process.identity);
    };
    constexpr Trouble refused = "the kernel refused to pass a capability on";
    NACRE_CHECK(require(client(slot::process, slot::own_endpoint) && client(slot::console, slot::console) &&
                            client(slot::timer, slot::timer),
                        refused));
    if (!line.partners[0].program.empty()) {
        NACRE_TRY(reply, builder.make(static_cast<Word>(ObjectType::reply), 0));
        NACRE_CHECK(require(authority_.hand_over(domain.cnode, domain.cnode_bits, slot::first_reply, reply),
                            refused));
        if (leader == nullptr) {
            NACRE_TRY(endpoint, builder.make(static_cast<Word>(ObjectType::endpoint), 0));
            process.domain.partner_endpoint = endpoint;
        }
        const Word endpoint = (leader != nullptr ? leader : &process)->domain.partner_endpoint;
        NACRE_CHECK(
            require(authority_.give(domain.cnode, domain.cnode_bits, slot::partner, endpoint, partner_rights),
                    refused));
    }
    if (line.memory_bits != 0) {
        NACRE_TRY(memory, builder.make(static_cast<Word>(ObjectType::untyped), line.memory_bits));
        NACRE_CHECK(require(authority_.hand_over(domain.cnode, domain.cnode_bits, slot::memory, memory) &&
                                authority_.give_badged(domain.cnode, domain.cnode_bits, slot::own_cnode,
                                                       domain.cnode.address, CapabilityRights::all(),
                                                       api::CNodeData::root(domain.cnode_bits).bits),
                            refused));
    }
    return {};
}

/// A thread on each core but the program's own, and the notification by which they tell that they are done.
Outcome ProcessTable::give_workers(Process& process, DomainBuilder& builder, DomainOptions options) {
    const Domain& domain = process.domain;
    constexpr Trouble refused = "the kernel refused to pass a capability on";
    NACRE_TRY(done, builder.make(static_cast<Word>(ObjectType::notification), 0));
    NACRE_CHECK(require(authority_.give(domain.cnode, domain.cnode_bits, slot::own_notification, done,
                                        CapabilityRights::read_write()),
                        refused));
    for (options.core = 0; options.core < nacre::user::environment().cores; ++options.core) {
        if (options.core == process.core) {
            continue;
        }
        NACRE_TRY(worker, builder.add_worker(domain, options));
        process.workers[options.core] = worker;
        NACRE_CHECK(
            require(authority_.give(domain.cnode, domain.cnode_bits, slot::first_worker + options.core,
                                    worker.thread.address, CapabilityRights::all()),
                    refused));
    }
    return {};
}

void ProcessTable::end(Process& process) {
    const Word identity = process.identity;
    if (process.leader == identity) {
        for (Process& other : processes_) {
            if (other.identity != 0 && other.identity != identity && other.leader == identity) {
                remove(other);
            }
        }
    }
    remove(process);
}

/// Everything that was made for the program was made of its block of memory, and goes with it.
void ProcessTable::remove(Process& process) {
    used(process);
    // The slot of the fault endpoint, if building stopped while it was still filled.
    authority_.remove(first_slot(process));
    pool_.free(process.memory);
    console::forget(process.identity);
    timer::forget(process.identity);
    process = {};
}

Process* ProcessTable::find(Word identity) {
    for (Process& process : processes_) {
        if (identity != 0 && process.identity == identity) {
            return &process;
        }
    }
    return nullptr;
}

Process* ProcessTable::find(std::string_view name) {
    Word number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size()) {
        return find(number);
    }
    for (Process& process : processes_) {
        if (process.identity != 0 && process.name.text() == name) {
            return &process;
        }
    }
    return nullptr;
}

Process* ProcessTable::at(Word index) {
    for (Process& process : processes_) {
        if (process.identity != 0 && index-- == 0) {
            return &process;
        }
    }
    return nullptr;
}

std::uint64_t ProcessTable::used(Process& process) {
    const auto add = [&](Capability context, unsigned core) {
        if (context.address != 0) {
            const auto consumed = invoke(context, api::scheduling_context::Consumed{});
            if (consumed && consumed->consumed > 0) {
                process.cores |= power_of_two(core); // the program has started its thread there
            }
            process.used += consumed ? consumed->consumed : 0;
            used_of_cores_[core] += consumed ? consumed->consumed : 0;
        }
    };
    add(process.domain.scheduling_context, process.core);
    for (unsigned core = 0; core < slot::core_limit; ++core) {
        add(process.workers[core].scheduling_context, core);
    }
    return process.used;
}

const ProcessTable::CoreTimes& ProcessTable::used_of_cores() {
    for (Process& process : processes_) {
        if (process.identity != 0) {
            used(process);
        }
    }
    return used_of_cores_;
}

process::MemoryState ProcessTable::memory() const {
    const auto running =
        std::ranges::count_if(processes_, [](const Process& process) { return process.identity != 0; });
    return {pool_.total_bytes(), pool_.free_bytes(), static_cast<Word>(running)};
}

std::span<const std::byte> ProcessTable::file(std::string_view name) const {
    const auto entry = archive_.find(name);
    return entry ? entry->data : std::span<const std::byte>{};
}

Process* ProcessTable::free_entry() {
    for (Process& process : processes_) {
        if (process.identity == 0) {
            return &process;
        }
    }
    return nullptr;
}

Word ProcessTable::first_slot(const Process& process) const {
    return program_slots + static_cast<Word>(&process - processes_.data()) * slots_per_program;
}

} // namespace nacre::user
