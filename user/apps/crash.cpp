// SPDX-License-Identifier: MIT
// Dies, in the way that you ask for: the system says what it did, and nothing else notices.
#include <base/assert.hpp>
#include <runtime/instructions.hpp>
#include <runtime/print.hpp>
#include <runtime/program.hpp>
#include <runtime/slots.hpp>
#include <runtime/system_call.hpp>

namespace nacre::user {

namespace {

template<typename T>
volatile T* at(Word address) {
    return reinterpret_cast<volatile T*>(address);
}

[[gnu::noinline]] void read_forbidden() { *at<char>(architecture::kernel_address); }
[[gnu::noinline]] void write_forbidden() { *at<char>(architecture::kernel_address) = 1; }
[[gnu::noinline]] void write_code() { *at<char>(reinterpret_cast<Word>(&write_code)) = 1; }
[[gnu::noinline]] void read_null() { *at<int>(0); }
[[gnu::noinline]] void execute_data() {
    alignas(4) static auto instructions = architecture::function_that_returns_one; // it would do no harm
    reinterpret_cast<int (*)()>(reinterpret_cast<Word>(instructions.data()))();
}
[[gnu::noinline]] Word overflow_stack(Word depth) {
    volatile char page[512] = {};
    page[0] = static_cast<char>(depth);
    return (depth == ~Word{0} ? 0 : overflow_stack(depth + 1)) + static_cast<Word>(page[0]);
}
[[gnu::noinline]] void privileged_instruction() { architecture::privileged_instruction(); }
[[gnu::noinline]] void undefined_instruction() { architecture::undefined_instruction(); }
[[gnu::noinline]] void fail_assertion() { NACRE_ASSERT(environment().identity == 0); }
[[gnu::noinline]] void use_missing_capability() { call({power_of_two(slot::program_cnode_bits)}, {}); }
[[gnu::noinline]] void receive_from_nothing() { receive({power_of_two(slot::program_cnode_bits) - 1}, {}); }
[[gnu::noinline]] void unknown_call() {
    architecture::Registers registers{};
    architecture::system_call(static_cast<api::SystemCall>(-99), registers);
}

struct Way {
    std::string_view name;
    std::string_view what;
    void (*die)();
};

constexpr std::array ways{
    Way{"read", "reads memory of the kernel", read_forbidden},
    Way{"write", "writes memory of the kernel", write_forbidden},
    Way{"text", "writes its own code", write_code},
    Way{"execute", "executes data", execute_data},
    Way{"null", "reads through a null pointer", read_null},
    Way{"stack", "calls itself without end", [] { overflow_stack(0); }},
    Way{"privileged", "moves the kernel's exception vector", privileged_instruction},
    Way{"undefined", "executes an instruction that does not exist", undefined_instruction},
    Way{"call", "makes a system call that does not exist", unknown_call},
    Way{"capability", "calls through a capability that it does not have", use_missing_capability},
    Way{"receive", "receives from a slot that holds nothing", receive_from_nothing},
    Way{"assert", "fails an assertion", fail_assertion},
};

} // namespace

int program(std::string_view arguments) {
    const auto wanted = arguments.empty() ? ways[0].name : next_word(arguments);
    for (const auto& way : ways) {
        if (way.name == wanted) {
            way.die();
            print("crash {} did not crash\n", way.name);
            return 2;
        }
    }
    ConsoleSink sink;
    format(sink, "run crash WAY, where WAY is one of\n");
    for (const auto& way : ways) {
        format(sink, "  {:12} {}\n", way.name, way.what);
    }
    return wanted == "help" ? 0 : 1;
}

} // namespace nacre::user
