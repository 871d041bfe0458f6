// SPDX-License-Identifier: MIT
// The programs that run, and what making and ending one takes.
#pragma once

#include <base/cpio.hpp>
#include <loading/domain_builder.hpp>
#include <loading/memory_pool.hpp>
#include <root/system_description.hpp>
#include <runtime/process.hpp>

namespace nacre::user {

/// A running program.
struct Process {
    Word identity = 0; ///< 0: the entry is free
    Word leader = 0;   ///< number of the program that it started with; its own for most
    ShortText<maximum_name> name;
    unsigned priority = 0;
    TimeLimit time{};
    unsigned core = 0;
    Word cores = 0;         ///< a bit for each core on which a thread of it has run
    std::uint64_t used = 0; ///< microseconds of all its threads
    std::uint16_t memory = 0;
    Domain domain{};
    std::array<ThreadObjects, slot::core_limit> workers{}; ///< by number of the core; none on `core`
};

class ProcessTable {
public:
    static constexpr std::size_t capacity = 24;

    ProcessTable(const Environment& environment, const Archive& archive);

    /// Starts a program and its partners. The leader's number, or a sentence.
    Result<Word, Trouble> start(std::string_view name, std::string_view arguments,
                                const process::StartOptions& options);

    /// Ends a program with all that started with it, or a partner alone. Its memory is free afterwards.
    void end(Process& process);

    Process* find(Word identity);
    /// By name or number.
    Process* find(std::string_view name);

    /// The n-th program; null behind the last.
    Process* at(Word index);
    std::uint64_t used(Process& process);
    using CoreTimes = std::array<std::uint64_t, slot::core_limit>;
    /// What programs have used of each core's time since the machine started, in microseconds.
    const CoreTimes& used_of_cores();

    process::MemoryState memory() const;
    std::span<const std::byte> file(std::string_view name) const;

private:
    struct Member {
        std::string_view program;
        std::string_view arguments;
        unsigned priority;
        TimeLimit time;
        bool foreground;
        unsigned core;
    };

    Result<Process*, Trouble> make(const Member& member, Process* leader, const ApplicationLine& line);
    Outcome build(Process& process, const Member& member, const ElfImage& image, const ApplicationLine& line,
                  Process* leader);
    Outcome give(Process& process, const ApplicationLine& line, DomainBuilder& builder, Process* leader);
    Outcome give_workers(Process& process, DomainBuilder& builder, DomainOptions options);
    void remove(Process& process);

    Process* free_entry();
    Word first_slot(const Process& process) const;

    Authority authority_;
    MemoryPool<PoolOperations> pool_;
    Archive archive_;
    std::array<Process, capacity> processes_{};
    CoreTimes used_of_cores_{};
    Word next_identity_ = first_program_identity;
};

/// What the description says of a program that is not a service.
ApplicationLine line_of(std::string_view program);
/// Whether the program is started by the root task, and by nobody else.
bool is_service(std::string_view program);

} // namespace nacre::user
