// SPDX-License-Identifier: MIT
// One thing that happens to the kernel, as a value: it can be repeated, left out, written down and read
// again.
#include <api/print_call.hpp>
#include <api/system_call.hpp>
#include <fuzz/step.hpp>
#include <support/text.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace nacre::test {

namespace {

constexpr std::array<std::string_view, 6> kind_names{"call", "fault", "fpu", "time", "line", "revive"};

struct Field {
    std::string_view name;
    std::uint64_t Step::* member;
};
constexpr Field fields[] = {
    {"number", &Step::number},
    {"capability", &Step::capability},
    {"reply", &Step::reply},
    {"destination", &Step::destination},
    {"info", &Step::info},
    {"receive_cnode", &Step::receive_cnode},
    {"receive_index", &Step::receive_index},
    {"receive_depth", &Step::receive_depth},
    {"looks", &Step::looks},
    {"late", &Step::late},
    {"first", &Step::first},
    {"second", &Step::second},
};

struct List {
    std::string_view name;
    std::vector<Word> Step::* member;
};
constexpr List lists[] = {{"words", &Step::words}, {"capabilities", &Step::capabilities}};

struct StringSink {
    std::string written;
    void write(std::string_view more) { written += more; }
};

/// Takes what stands before the separator off the front.
std::string_view take(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

template<typename T>
bool read_number(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_member(Step& step, std::string_view name, std::string_view value) {
    for (const Field& field : fields) {
        if (field.name == name) {
            return read_number(value, step.*field.member);
        }
    }
    for (const List& list : lists) {
        if (list.name != name) {
            continue;
        }
        while (!value.empty()) {
            if (!read_number(take(value, ','), (step.*list.member).emplace_back())) {
                return false;
            }
        }
        return true;
    }
    return false;
}

} // namespace

std::string explain(const Step& step) {
    switch (step.kind) {
    case StepKind::call: break;
    case StepKind::fault: return text("a fault of kind ", step.number);
    case StepKind::fpu: return "the FPU is used";
    case StepKind::time: return text(step.first, " microseconds pass");
    case StepKind::line: return text("interrupt ", step.number);
    case StepKind::revive: return "nobody can run: the root task starts threads again";
    }
    const auto call = static_cast<api::SystemCall>(static_cast<std::int64_t>(step.number));
    StringSink sink;
    sink.write(text(api::name_of(call), " to ", step.capability));
    if (call <= api::SystemCall::call && call >= api::SystemCall::non_blocking_wait) {
        sink.write(text(", reply ", step.reply, ", destination ", step.destination, ": "));
        api::print_call(sink, {{static_cast<Word>(step.info)}, step.words, step.capabilities});
    }
    return sink.written;
}

std::string write_step(const Step& step) {
    std::string line{kind_names[static_cast<std::size_t>(step.kind)]};
    for (const Field& field : fields) {
        if (step.*field.member != 0) {
            line += text(" ", field.name, "=", Hexadecimal{step.*field.member});
        }
    }
    for (const List& list : lists) {
        const char* separator = "=";
        for (const Word word : step.*list.member) {
            line += separator == std::string_view{"="} ? text(" ", list.name) : "";
            line += text(separator, Hexadecimal{word});
            separator = ",";
        }
    }
    return line + " # " + explain(step);
}

std::optional<Step> read_step(std::string_view line) {
    line = line.substr(0, line.find(" #"));
    Step step;
    const std::string_view kind = take(line, ' ');
    const auto known = std::ranges::find(kind_names, kind);
    if (known == kind_names.end()) {
        return {};
    }
    step.kind = static_cast<StepKind>(known - kind_names.begin());
    while (!line.empty()) {
        std::string_view value = take(line, ' ');
        const std::string_view name = take(value, '=');
        if (!read_member(step, name, value)) {
            return {};
        }
    }
    return step;
}

} // namespace nacre::test
