// SPDX-License-Identifier: MIT
// One page for each kind of object that has methods.
#include "markdown.hpp"

#include <algorithm>

namespace manual {

namespace {

/// The architectures that have the method.
std::vector<std::string> homes(const Facts& facts, const MethodFacts& method) {
    std::vector<std::string> names;
    std::ranges::copy_if(facts.architectures(), std::back_inserter(names),
                         [&](const std::string& name) { return facts.of(method.label, name) != nullptr; });
    return names;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

/// A table of fields, with the registers that may follow them.
std::string fields_table(const Facts& facts, const MethodFacts& method, const std::string& first,
                         const std::vector<Field>& fields, const Values& trailing) {
    std::vector<Values> places;
    std::ranges::transform(fields, std::back_inserter(places), &Field::place);
    if (!trailing.empty()) {
        places.push_back(trailing);
    }
    Fields heading{first, "type"};
    std::vector<Fields> rows;
    for (const Field& field : fields) {
        rows.push_back({"`" + field.name + "`", field.type});
    }
    if (!trailing.empty()) {
        rows.push_back({"registers", "words"});
    }
    for (const Column& column : columns(facts, places, homes(facts, method))) {
        heading.push_back("place in the message" +
                          (column.is_everywhere ? std::string{} : ", " + column.architectures));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].push_back(column.cells[i]);
        }
    }
    heading.emplace_back("meaning");
    heading.emplace_back("rights needed");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        rows[i].push_back(capitalized(fields[i].description));
        rows[i].push_back(fields[i].rights);
    }
    if (!trailing.empty()) {
        rows.back().emplace_back("In the order of a [register context](faults.md#register-context)");
        rows.back().emplace_back("");
    }
    return rows.empty() ? "" : table(heading, rows);
}

std::string number_of_error(const Facts& facts, const std::string& name) {
    const auto found = std::ranges::find(facts.errors, name, [](const Fields& error) { return error.at(0); });
    return found == facts.errors.end() ? "" : found->at(1);
}

std::string words_of_error(const Facts& facts, const std::string& name) {
    const auto found = std::ranges::find(facts.errors, name, [](const Fields& error) { return error.at(0); });
    return found == facts.errors.end() ? "" : found->at(3);
}

std::string errors_table(const Facts& facts, const std::vector<Fields>& refused) {
    std::vector<Fields> rows;
    for (const Fields& row : refused) {
        rows.push_back({"[" + row.at(0) + "](errors.md#errors) " + number_of_error(facts, row.at(0)),
                        row.at(1), words_of_error(facts, row.at(0))});
    }
    return table({"error", "when", "words of the answer"}, rows);
}

/// Some methods look at other things, or in another order, on each architecture.
std::string errors_section(const Facts& facts, const MethodFacts& method) {
    if (method.refused.empty()) {
        return "It has no errors of its own.\n\n";
    }
    std::vector<std::pair<std::string, std::vector<Fields>>> groups;
    for (const std::string& architecture : homes(facts, method)) {
        const auto* const found = facts.of(method.refused, architecture);
        const std::vector<Fields> refused = found != nullptr ? *found : std::vector<Fields>{};
        const auto same = std::ranges::find(groups, refused, [](const auto& group) { return group.second; });
        if (same != groups.end()) {
            same->first += ", " + architecture;
        } else {
            groups.emplace_back(architecture, refused);
        }
    }
    std::string text;
    for (const auto& [architectures, refused] : groups) {
        text += "It is refused" + (groups.size() == 1 ? "" : " on " + architectures) +
                ", looked at in this order:\n\n" + errors_table(facts, refused);
    }
    return text;
}

std::string method_section(const Facts& facts, const MethodFacts& method) {
    std::string text = "## " + method.name + "\n\n" + method.summary;
    text += method.description.empty() ? "\n\n" : " " + method.description + "\n\n";
    if (!method.never_held.empty()) {
        text += "Nobody can invoke it: " + method.never_held + ".\n\n";
    }
    text += "In seL4: `" + method.sel4_name + "`. Label: ";
    std::string labels;
    const auto present = homes(facts, method);
    const auto label_columns = columns(facts, {method.label}, present);
    const bool alike = present == facts.architectures() && label_columns.size() == 1;
    for (const Column& column : label_columns) {
        labels += (labels.empty() ? "" : "; ") + (alike ? "" : column.architectures + " ") + "**" +
                  column.cells.front() + "**";
    }
    text +=
        labels + (present == facts.architectures() ? ".\n\n" : ". Other architectures do not have it.\n\n");
    const auto arguments = fields_table(facts, method, "argument", method.arguments, method.trailing);
    text += arguments.empty() ? "It takes no arguments.\n\n" : arguments;
    const auto results = fields_table(facts, method, "result", method.results, method.trailing_result);
    text += results.empty() ? "The answer is empty.\n\n" : "The answer holds:\n\n" + results;
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
            const auto present = homes(facts, method);
            rows.push_back({"[" + method.name + "](#" + anchor(method.name) + ")", method.summary,
                            present == facts.architectures() ? "" : joined(present)});
            sections += method_section(facts, method);
        }
    }
    return text + table({"method", "what it does", "only on"}, rows) + sections;
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
