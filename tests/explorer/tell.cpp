// SPDX-License-Identifier: MIT
// What a repeated run tells of itself, step by step.
#include <explorer/stage.hpp>

#include <api/method_list.hpp>
#include <cstdio>

namespace nacre::test {

using namespace kernel;

void Stage::tell_threads() {
    unsigned number = 0;
    for (const auto& [thread, script] : scripts_) {
        std::printf(" %u:%s", number++, name_of(thread->state));
        if (thread->scheduling_context != nullptr) {
            std::printf("@%u", thread->scheduling_context->processor);
        }
    }
    std::printf("\n");
}

/// What is about to happen on the core, and in the middle of what.
void Stage::tell(unsigned core) {
    if (!tells_ || !curtain_is_up_) {
        return;
    }
    std::printf("core %u", core);
    const Script* script = script_on(core);
    if (arch::fake_machine().something_pending()) {
        std::printf(" is interrupted");
    } else if (script != nullptr && has_step(core)) {
        const auto position = scripts_.find(script->actor->thread);
        const bool again = script->actor->thread->registers.program_counter() == World::call_site;
        std::printf(": thread %td, step %zu%s", std::distance(scripts_.begin(), position), script->next,
                    again ? ", again" : "");
    }
    std::printf("; threads:");
    tell_threads();
}

void Stage::tell(SystemCall call, const Arguments& arguments, const Message& message) const {
    if (tells_ && curtain_is_up_) {
        std::printf("    %s %ld, reply %ld, destination %ld: %s\n", name_of(call),
                    static_cast<long>(arguments.capability), static_cast<long>(arguments.reply),
                    static_cast<long>(arguments.destination), api::method_name(message.label));
    }
}

} // namespace nacre::test
