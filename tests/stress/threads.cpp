// SPDX-License-Identifier: MIT
// Starting threads.
#include <stress/registers.hpp>
#include <stress/threads.hpp>

#include <bit>
#include <runtime/program_format.hpp>

namespace nacre::stress {

namespace {

constexpr unsigned page_bits = api::architecture::small_frame_bits;

/// Two pages each, so that an address space can have one thread's and no other's.
struct alignas(power_of_two(page_bits)) Place {
    std::array<std::byte, 6144> stack;
    alignas(api::IpcBuffer) std::array<std::byte, sizeof(api::IpcBuffer)> buffer;
    alignas(64) std::array<std::byte, 256> thread_area;
};
constinit std::array<Place, thread_places> places{};

} // namespace

Word image_start() { return reinterpret_cast<Word>(&machine::__ehdr_start); }

Capability frame_at(Word address) {
    const Word offset = address - image_start();
    return {world.boot_info->user_image_frames.start + (offset >> page_bits)};
}

Word buffer_of(unsigned place) { return reinterpret_cast<Word>(places[place].buffer.data()); }
Word stack_of(unsigned place) { return reinterpret_cast<Word>(&places[place]); }

bool start_thread(const Start& start) {
    Place& place = places[start.place];
    const Word buffer = reinterpret_cast<Word>(place.buffer.data());
    const Capability buffer_frame = start.buffer_frame ? start.buffer_frame : frame_at(buffer);
    if (start.time &&
        !user::invoke(time_of_core(start.core),
                      api::scheduling_control::ConfigureFlags{
                          .scheduling_context = start.time, .budget = start.budget, .period = start.period})
             .good()) {
        return false;
    }
    const bool configured =
        user::invoke(start.control, api::thread::Configure{.cspace_root = cnode(),
                                                           .vspace_root = start.space,
                                                           .buffer = buffer,
                                                           .buffer_frame = buffer_frame})
            .good() &&
        user::invoke(start.control,
                     api::thread::SetSchedulingParameters{.authority = own_thread(),
                                                          .maximum_controlled_priority = usual_priority,
                                                          .priority = start.priority,
                                                          .scheduling_context = start.time,
                                                          .fault_endpoint = start.fault_endpoint})
            .good();
    api::architecture::UserContext context{};
    context.program_counter = reinterpret_cast<Word>(start.entry);
    context.stack_pointer = user::architecture::first_stack_pointer(
        reinterpret_cast<Word>(place.stack.data() + place.stack.size()));
    context.thread_pointer = user::initialise_thread_area(
        place.thread_area, reinterpret_cast<api::IpcBuffer*>(place.buffer.data()));
    machine::set_first_argument(context, start.argument);
    const auto registers = std::bit_cast<std::array<Word, api::architecture::user_context_words>>(context);
    return configured &&
           user::invoke(start.control,
                        api::thread::WriteRegisters{.resume_target = true, .count = registers.size()},
                        registers)
               .good();
}

} // namespace nacre::stress
