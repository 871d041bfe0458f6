// SPDX-License-Identifier: MIT
// Reads what the facts programs wrote.
#include "facts_file.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace manual {

namespace {

Fields split(const std::string& line) {
    Fields fields;
    std::size_t begin = 0;
    for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', begin)) {
        fields.push_back(line.substr(begin, tab - begin));
        begin = tab + 1;
    }
    fields.push_back(line.substr(begin));
    return fields;
}

/// The element of that name, made at the end if it is not there.
template<typename T>
T& named(std::vector<T>& list, const std::string& name) {
    const auto found = std::ranges::find(list, name, &T::name);
    if (found != list.end()) {
        return *found;
    }
    list.emplace_back().name = name;
    return list.back();
}

void add_once(std::vector<Fields>& list, const Fields& fields) {
    const Fields content{fields.begin() + 1, fields.end()};
    if (std::ranges::find(list, content) == list.end()) {
        list.push_back(content);
    }
}

void add_field(std::vector<Field>& list, const Fields& fields, std::size_t variant) {
    Field& field = named(list, fields.at(1));
    field.type = fields.at(2);
    field.place[variant] = fields.at(3);
    field.description = fields.at(4);
    field.rights = fields.at(5);
}

MethodFacts& add_method(Facts& facts, const Fields& fields, std::size_t variant) {
    MethodFacts& method = named(facts.methods, fields.at(1));
    method.sel4_name = fields.at(2);
    method.object = fields.at(3);
    method.label[variant] = fields.at(4);
    method.summary = fields.at(5);
    method.description = fields.at(6);
    return method;
}

void add_to_method(MethodFacts& method, const Fields& fields, std::size_t variant) {
    const std::string& tag = fields.front();
    if (tag == "argument") {
        add_field(method.arguments, fields, variant);
    } else if (tag == "result") {
        add_field(method.results, fields, variant);
    } else if (tag == "refused") {
        method.refused[variant].emplace_back(fields.begin() + 1, fields.end());
    } else if (tag == "never_held") {
        method.never_held = fields.at(1);
    } else if (tag == "trailing") {
        method.trailing[variant] = "up to " + fields.at(2) + " words from word " + fields.at(1);
    } else if (tag == "trailing_result") {
        method.trailing_result[variant] = "up to " + fields.at(2) + " words";
    } else {
        throw std::runtime_error("a line begins with the unknown word " + tag);
    }
}

} // namespace

void Facts::read(const std::string& file) {
    std::ifstream stream{file};
    if (!stream) {
        throw std::runtime_error("cannot read " + file);
    }
    const std::size_t variant = variants.size();
    MethodFacts* method = nullptr;
    for (std::string line; std::getline(stream, line);) {
        const Fields fields = split(line);
        const std::string& tag = fields.front();
        if (tag == "variant") {
            variants.push_back({fields.at(1), fields.at(2)});
        } else if (tag == "method") {
            method = &add_method(*this, fields, variant);
        } else if (tag == "call") {
            add_once(calls, fields);
        } else if (tag == "error") {
            add_once(errors, fields);
        } else if (tag == "lookup") {
            add_once(lookups, fields);
        } else if (tag == "row") {
            Row& row = named(tables[fields.at(1)], fields.at(2));
            row.value[variant] = fields.at(3);
            row.note = row.note.empty() ? fields.at(4) : row.note;
        } else if (method != nullptr) {
            add_to_method(*method, fields, variant);
        }
    }
    if (variants.size() != variant + 1) {
        throw std::runtime_error(file + " does not name its architecture once");
    }
}

std::vector<std::string> Facts::architectures() const {
    std::vector<std::string> names;
    for (const Variant& variant : variants) {
        if (std::ranges::find(names, variant.architecture) == names.end()) {
            names.push_back(variant.architecture);
        }
    }
    return names;
}

/// Calls that differ anywhere stand in the list once for each way.
bool Facts::has_same_numbers() const {
    return std::ranges::all_of(calls, [&](const Fields& call) {
        return std::ranges::count(calls, call.at(0), [](const Fields& other) { return other.at(0); }) == 1;
    });
}

std::string Facts::value(const Values& values, const std::string& architecture) const {
    std::string text, first;
    std::size_t builds = 0, present = 0;
    bool alike = true;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        if (variants[i].architecture != architecture) {
            continue;
        }
        ++builds;
        const auto found = values.find(i);
        if (found == values.end()) {
            continue;
        }
        ++present;
        first = present == 1 ? found->second : first;
        alike = alike && found->second == first;
        text += (text.empty() ? "" : ", ") + found->second + " (" + variants[i].build + ")";
    }
    if (present == 0) {
        return "–";
    }
    return alike && present == builds ? first : text;
}

} // namespace manual
