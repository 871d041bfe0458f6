// SPDX-License-Identifier: MIT
// The trace printer: a message becomes the call that was encoded into it.
#include <api/print_call.hpp>

#include <gtest/gtest.h>
#include <string>

namespace nacre::api {
namespace {

std::string printed(const PrintableMessage& message) {
    std::array<char, 1024> memory{};
    BufferSink sink{memory};
    print_call(sink, message);
    return std::string{sink.text()};
}

template<Method M>
std::string printed_call(const M& method) {
    const auto words = encode(method);
    const auto capabilities = capabilities_of(method);
    return printed(
        {MessageInfo::make(label_of<M>, 0, capabilities.size(), words.size()), words, capabilities});
}

TEST(PrintCall, NamesEveryArgument) {
    EXPECT_EQ(printed_call(cnode::Copy{.destination_index = 0x40,
                                       .destination_depth = 32,
                                       .source_root = {2},
                                       .source_index = 0x99,
                                       .source_depth = 16,
                                       .rights = CapabilityRights::all()}),
              "CNode_Copy(destination_index=0x40, destination_depth=32, source_root=0x2, source_index=0x99, "
              "source_depth=16, rights=0xf)");
    EXPECT_EQ(printed_call(cnode::Delete{0x40, 255}), "CNode_Delete(index=0x40, depth=255)");
}

TEST(PrintCall, TakesPackedFieldsApart) {
    EXPECT_EQ(
        printed_call(thread::ReadRegisters{.suspend_source = true, .architecture_flags = 2, .count = 36}),
        "Thread_ReadRegisters(suspend_source=1, architecture_flags=2, count=0x24)");
}

TEST(PrintCall, SaysWhatIsMissing) {
    const std::array<Word, 1> words{7};
    EXPECT_EQ(printed({MessageInfo::make(label_of<cnode::Delete>, 0, 0, 1), words, {}}),
              "CNode_Delete(index=0x7, depth=missing)");
    EXPECT_EQ(printed({MessageInfo::make(label_of<thread::BindNotification>, 0, 0, 0), {}, {}}),
              "Thread_BindNotification(notification=missing)");
}

TEST(PrintCall, CountsWordsBehindTheArguments) {
    const std::array<Word, 5> words{0, 3, 1, 2, 3};
    EXPECT_EQ(printed({MessageInfo::make(label_of<cnode::Delete>, 0, 0, 5), words, {}}),
              "CNode_Delete(index=0x0, depth=3, 3 more words)");
}

TEST(PrintCall, WritesAnUnknownLabelAsANumber) {
    const std::array<Word, 2> words{1, 0x20};
    EXPECT_EQ(printed({MessageInfo::make(method_count + 1, 0, 0, 2), words, {}}),
              "unknown method " + std::to_string(method_count + 1) + "(0x1, 0x20)");
    EXPECT_EQ(printed({MessageInfo::make(0, 0, 0, 0), {}, {}}), "unknown method 0()");
}

} // namespace
} // namespace nacre::api
