// SPDX-License-Identifier: MIT
// The shell's commands: each asks the loader, the console, the timer or the root task.
#include "commands.hpp"

#include "listing.hpp"

#include <root/system_description.hpp>
#include <runtime/build_text.hpp>
#include <runtime/power.hpp>
#include <runtime/print.hpp>
#include <runtime/process.hpp>
#include <runtime/program.hpp>
#include <runtime/timer.hpp>

namespace nacre::user::shell {

namespace {

constexpr Capability loader{slot::process};

void complain_of(std::string_view name, std::string_view sentence) {
    print("nacre: {}: {}\n", name, sentence);
}

/// The sentence of a refusal.
void pass_on(std::string_view name, const Message& refusal) {
    std::array<char, 200> buffer;
    complain_of(name, text_at(refusal, 0, buffer));
}

bool still_runs(Word program) {
    return call(loader, Message::of(process::label_of(process::Request::running), program))[0] != 0;
}

Message kill(std::string_view name) {
    Message request = Message::of(process::label_of(process::Request::kill));
    append_text(request, name);
    return call(loader, request);
}

/// Waits until a program in the foreground ends; Ctrl-C ends it.
void wait_for(Word program) {
    while (still_runs(program)) {
        const Word signals = wait({slot::own_notification}).badge;
        if ((signals & signal_bit::control_c) != 0) {
            std::array<char, 24> number;
            BufferSink text{number};
            format(text, "{}", program);
            kill(text.text());
        }
    }
    console::set_foreground(badge_of(Service::shell));
}

struct Executor {
    void operator()(const Nothing&) const {}

    void operator()(const Help&) const {
        ConsoleSink sink;
        for (const auto& command : command_descriptions) {
            format(sink, "  {:66} {}\n", command.usage, command.summary);
        }
    }

    void operator()(const RunProgram& run) const {
        // A Ctrl-C or an ending from before must not be taken for this program's.
        poll({slot::own_notification});
        Message request =
            Message::of(process::label_of(process::Request::start), run.priority, run.budget.budget,
                        run.budget.period, run.background ? 0U : 1U, run.core);
        append_text(request, run.name);
        append_text(request, run.arguments);
        const Message answer = call(loader, request);
        if (answer.label() == process::refused) {
            pass_on(run.name, answer);
        } else if (run.background) {
            print("{} runs as {}\n", run.name, answer[0]);
        } else {
            wait_for(answer[0]);
        }
    }

    void operator()(const Kill& command) const {
        if (const Message answer = kill(command.name); answer.label() == process::refused) {
            pass_on(command.name, answer);
        }
    }

    void operator()(const ListPrograms&) const { list_programs(); }

    void operator()(const ListCores&) const { list_cores(); }

    void operator()(const ShowMemory&) const {
        const Message state = call(loader, Message::of(process::label_of(process::Request::memory)));
        print("{} KiB of {} KiB are free; {} programs run\n", state[1] / 1024, state[0] / 1024, state[2]);
    }

    void operator()(const ShowVersion&) const {
        ConsoleSink sink;
        write_build(sink, environment().build);
    }

    void operator()(const ShowCapabilities& command) const {
        for (Word index = 0;; ++index) {
            Message request = Message::of(process::label_of(process::Request::describe), index);
            append_text(request, command.name);
            const Message answer = call(loader, request);
            if (answer.label() == process::refused) {
                return pass_on(command.name, answer);
            }
            std::array<char, 200> buffer;
            const auto line = text_at(answer, 0, buffer);
            if (line.empty()) {
                return;
            }
            print("  {}\n", line);
        }
    }

    void operator()(const Reboot&) const {
        power::reboot();
        complain_of("reboot", "this machine cannot restart itself; halt and start it by hand");
    }

    void operator()(const Halt&) const {
        power::halt();
        complain_of("halt", "this kernel cannot stop the machine");
    }
};

} // namespace

void execute(const Command& command) { std::visit(Executor{}, command); }

void complain(const CommandError& error) {
    if (error.word.empty()) {
        print("nacre: {}\n", error.sentence);
    } else {
        complain_of(error.word, error.sentence);
    }
}

} // namespace nacre::user::shell
