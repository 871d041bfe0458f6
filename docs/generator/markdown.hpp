// SPDX-License-Identifier: MIT
// Pieces of a Markdown page.
#pragma once

#include "facts_file.hpp"

#include <string>
#include <vector>

namespace manual {

/// A table; columns in which no row has anything are left out.
std::string table(const Fields& heading, const std::vector<Fields>& rows);

/// Values of the architectures that have the same in each row.
struct Column {
    std::string architectures;
    std::vector<std::string> cells;
    bool is_everywhere = false; ///< the only column
};
std::vector<Column> columns(const Facts& facts, const std::vector<Values>& rows,
                            const std::vector<std::string>& architectures);

/// A table with the values of each architecture.
std::string value_table(const Facts& facts, const std::string& name_heading, const std::string& table_name);

/// Text for a heading's link: lower case, dashes for blanks.
std::string anchor(const std::string& heading);

/// The first letter in upper case.
std::string capitalized(std::string text);

struct Page {
    std::string file;
    std::string text;
};

/// The line that every page begins with, behind its title.
std::string page_head(const std::string& title);

std::vector<Page> object_pages(const Facts& facts);
std::string object_file(const std::string& object);
std::vector<Page> table_pages(const Facts& facts);

} // namespace manual
