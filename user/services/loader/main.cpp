// SPDX-License-Identifier: MIT
// The loader: starts programs of the boot archive, hears how they end, and tells about them.
#include "describe.hpp"
#include "process_table.hpp"

#include <loading/fault_report.hpp>
#include <runtime/invoke.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>

#include <optional>

namespace nacre::user {

namespace {

Message sentence(Trouble trouble) {
    Message message = Message::of(process::refused);
    append_text(message, trouble);
    return message;
}

class Loader {
public:
    explicit Loader(const Archive& archive) : table_{environment(), archive} {}

    [[noreturn]] void serve() {
        for (;;) {
            const Message request = receive({slot::own_endpoint}, {slot::first_reply});
            if ((request.badge & program_fault_badge) != 0) {
                crash(request);
            } else if (is(request.badge, Service::shell)) {
                reply_to({slot::first_reply}, manage(request));
            } else if (static_cast<process::Request>(request.label()) == process::Request::exit) {
                exit(request.badge, static_cast<int>(request[0]));
            } else {
                reply_to({slot::first_reply}, sentence("a program may ask only to be ended"));
            }
        }
    }

private:
    void crash(const Message& fault) {
        Process* const process = table_.find(fault.badge & ~program_fault_badge);
        if (process == nullptr) {
            return;
        }
        std::array<char, 400> buffer;
        BufferSink text{buffer};
        format(text, "nacre: {} crashed: it ", process->name.text());
        report_fault(SinkReference{text}, fault, table_.file(process->name.text()));
        print("{}\n", text.text());
        end(*process);
    }

    void exit(Word identity, int code) {
        Process* const process = table_.find(identity);
        if (process == nullptr) {
            return;
        }
        if (code != 0) {
            print("nacre: {} ended with code {}\n", process->name.text(), code);
        }
        end(*process);
    }

    void end(Process& process) {
        table_.end(process);
        signal({slot::signal_shell});
    }

    Message manage(const Message& request) {
        switch (static_cast<process::Request>(request.label())) {
        case process::Request::exit: break;
        case process::Request::start: return start(request);
        case process::Request::kill: return kill(request);
        case process::Request::running: return Message::of(0, table_.find(request[0]) != nullptr ? 1U : 0U);
        case process::Request::list: return list(request[0]);
        case process::Request::load: return load();
        case process::Request::memory: {
            const auto memory = table_.memory();
            return Message::of(0, memory.total, memory.free, memory.programs);
        }
        case process::Request::describe: return describe_program(request);
        }
        return sentence("the loader does not know this request");
    }

    Message start(const Message& request) {
        const process::StartOptions options{request[0], request[1], request[2], request[3], request[4]};
        std::array<char, maximum_name> name_buffer;
        std::array<char, maximum_arguments> arguments_buffer;
        const auto name = text_at(request, 5, name_buffer);
        const auto arguments = text_at(request, 5 + text_words(request[5]), arguments_buffer);
        const auto started = table_.start(name, arguments, options);
        return started ? Message::of(0, *started) : sentence(started.reason());
    }

    Message kill(const Message& request) {
        std::array<char, maximum_name> buffer;
        const auto name = text_at(request, 0, buffer);
        if (is_service(name)) {
            return sentence("the system needs its services; only programs can be killed");
        }
        Process* const process = table_.find(name);
        if (process == nullptr) {
            return sentence("no such program runs; ps lists those that do");
        }
        Process* const leader = table_.find(process->leader);
        end(leader != nullptr ? *leader : *process);
        return Message::of(0);
    }

    std::uint64_t service_used(Word index) {
        const auto consumed = invoke({slot::first_service_time + index}, api::scheduling_context::Consumed{});
        service_used_[index] += consumed ? consumed->consumed : 0;
        return service_used_[index];
    }

    /// The services all run on core 0.
    Message load() {
        auto used = table_.used_of_cores();
        for (Word index = 0; index < services.size(); ++index) {
            used[0] += service_used(index);
        }
        Message message = Message::of(0);
        for (const std::uint64_t microseconds : std::span{used}.first(environment().cores)) {
            message.append(static_cast<Word>(microseconds));
        }
        return message;
    }

    /// The services, then the programs.
    Message list(Word index) {
        Message message = Message::of(0);
        const auto add = [&](const process::ProgramState& state, std::string_view name) {
            for (const Word word : api::encode(state)) {
                message.append(word);
            }
            append_text(message, name);
        };
        if (index < services.size()) {
            const ServiceLine& line = services[index];
            message = Message::of(0);
            add({badge_of(line.service), 0, line.priority, line.time.budget, line.time.period,
                 service_used(index), 1},
                line.program);
        } else if (Process* const process = table_.at(index - services.size()); process != nullptr) {
            const std::uint64_t used = table_.used(*process);
            message = Message::of(0);
            add({process->identity, process->core, process->priority, process->time.budget,
                 process->time.period, used, process->cores},
                process->name.text());
        }
        return message;
    }

    Message describe_program(const Message& request) {
        std::array<char, maximum_name> name_buffer;
        auto name = text_at(request, 1, name_buffer);
        const Word index = request[0];
        if (const Process* const process = table_.find(name); process != nullptr) {
            name = process->name.text();
        }
        std::array<char, 200> buffer;
        BufferSink text{buffer};
        const auto* const service =
            std::ranges::find_if(services, [&](const ServiceLine& line) { return line.program == name; });
        if (service != services.end()) {
            describe(SinkReference{text}, *service, index);
        } else if (name == "root") {
            text.write(index == 0 ? "has all authority over the machine" : "");
        } else if (table_.file(name).empty()) {
            return sentence("there is no such program in the boot archive, and none with that number runs");
        } else {
            describe(SinkReference{text}, line_of(name), index);
        }
        Message message = Message::of(0);
        append_text(message, text.text());
        return message;
    }

    ProcessTable table_;
    std::array<std::uint64_t, services.size()> service_used_{};
};

constinit std::optional<Loader> loader;

} // namespace

int program(std::string_view /*arguments*/) {
    const Environment& told = environment();
    const auto archive =
        Archive::open({reinterpret_cast<const std::byte*>(told.archive_address), told.archive_size});
    if (!archive) {
        print("nacre: {}\n", sentence_of(archive.reason()));
        return 1;
    }
    loader.emplace(*archive);
    loader->serve();
}

} // namespace nacre::user
