// SPDX-License-Identifier: MIT
// AVX's registers of 256 bits: each thread's own in a kernel built with NACRE_XSAVE, nobody's in others.
#include <conformance/checks/groups.hpp>
#include <conformance/checks/victim.hpp>
#include <conformance/checks/workers.hpp>

#include <api/architecture.hpp>
#include <api/fault.hpp>

namespace nacre::conformance {

namespace {

using Exception = api::architecture::UserExceptionMessage;

/// The words of all sixteen registers.
using WideRegisters = std::array<Word, 64>;

struct Holder {
    WideRegisters before;
    WideRegisters after;
};
constexpr Word holder_count = 3;
constinit std::array<Holder, holder_count> holders{};

// The moves of all registers, from one place and to another.
#define NACRE_EACH_WIDE(move)                                                                                \
    move(0) move(1) move(2) move(3) move(4) move(5) move(6) move(7) move(8) move(9) move(10) move(11)        \
        move(12) move(13) move(14) move(15)
#define NACRE_LOAD_WIDE(number) "vmovdqu 32*" #number "(%[before]), %%ymm" #number "\n\t"
#define NACRE_STORE_WIDE(number) "vmovdqu %%ymm" #number ", 32*" #number "(%[after])\n\t"

/// In the registers for so many turns of a loop, in which others run.
[[gnu::noinline]] void hold(Holder& holder, Word turns) {
    asm volatile(
        NACRE_EACH_WIDE(NACRE_LOAD_WIDE) "1: decq %[turns]\n\tjnz 1b\n\t" NACRE_EACH_WIDE(NACRE_STORE_WIDE)
        : [turns] "+r"(turns)
        : [before] "r"(holder.before.data()), [after] "r"(holder.after.data())
        : "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9",
          "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}
#undef NACRE_STORE_WIDE
#undef NACRE_LOAD_WIDE
#undef NACRE_EACH_WIDE

void hold_own(Word number) {
    constexpr Word turns_of_milliseconds = 3'000'000;
    hold(holders[number], turns_of_milliseconds);
    step();
    user::wait(shared.notification);
}

/// They take turns of a millisecond.
void each_has_its_own(Scene& scene) {
    share_anew(scene);
    for (Word number = 0; number < holder_count; ++number) {
        Holder& holder = holders[number];
        for (Word i = 0; i < holder.before.size(); ++i) {
            holder.before[i] = (number + 1) * 0x0101'0101'0101'0101 + i;
        }
        holder.after = {};
        scene.start(hold_own, {.argument = number, .budget = 1000, .period = 1000});
    }
    let_others_run(scene);
    scene.expect_equal(steps(), holder_count, "threads that are through");
    for (const Holder& holder : holders) {
        scene.expect(holder.after == holder.before, "all registers of a thread");
    }
}

void begin_with_ones(Word) {
    asm volatile("vpcmpeqd %%xmm3, %%xmm3, %%xmm3\n\tvinsertf128 $1, %%xmm3, %%ymm3, %%ymm3" : : : "xmm3");
    stop_victim();
}
void look_at_upper_half(Word) {
    asm volatile("vmovdqu %%ymm3, %0" : "=m"(holders[0].after));
    stop_victim();
}

/// Not what another thread has left there.
void new_thread_has_zeros(Scene& scene) {
    start_victim(scene, begin_with_ones);
    holders[0].after.fill(~Word{0});
    start_victim(scene, look_at_upper_half);
    scene.expect_equal(victim.progress, 1, "the thread goes on");
    for (Word i = 0; i < 4; ++i) {
        scene.expect_equal(holders[0].after[i], 0, "a word of the register");
    }
}

void nobody_has_them(Scene& scene) {
    constexpr Word undefined_instruction = 6;
    const Handler handler = start_victim(scene, begin_with_ones);
    const auto fault = receive_fault(scene, handler, api::FaultType::user_exception, Exception::length);
    scene.expect_equal(fault[Exception::number], undefined_instruction, "the number of the exception");
}

constexpr std::array with_all_of_them{
    holds("AVX", "What a thread has in the registers of 256 bits stays there while others run.",
          each_has_its_own),
    holds("AVX", "A new thread finds zeros in all of a register.", new_thread_has_zeros),
};
constexpr std::array without{
    holds("AVX", "A kernel that does not keep the registers of 256 bits refuses their instructions.",
          nobody_has_them),
};

} // namespace

std::span<const Check> wide_register_checks() {
    if constexpr (api::architecture::has_xsave) {
        return with_all_of_them;
    }
    return without;
}

} // namespace nacre::conformance
