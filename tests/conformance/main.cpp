// SPDX-License-Identifier: MIT
// The root task `conformance`: checks, sentence by sentence, that the kernel below keeps seL4's interface.
// Boots on real seL4 as well, so that a check that is wrong can be told from a kernel that is.
#include <conformance/scene.hpp>

#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/root_task.hpp>

#include <optional>

extern "C" alignas(16) constinit std::byte nacre_root_stack[nacre::user::root_stack_size]{};

namespace nacre::conformance {

namespace {

constinit std::optional<Scene> scene;

void print_name(const char* result, const Check& check, std::string_view end = "\n") {
    if (check.error == api::Error::no_error) {
        user::debug_print("{} {}: {}{}", result, check.subject, check.sentence, end);
    } else {
        user::debug_print("{} {}: {} when {}{}", result, check.subject, api::name_of(check.error),
                          check.sentence, end);
    }
}

void run(const api::BootInfo& boot_info) {
    scene.emplace(boot_info);
    unsigned passed = 0;
    unsigned failed = 0;
    unsigned skipped = 0;
    for (const auto group : all_checks()) {
        for (const Check& check : group) {
            print_name("check", check);
            switch (scene->run(check)) {
            case Scene::Result::passed: ++passed; break;
            case Scene::Result::failed:
                ++failed;
                print_name("FAILED", check);
                break;
            case Scene::Result::skipped:
                ++skipped;
                print_name("skipped", check, "");
                user::debug_print(" ({})\n", scene->skip_reason());
                break;
            }
        }
    }
    user::debug_print("conformance: {} passed, {} failed, {} skipped\n", passed, failed, skipped);
    user::debug_halt();
}

} // namespace
} // namespace nacre::conformance

void nacre::user::report_failed_assertion(const char* expression, const char* file, unsigned line) {
    debug_print("conformance: {}:{}: assertion failed: {}\n", file, line, expression);
    debug_halt();
}

void start(nacre::Word argument) {
    nacre::conformance::run(nacre::user::begin_root_task(argument));
    nacre::user::die();
}
