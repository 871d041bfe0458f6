// SPDX-License-Identifier: MIT
// Reading, writing and copying registers, a fault that nobody handles, and deleting the crowd while it waits.
#include "groups.hpp"

#include <api/architecture/user_context.hpp>
#include <runtime/invoke.hpp>

namespace nacre::bench {

namespace {

void registers(Crowd& crowd) {
    constexpr Word all = api::architecture::user_context_words;
    const Measured<Case::registers> measured{"Read, write and copy registers, words", all};
    std::array<Word, all> words{};
    const api::thread::ReadRegisters read{.count = all};
    const api::thread::WriteRegisters write{.count = all};
    const api::thread::CopyRegisters copy{
        .source = crowd.thread(1), .transfer_frame = true, .transfer_integer = true};
    require(user::invoke_reading(crowd.thread(0), read, words).good() &&
                user::invoke(crowd.thread(0), write, words).good() &&
                user::invoke(crowd.thread(0), copy).good(),
            "copying registers");
}

void tell_console(Crowd& crowd) {
    const Measured<Case::tell_console> measured{"A fault that nobody handles, told on the console", 1};
    crowd.employ(0, {.call = api::SystemCall::call, .target = {Scene::store_base - 1}});
    crowd.settle();
}

} // namespace

void worst_of_threads(Scene& scene, Crowd& crowd) {
    registers(crowd);
    tell_console(crowd);
    const Capability memory = scene.memory(12);
    const Word endpoint = scene.take();
    scene.make(memory, api::ObjectType::endpoint, 0, endpoint);
    for (Word member = 0; member < crowd.size(); ++member) {
        crowd.employ(member, {.call = api::SystemCall::call, .target = {endpoint}});
    }
    crowd.settle();
    const Measured<Case::delete_threads> measured{"Revoke threads that wait at one endpoint", crowd.size()};
    scene.revoke(crowd.memory().address);
}

} // namespace nacre::bench
