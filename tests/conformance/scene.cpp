// SPDX-License-Identifier: MIT
// Running a check, and making and removing what it needs.
#include <conformance/scene.hpp>

#include <api/architecture/user_context.hpp>
#include <api/cnode_data.hpp>
#include <conformance/architecture.hpp>
#include <runtime/debug.hpp>
#include <runtime/ipc_buffer.hpp>
#include <runtime/program_format.hpp>
#include <runtime/start.hpp>

#include <bit>

/// The first byte of the program's image; the linker defines it.
extern "C" [[gnu::visibility("hidden")]] const std::byte __ehdr_start[];

namespace nacre::conformance {

namespace {

constexpr unsigned page_bits = 12;
constexpr unsigned thread_limit = 32;

/// What a thread needs besides kernel objects, in the program's own pages.
struct ThreadMemory {
    alignas(api::IpcBuffer) std::array<std::byte, sizeof(api::IpcBuffer)> buffer;
    alignas(64) std::array<std::byte, 256> thread_area;
    alignas(16) std::array<std::byte, 8192> stack;
};
constinit std::array<ThreadMemory, thread_limit> thread_memory{};

std::string_view file_name(Where where) {
    const std::string_view path{where.file_name()};
    return path.substr(path.rfind('/') + 1);
}

} // namespace

Scene::Scene(const api::BootInfo& boot_info) : boot_info_{&boot_info} {
    for (Word i = 0; i < boot_info.untyped.size(); ++i) {
        const api::UntypedDescription& untyped = boot_info.untyped_list[i];
        if (untyped.is_device == 0 && untyped.size_bits > reserve_bits_) {
            reserve_ = {boot_info.untyped.start + i};
            reserve_bits_ = untyped.size_bits;
        }
    }
    memory_ = {boot_info.empty.start};
    first_slot_ = next_slot_ = boot_info.empty.start + 1;
    const api::untyped::Retype retype{.type = static_cast<Word>(api::ObjectType::untyped),
                                      .size_bits = memory_bits,
                                      .root = cnode(),
                                      .node_offset = memory_.address,
                                      .object_count = 1};
    NACRE_ASSERT(user::invoke(reserve_, retype).good());
}

Scene::Result Scene::run(const Check& check) {
    check_ = &check;
    good_ = true;
    skip_reason_ = {};
    saw_error_ = check.error == api::Error::no_error;
    set_own_priority(own_priority);
    check.run(*this);
    const bool skipped = !skip_reason_.empty();
    if (good_ && !saw_error_ && !skipped) {
        user::debug_print("  it never answered {}\n", api::name_of(check.error));
        good_ = false;
    }
    clean_up();
    if (good_ && skipped) {
        return Result::skipped;
    }
    return good_ ? Result::passed : Result::failed;
}

void Scene::clean_up() {
    set_own_priority(own_priority);
    user::invoke(cnode(), api::cnode::Revoke{memory_.address, whole_word}).good();
    for (; next_slot_ > first_slot_; --next_slot_) {
        user::invoke(cnode(), api::cnode::Delete{next_slot_ - 1, whole_word}).good();
    }
    threads_ = 0;
    device_piece_count_ = 0;
}

bool Scene::expect(bool holds, std::string_view what, Where where) {
    if (!holds) {
        user::debug_print("  {}:{}: not so: {}\n", file_name(where), where.line(), what);
        good_ = false;
    }
    return holds;
}

bool Scene::expect_equal(std::uint64_t found, std::uint64_t wanted, std::string_view what, Where where) {
    if (found != wanted) {
        user::debug_print("  {}:{}: {}: found {:x}, wanted {:x}\n", file_name(where), where.line(), what,
                          found, wanted);
        good_ = false;
    }
    return found == wanted;
}

bool Scene::answered(const user::Message& reply, api::Error error, Where where) {
    if (reply.label() == static_cast<Word>(error)) {
        return true;
    }
    user::debug_print("  {}:{}: answered {}, wanted {}\n", file_name(where), where.line(),
                      api::name_of(static_cast<api::Error>(reply.label())), api::name_of(error));
    good_ = false;
    return false;
}

bool Scene::refused_with(const user::Message& reply, std::string_view subject, api::Error error,
                         std::initializer_list<Word> words, Where where) {
    bool same = answered(reply, error, where);
    for (std::size_t i = 0; same && i < words.size(); ++i) {
        same = expect_equal(reply[i], words.begin()[i], "a word of the error", where);
    }
    saw_error_ = saw_error_ || (same && subject == check_->subject && error == check_->error);
    return same;
}

void Scene::skip(std::string_view reason) { skip_reason_ = reason; }

Capability Scene::slots(Word count) {
    NACRE_ASSERT(next_slot_ + count <= boot_info_->empty.end);
    next_slot_ += count;
    return {next_slot_ - count};
}

Capability Scene::slot() { return slots(1); }

Capability Scene::retype(Word type, Word size_bits, Where where) {
    const Capability object = slot();
    succeed(memory_,
            api::untyped::Retype{.type = type,
                                 .size_bits = size_bits,
                                 .root = cnode(),
                                 .node_offset = object.address,
                                 .object_count = 1},
            where);
    return object;
}

Capability Scene::make(api::ObjectType type, Word size_bits, Where where) {
    constexpr Word usual_scheduling_context_bits = 8;
    const bool usual = type == api::ObjectType::scheduling_context && size_bits == 0;
    return retype(static_cast<Word>(type), usual ? usual_scheduling_context_bits : size_bits, where);
}

Capability Scene::make(api::architecture::ObjectType type, Where where) {
    return retype(static_cast<Word>(type), 0, where);
}

Capability Scene::copy(Capability original, api::CapabilityRights rights) {
    const Capability duplicate = slot();
    succeed(cnode(),
            api::cnode::Copy{duplicate.address, whole_word, cnode(), original.address, whole_word, rights});
    return duplicate;
}

Capability Scene::mint(Capability original, Word badge, api::CapabilityRights rights) {
    const Capability duplicate = slot();
    succeed(cnode(), api::cnode::Mint{duplicate.address, whole_word, cnode(), original.address, whole_word,
                                      rights, badge});
    return duplicate;
}

void Scene::remove(Capability capability) {
    succeed(cnode(), api::cnode::Delete{capability.address, whole_word});
}

/// Moving an empty slot onto itself fails in the look-up of the source; an occupied one is occupied.
bool Scene::is_empty(Capability slot) {
    const user::Message reply =
        call_method(cnode(), api::cnode::Move{slot.address, whole_word, cnode(), slot.address, whole_word});
    return static_cast<api::Error>(reply.label()) != api::Error::delete_first;
}

DeviceMemory Scene::device_memory(Word address) const {
    DeviceMemory best{};
    const auto look_at = [&](const DeviceMemory& memory) {
        const bool holds_it =
            address >= memory.address && (address - memory.address) >> memory.size_bits == 0;
        if (holds_it && (best.untyped.address == 0 || memory.size_bits < best.size_bits)) {
            best = memory;
        }
    };
    for (Word i = 0; i < boot_info_->untyped.size(); ++i) {
        const api::UntypedDescription& untyped = boot_info_->untyped_list[i];
        if (untyped.is_device != 0) {
            look_at({{boot_info_->untyped.start + i}, untyped.physical_address, untyped.size_bits});
        }
    }
    for (std::size_t i = 0; i < device_piece_count_; ++i) {
        look_at(device_pieces_[i]);
    }
    return best;
}

void Scene::keep(const DeviceMemory& piece) {
    NACRE_ASSERT(device_piece_count_ < device_piece_limit);
    device_pieces_[device_piece_count_++] = piece;
}

Capability Scene::frame_of(const void* address) const {
    const Word offset = reinterpret_cast<Word>(address) - reinterpret_cast<Word>(&__ehdr_start[0]);
    return {boot_info_->user_image_frames.start + (offset >> page_bits)};
}

Thread Scene::start(void (*entry)(Word argument), const ThreadOptions& options, Where where) {
    NACRE_ASSERT(threads_ < thread_limit);
    ThreadMemory& memory = thread_memory[threads_++];
    const Thread thread{.control = make(api::ObjectType::thread, 0, where),
                        .time = make(api::ObjectType::scheduling_context, 0, where),
                        .fault_endpoint = options.fault_endpoint};
    succeed(scheduling_control(),
            api::scheduling_control::ConfigureFlags{
                .scheduling_context = thread.time, .budget = options.budget, .period = options.period},
            where);
    succeed(thread.control,
            api::thread::Configure{.cspace_root = cnode(),
                                   .vspace_root = vspace(),
                                   .buffer = reinterpret_cast<Word>(&memory.buffer),
                                   .buffer_frame = frame_of(&memory.buffer)},
            where);
    succeed(thread.control,
            api::thread::SetSchedulingParameters{.authority = own_thread(),
                                                 .maximum_controlled_priority = 0,
                                                 .priority = options.priority,
                                                 .scheduling_context =
                                                     options.passive ? user::null_capability : thread.time,
                                                 .fault_endpoint = options.fault_endpoint},
            where);
    api::architecture::UserContext context{};
    context.program_counter = reinterpret_cast<Word>(entry);
    context.stack_pointer = user::architecture::first_stack_pointer(
        reinterpret_cast<Word>(memory.stack.data() + memory.stack.size()));
    context.thread_pointer = user::initialise_thread_area(
        memory.thread_area, reinterpret_cast<api::IpcBuffer*>(memory.buffer.data()));
    architecture::set_first_argument(context, options.argument);
    const auto registers = std::bit_cast<std::array<Word, api::architecture::user_context_words>>(context);
    const api::thread::WriteRegisters write{.resume_target = options.resumed, .count = registers.size()};
    expect(user::invoke(thread.control, write, registers).good(), "writing a thread's registers", where);
    return thread;
}

void Scene::set_own_priority(Word priority) {
    expect(user::invoke(own_thread(), api::thread::SetPriority{own_thread(), priority}).good(),
           "setting the own priority");
}

} // namespace nacre::conformance
