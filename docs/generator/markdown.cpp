// SPDX-License-Identifier: MIT
// Tables, headings and links.
#include "markdown.hpp"

#include <algorithm>
#include <cctype>

namespace manual {

std::string table(const Fields& heading, const std::vector<Fields>& rows) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < heading.size(); ++i) {
        if (std::ranges::any_of(rows, [&](const Fields& row) { return !row.at(i).empty(); })) {
            shown.push_back(i);
        }
    }
    std::string head = "|";
    std::string line = "|";
    for (const std::size_t i : shown) {
        head += " " + heading[i] + " |";
        line += " --- |";
    }
    std::string text = head + "\n" + line + "\n";
    for (const Fields& row : rows) {
        text += "|";
        for (const std::size_t i : shown) {
            text += " " + row.at(i) + " |";
        }
        text += "\n";
    }
    return text + "\n";
}

std::vector<Column> columns(const Facts& facts, const std::vector<Values>& rows,
                            const std::vector<std::string>& architectures) {
    std::vector<Column> found;
    for (const std::string& architecture : architectures) {
        std::vector<std::string> cells;
        for (const Values& row : rows) {
            cells.push_back(facts.value(row, architecture));
        }
        const auto same = std::ranges::find(found, cells, &Column::cells);
        if (same != found.end()) {
            same->architectures += ", " + architecture;
        } else {
            found.push_back({.architectures = architecture, .cells = cells});
        }
    }
    found.front().is_everywhere = found.size() == 1;
    return found;
}

std::string value_table(const Facts& facts, const std::string& name_heading, const std::string& table_name) {
    const std::vector<Row>& facts_rows = facts.tables.at(table_name);
    std::vector<Values> values;
    std::ranges::transform(facts_rows, std::back_inserter(values), &Row::value);
    Fields heading{name_heading};
    std::vector<Fields> rows;
    std::ranges::transform(facts_rows, std::back_inserter(rows),
                           [](const Row& row) { return Fields{row.name}; });
    for (const Column& column : columns(facts, values, facts.architectures())) {
        heading.push_back(column.is_everywhere ? "everywhere" : column.architectures);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].push_back(column.cells[i]);
        }
    }
    heading.emplace_back("");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].push_back(facts_rows[i].note);
    }
    return table(heading, rows);
}

std::string anchor(const std::string& heading) {
    std::string text;
    for (const char letter : heading) {
        if (letter == ' ') {
            text += '-';
        } else if (std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-') {
            text += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
        }
    }
    return text;
}

std::string capitalized(std::string text) {
    if (!text.empty()) {
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    }
    return text;
}

std::string page_head(const std::string& title) {
    return "<!-- Written by ./nacre manual from the lists in api/. Change those, not this page. -->\n# " +
           title + "\n\n";
}

} // namespace manual
