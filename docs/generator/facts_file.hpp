// SPDX-License-Identifier: MIT
// The facts of all architectures, read back and merged by name.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace manual {

using Fields = std::vector<std::string>;

struct Variant {
    std::string architecture;
    std::string build;
};

/// A value for each variant, nothing where a variant has none.
using Values = std::map<std::size_t, std::string>;

struct Field {
    std::string name;
    std::string type;
    Values place;
    std::string description;
    std::string rights;
};

struct MethodFacts {
    std::string name, sel4_name, object, summary, description;
    std::string never_held; ///< why nobody can invoke it; empty if somebody can
    Values label;
    std::vector<Field> arguments, results;
    std::map<std::size_t, std::vector<Fields>> refused; ///< by variant
    Values trailing, trailing_result;
};

struct Row {
    std::string name;
    Values value;
    std::string note;
};

struct Facts {
    std::vector<Variant> variants;
    std::vector<MethodFacts> methods;
    std::vector<Fields> calls, errors, lookups; ///< alike everywhere
    std::map<std::string, std::vector<Row>> tables;

    /// Adds a facts program's output; throws std::runtime_error if it cannot be read.
    void read(const std::string& file);
    std::vector<std::string> architectures() const;
    /// Whether each system call has one number on all architectures and in all builds.
    bool has_same_numbers() const;
    /// The first variant of an architecture in which there is one of these.
    template<typename T>
    const T* of(const std::map<std::size_t, T>& values, const std::string& architecture) const {
        for (const auto& [variant, value] : values) {
            if (variants[variant].architecture == architecture) {
                return &value;
            }
        }
        return nullptr;
    }
    /// What to print for one architecture: one value, or the builds' different ones.
    std::string value(const Values& values, const std::string& architecture) const;
};

} // namespace manual
