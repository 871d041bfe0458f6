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

std::string value_table(const Facts& facts, const std::string& name_heading, const std::string& table_name) {
    Fields heading{name_heading};
    std::ranges::copy(facts.architectures(), std::back_inserter(heading));
    heading.emplace_back("");
    std::vector<Fields> rows;
    for (const Row& row : facts.tables.at(table_name)) {
        Fields cells{row.name};
        for (const std::string& architecture : facts.architectures()) {
            cells.push_back(facts.value(row.value, architecture));
        }
        cells.push_back(row.note);
        rows.push_back(cells);
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
