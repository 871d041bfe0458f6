// SPDX-License-Identifier: MIT
// The index, and the pages that are tables: system calls, messages, faults, errors, objects, boot
// information.
#include "markdown.hpp"

#include <algorithm>

namespace manual {

namespace {

std::string section(const Facts& facts, const std::string& title, const std::string& text,
                    const std::string& first_column, const std::string& table_name) {
    return "## " + title + "\n\n" + (text.empty() ? "" : text + "\n\n") +
           value_table(facts, first_column, table_name);
}

Page index_page(const Facts& facts) {
    std::string text = page_head("The interface, call by call");
    text += "What the kernel serves, with every number on each architecture. "
            "Our names are on the left; seL4's stand beside them.\n\n"
            "- [System calls](system_calls.md)\n- [Messages, rights and the IPC buffer](messages.md)\n"
            "- [Errors](errors.md)\n- [Faults and registers](faults.md)\n- [Objects and sizes](objects.md)\n"
            "- [Boot information](boot_info.md)\n- [seL4's names, and ours](sel4_names.md)\n\n## Methods\n\n";
    Fields heading{"method"};
    std::vector<Values> labels;
    std::ranges::transform(facts.methods, std::back_inserter(labels), &MethodFacts::label);
    const std::vector<Column> label_columns = columns(facts, labels, facts.architectures());
    for (const Column& column : label_columns) {
        heading.push_back("label, " + column.architectures);
    }
    heading.emplace_back("seL4");
    heading.emplace_back("object");
    std::vector<Fields> rows;
    for (std::size_t i = 0; i < facts.methods.size(); ++i) {
        const MethodFacts& method = facts.methods[i];
        const std::string file = object_file(method.object);
        Fields cells{"[" + method.name + "](" + file + "#" + anchor(method.name) + ")" +
                     (method.never_held.empty() ? "" : " (nobody can invoke it)")};
        for (const Column& column : label_columns) {
            cells.push_back(column.cells[i]);
        }
        cells.push_back("`" + method.sel4_name + "`");
        cells.push_back("[" + method.object + "](" + file + ")");
        rows.push_back(cells);
    }
    return {"index.md", text + table(heading, rows)};
}

Page system_calls_page(const Facts& facts) {
    std::string text = page_head("System calls");
    std::vector<Fields> rows;
    std::string sections;
    for (const Fields& call : facts.calls) {
        rows.push_back(
            {"[" + call.at(0) + "](#" + anchor(call.at(0)) + ")", call.at(2), call.at(1), call.at(3)});
        sections += "## " + call.at(0) + "\n\n" + call.at(3) + " " + call.at(4) + "\n\nIn seL4: `" +
                    call.at(1) + "`. Number **" + call.at(2) + "**.\n\n";
    }
    text += "The number goes into a register of its own; a number that is not in the list is an "
            "[unknown system call](faults.md#unknown-system-call).";
    text += facts.has_same_numbers() ? " The numbers are the same in every architecture and build listed.\n\n"
                                     : "\n\n";
    text += table({"call", "number", "seL4", ""}, rows);
    text += section(facts, "Registers", "What the calls do not use keeps its value.", "what", "registers");
    return {"system_calls.md", text + sections};
}

Page messages_page(const Facts& facts) {
    std::string text = page_head("Messages");
    text += value_table(facts, "limit", "message_limits");
    text += section(facts, "Message info", "One word describes a message.", "bits", "info");
    text += section(facts, "IPC buffer",
                    "The offsets are in bytes. The kernel reads and writes it at the address that the thread "
                    "was configured with.",
                    "field", "buffer");
    text += section(facts, "Rights", "A rights word is a sum of these.", "right", "rights");
    text += section(facts, "Mapping attributes", "", "attribute", "attributes");
    text += section(facts, "Flags", "", "flag", "flags");
    text += section(facts, "CNode data",
                    "Guard and guard size of a CNode capability, in the word that mint and mutate take.",
                    "example", "cnode_data");
    return {"messages.md", text};
}

Page errors_page(const Facts& facts) {
    std::string text = page_head("Errors");
    text += "The label of the answer to a call tells whether the method was carried out. A refused method "
            "has changed nothing.\n\n## Errors\n\n";
    std::vector<Fields> rows;
    for (const Fields& error : facts.errors) {
        rows.push_back({error.at(1), error.at(0), error.at(2), error.at(3)});
    }
    text += table({"label", "error", "meaning", "words of the answer"}, rows);
    rows.clear();
    for (const Fields& failure : facts.lookups) {
        rows.push_back({failure.at(1), failure.at(0), failure.at(2), failure.at(3)});
    }
    text += "## Lookup failures\n\n" + table({"number", "kind", "meaning", "words that follow"}, rows);
    return {"errors.md", text};
}

Page faults_page(const Facts& facts) {
    std::string text = page_head("Faults and registers");
    text +=
        "A thread that cannot go on becomes a message to its fault endpoint, sent as if it had called there. "
        "After an unknown system call, a user exception and a timeout, an answer with label 0 lets it go on, "
        "and any other label leaves it stopped; its registers are set in both cases. After a capability "
        "fault "
        "and a memory fault every answer lets it go on: what failed is done again.\n\n";
    text += section(facts, "Labels", "", "fault", "faults");
    text += section(
        facts, "Capability fault",
        "How many words there are follows from the kind of the [look-up failure](errors.md#lookup-failures).",
        "", "capability_fault");
    text += section(facts, "Unknown system call", "", "", "unknown_system_call");
    text += section(facts, "User exception", "", "", "user_exception");
    text += section(facts, "Timeout",
                    "Sent to the timeout endpoint when the budget is used up. The second number takes two "
                    "words where a word has 32 bits, the low half first.",
                    "", "timeout");
    text += section(facts, "Memory fault", "", "", "vm_fault");
    text += section(facts, "Answers", "How many words of the answer become registers.", "answer to",
                    "fault_replies");
    text += section(facts, "Register context",
                    "What Thread_ReadRegisters gives and Thread_WriteRegisters takes.", "", "context");
    text += value_table(facts, "limit", "context_limits");
    return {"faults.md", text};
}

Page objects_page(const Facts& facts) {
    std::string text = page_head("Objects and sizes");
    text +=
        section(facts, "Types",
                "The number that Untyped_Retype takes. On RISC-V an address space is a page table to which "
                "AsidPool_Assign has given an identifier.",
                "object", "types");
    text += section(facts, "Sizes", "Bytes of untyped memory.", "object", "sizes");
    text += section(facts, "Limits", "", "limit", "limits");
    text +=
        section(facts, "Identities", "What debug_capability_identify answers.", "capability", "identities");
    return {"objects.md", text};
}

Page boot_info_page(const Facts& facts) {
    std::string text = page_head("Boot information");
    text += "The root task finds the address of this page in its first argument register. Offsets are in "
            "bytes.\n\n";
    text += section(facts, "Layout", "", "field", "boot_info");
    text += section(facts, "Untyped description", "", "field", "untyped");
    text += section(facts, "First capabilities",
                    "Addresses in the root task's CNode; what the machine lacks is an empty slot.",
                    "capability", "initial");
    text += section(facts, "Chunks",
                    "On the pages behind: rows of a number, the length with this header, and the data.",
                    "chunk", "chunks");
    return {"boot_info.md", text};
}

/// For readers who come from seL4: every name that has another one here.
Page sel4_names_page(const Facts& facts) {
    std::vector<Fields> rows;
    for (const MethodFacts& method : facts.methods) {
        rows.push_back(
            {"`" + method.sel4_name + "`",
             "[" + method.name + "](" + object_file(method.object) + "#" + anchor(method.name) + ")",
             method.summary});
    }
    for (const Fields& call : facts.calls) {
        rows.push_back({"`" + call.at(1) + "`",
                        "[" + call.at(0) + "](system_calls.md#" + anchor(call.at(0)) + ")", call.at(3)});
    }
    std::ranges::sort(rows);
    return {"sel4_names.md",
            page_head("seL4's names, and ours") +
                "Methods by seL4's labels without the architecture's ARM, X86 or RISCV, system calls by what "
                "follows `seL4_Sys`. Other words "
                "are in the [glossary](../glossary.md).\n\n" +
                table({"seL4", "here", ""}, rows)};
}

} // namespace

std::vector<Page> table_pages(const Facts& facts) {
    return {index_page(facts),  system_calls_page(facts), messages_page(facts),  errors_page(facts),
            faults_page(facts), objects_page(facts),      boot_info_page(facts), sel4_names_page(facts)};
}

} // namespace manual
