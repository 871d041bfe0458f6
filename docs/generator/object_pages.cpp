// SPDX-License-Identifier: MIT
// One page for each kind of object that has methods.
#include "markdown.hpp"

#include <algorithm>

namespace manual {

namespace {

std::vector<Fields> field_rows(const Facts& facts, const std::vector<Field>& fields, const Values& trailing,
                               const std::string& trailing_text) {
    std::vector<Fields> rows;
    const auto places = [&](Fields& cells, const Values& place) {
        for (const std::string& architecture : facts.architectures()) {
            cells.push_back(facts.value(place, architecture));
        }
    };
    for (const Field& field : fields) {
        Fields cells{"`" + field.name + "`", field.type};
        places(cells, field.place);
        cells.push_back(capitalized(field.description));
        cells.push_back(field.rights);
        rows.push_back(cells);
    }
    if (!trailing.empty()) {
        Fields cells{trailing_text, "words"};
        places(cells, trailing);
        cells.emplace_back("In the order of a [register context](faults.md#register-context)");
        cells.emplace_back("");
        rows.push_back(cells);
    }
    return rows;
}

std::string fields_table(const Facts& facts, const std::string& first, const std::vector<Fields>& rows) {
    Fields heading{first, "type"};
    for (const std::string& architecture : facts.architectures()) {
        heading.push_back("place in the message, " + architecture);
    }
    heading.emplace_back("meaning");
    heading.emplace_back("rights needed");
    return table(heading, rows);
}

std::string number_of_error(const Facts& facts, const std::string& name) {
    const auto found = std::ranges::find(facts.errors, name, [](const Fields& error) { return error.at(0); });
    return found == facts.errors.end() ? "" : found->at(1);
}

std::string words_of_error(const Facts& facts, const std::string& name) {
    const auto found = std::ranges::find(facts.errors, name, [](const Fields& error) { return error.at(0); });
    return found == facts.errors.end() ? "" : found->at(3);
}

std::string errors_section(const Facts& facts, const MethodFacts& method) {
    if (method.refused.empty()) {
        return "It has no errors of its own.\n\n";
    }
    std::vector<Fields> rows;
    for (const Fields& row : method.refused) {
        rows.push_back({"[" + row.at(0) + "](errors.md#errors) " + number_of_error(facts, row.at(0)),
                        row.at(1), words_of_error(facts, row.at(0))});
    }
    return "It is refused, looked at in this order:\n\n" +
           table({"error", "when", "words of the answer"}, rows);
}

std::string method_section(const Facts& facts, const MethodFacts& method) {
    std::string text = "## " + method.name + "\n\n" + method.summary;
    text += method.description.empty() ? "\n\n" : " " + method.description + "\n\n";
    if (!method.never_held.empty()) {
        text += "Nobody can invoke it: " + method.never_held + ".\n\n";
    }
    text += "In seL4: `" + method.sel4_name + "`. Label: ";
    std::string labels;
    for (const std::string& architecture : facts.architectures()) {
        labels += (labels.empty() ? "" : "; ") + architecture + " **" +
                  facts.value(method.label, architecture) + "**";
    }
    text += labels + ".\n\n";
    const auto arguments = field_rows(facts, method.arguments, method.trailing, "registers");
    text += arguments.empty() ? "It takes no arguments.\n\n" : fields_table(facts, "argument", arguments);
    const auto results = field_rows(facts, method.results, method.trailing_result, "registers");
    text += results.empty() ? "The answer is empty.\n\n"
                            : "The answer holds:\n\n" + fields_table(facts, "result", results);
    return text + errors_section(facts, method);
}

std::string object_page(const Facts& facts, const std::string& object) {
    std::string text = page_head("Methods of " + object);
    text +=
        "Holding the capability is the right to invoke it: the invoked capability needs no further right. "
        "How a method is invoked: [system calls](system_calls.md), [messages](messages.md). [All "
        "pages](index.md).\n\n";
    std::vector<Fields> rows;
    std::string sections;
    for (const MethodFacts& method : facts.methods) {
        if (method.object == object) {
            rows.push_back({"[" + method.name + "](#" + anchor(method.name) + ")", method.summary});
            sections += method_section(facts, method);
        }
    }
    return text + table({"method", "what it does"}, rows) + sections;
}

} // namespace

std::string object_file(const std::string& object) {
    std::string file = anchor(object);
    std::ranges::replace(file, '-', '_');
    return file + ".md";
}

std::vector<Page> object_pages(const Facts& facts) {
    std::vector<Page> pages;
    for (const MethodFacts& method : facts.methods) {
        const std::string file = object_file(method.object);
        if (std::ranges::find(pages, file, &Page::file) == pages.end()) {
            pages.push_back({file, object_page(facts, method.object)});
        }
    }
    return pages;
}

} // namespace manual
