// SPDX-License-Identifier: MIT
// Whether a flattened device tree is whole: no offset, length or name leads out of it.
#include <drivers/firmware/device_tree_check.hpp>
#include <drivers/firmware/physical_view.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace nacre::kernel::drivers {
namespace {

using Bytes = std::span<const std::byte>;
using Checked = Result<void, const char*>;

constexpr std::size_t word_size = 4;

/// All numbers of the tree are big-endian.
std::uint32_t word_at(Bytes bytes, std::size_t at) {
    const auto value = read_at<std::uint32_t>(bytes, at);
    return std::endian::native == std::endian::little ? std::byteswap(value) : value;
}

/// Section 5.2; the words in their order.
struct Header {
    enum Word : std::size_t {
        magic,
        total_size,
        structure_at,
        names_at,
        reserved_at,
        version,
        oldest_reader,
        boot_processor,
        names_size,
        structure_size,
        count
    };
    static constexpr std::size_t size = count * word_size;
};

/// Section 5.4.1.
enum class Token : std::uint32_t { begin_node = 1, end_node = 2, property = 3, nothing = 4, end = 9 };

/// The block's bytes; empty if they are not all in the tree behind its header.
Bytes block(Bytes tree, std::size_t at, std::size_t size) {
    const bool is_inside = at >= Header::size && at <= tree.size() && size <= tree.size() - at;
    return is_inside ? tree.subspan(at, size) : Bytes{};
}

/// Pairs of address and size, ended by two zeros. Section 5.3.
bool is_list_ended(Bytes tree, std::size_t at) {
    constexpr std::size_t entry_size = 4 * word_size;
    if (at < Header::size || at % 8 != 0) {
        return false;
    }
    for (; at <= tree.size() && entry_size <= tree.size() - at; at += entry_size) {
        const auto entry = tree.subspan(at, entry_size);
        if (std::ranges::all_of(entry, [](std::byte byte) { return byte == std::byte{0}; })) {
            return true;
        }
    }
    return false;
}

/// Walks through the tokens.
class Structure {
public:
    Structure(Bytes tokens, Bytes names) : tokens_{tokens}, names_{names} {}

    Checked check() {
        while (at_ < tokens_.size()) {
            const auto token = static_cast<Token>(word_at(tokens_, at_));
            at_ += word_size;
            switch (token) {
            case Token::nothing: continue;
            case Token::begin_node: NACRE_CHECK(begin_node()); continue;
            case Token::property: NACRE_CHECK(take_property()); continue;
            case Token::end_node:
                if (depth_ == 0) {
                    return failure("the device tree is damaged: a node ends that did not begin");
                }
                --depth_;
                continue;
            case Token::end:
                return depth_ == 0 && has_root_
                           ? Checked{}
                           : Checked{failure("the device tree is damaged: it ends within a node")};
            }
            return failure("the device tree is damaged: there is no such token in its structure");
        }
        return failure("the device tree is damaged: its structure has no end");
    }

private:
    Checked begin_node() {
        if (depth_ == 0 && has_root_) {
            return failure("the device tree is damaged: it has two roots");
        }
        const auto rest = tokens_.subspan(at_);
        const auto end = std::ranges::find(rest, std::byte{0});
        if (end == rest.end()) {
            return failure("the device tree is damaged: a node's name has no end");
        }
        skip(static_cast<std::size_t>(end - rest.begin()) + 1);
        has_root_ = true;
        ++depth_;
        return {};
    }

    Checked take_property() {
        const std::size_t length = word_at(tokens_, at_);
        const std::size_t name = word_at(tokens_, at_ + word_size);
        at_ += 2 * word_size;
        if (depth_ == 0 || at_ > tokens_.size() || length > tokens_.size() - at_) {
            return failure("the device tree is damaged: a property is longer than its structure");
        }
        if (name >= names_.size()) {
            return failure("the device tree is damaged: a property's name lies outside of the names");
        }
        skip(length);
        return {};
    }

    /// To the next word behind so many bytes.
    void skip(std::size_t size) { at_ += (size + word_size - 1) & ~(word_size - 1); }

    Bytes tokens_;
    Bytes names_;
    std::size_t at_ = 0;
    unsigned depth_ = 0;
    bool has_root_ = false;
};

} // namespace

Result<void, const char*> check_device_tree(std::span<const std::byte> memory) {
    constexpr std::uint32_t magic = 0xd00d'feed;
    constexpr std::uint32_t version = 17;
    const auto header = [&](Header::Word word) { return word_at(memory, word * word_size); };
    if (memory.size() < Header::size || header(Header::magic) != magic) {
        return failure("there is no device tree where the firmware says, or its first word is damaged");
    }
    if (header(Header::version) < version || header(Header::oldest_reader) > version) {
        return failure("the device tree is damaged, or its version is not 17, which the kernel reads");
    }
    const std::size_t size = header(Header::total_size);
    if (size < Header::size || size > memory.size()) {
        return failure(
            "the device tree is damaged: it is longer than two megabytes, or has no room for itself");
    }
    const auto tree = memory.first(size);
    const auto tokens = block(tree, header(Header::structure_at), header(Header::structure_size));
    const auto names = block(tree, header(Header::names_at), header(Header::names_size));
    if (tokens.empty() || names.empty() || header(Header::structure_at) % word_size != 0 ||
        tokens.size() % word_size != 0) {
        return failure("the device tree is damaged: not all of its blocks lie within it");
    }
    if (!is_list_ended(tree, header(Header::reserved_at))) {
        return failure("the device tree is damaged: its list of reserved memory has no end");
    }
    if (names.back() != std::byte{0}) {
        return failure("the device tree is damaged: the last name of a property has no end");
    }
    return Structure{tokens, names}.check();
}

} // namespace nacre::kernel::drivers
