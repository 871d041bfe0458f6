// SPDX-License-Identifier: MIT
// The console service: one screen and one keyboard for all programs.
#include "line_discipline.hpp"
#include "screen.hpp"

#include <drivers/console_rings.hpp>
#include <loading/layout.hpp>
#include <root/system_description.hpp>
#include <runtime/console.hpp>
#include <runtime/program.hpp>

#include <utility>

namespace nacre::user {

namespace {

/// One of the terminals that show the same and whose keys are one keyboard's: a pair of rings, and how its
/// driver is told of them.
struct Terminal {
    Word page = 0;
    Word driver = 0;
    bool is_there = true;

    constexpr bool present() const { return is_there; }
    ConsoleRings& rings() const { return rings_in(page); }
    void tell_driver() const { signal({driver}); }
};

constexpr std::array all_terminals{
    Terminal{console_rings_page, slot::signal_driver},
    Terminal{screen_rings_page, slot::signal_screen, board::screen.present()},
    Terminal{second_rings_page, slot::signal_second_driver, board::second_serial_port.present()}};
constexpr auto terminals = present_lines<all_terminals>();

/// Bytes to the drivers. While one has no room nobody is served: those who write wait at the endpoint, in the
/// order of their priorities, and one that floods waits like the others.
struct Terminals {
    static void write(std::string_view text) {
        for (const Terminal& terminal : terminals) {
            auto& output = terminal.rings().output;
            for (const char byte : text) {
                while (output.room() == 0) {
                    terminal.tell_driver();
                    wait({slot::own_notification});
                }
                output.put(byte);
            }
        }
    }
};

class Console {
public:
    [[noreturn]] void serve() {
        for (;;) {
            const Message message = receive({slot::own_endpoint}, {reply_});
            if ((message.badge & signal_bit::driver_moved) == 0) {
                handle(message);
            }
            std::array<bool, shared_page_count> took{};
            for (const Terminal& terminal : terminals) {
                took[terminal.page] = take_keys(terminal.rings().input);
            }
            serve_reader();
            for (const Terminal& terminal : terminals) {
                if (took[terminal.page] || !terminal.rings().output.empty()) {
                    terminal.tell_driver();
                }
            }
        }
    }

private:
    /// A program that waits for input.
    struct Reader {
        Word badge = 0;
        Word reply = 0;
        std::size_t limit = 0;
        bool keys = false;
    };

    void handle(const Message& request) {
        switch (static_cast<console::Request>(request.label())) {
        case console::Request::write: {
            std::array<char, maximum_message_text> buffer;
            screen_.write(request.badge, text_at(request, 0, buffer));
            return answer({});
        }
        case console::Request::read_line: return keep_reader(request, false);
        case console::Request::read_keys: return keep_reader(request, true);
        case console::Request::set_foreground:
            if (may_manage(request.badge)) {
                set_foreground(request[0]);
            }
            return answer({});
        case console::Request::forget:
            if (may_manage(request.badge) && foreground_ == request[0]) {
                set_foreground(badge_of(Service::shell));
            }
            return answer({});
        }
        answer({});
    }

    static bool may_manage(Word badge) { return badge == loader_badge || is(badge, Service::shell); }

    void answer(const Message& message) { reply_to({reply_}, message); }

    /// Who is not in the foreground finds the input at its end.
    void keep_reader(const Message& request, bool keys) {
        if (request.badge != foreground_) {
            return answer(Message::of(0, 0U));
        }
        end_reading();
        reader_ = {request.badge, reply_, std::min<std::size_t>(request[0], maximum_message_text), keys};
        reply_ = spare_reply_;
        spare_reply_ = 0;
    }

    void set_foreground(Word badge) {
        end_reading();
        discipline_ = {};
        foreground_ = badge;
    }

    void end_reading() {
        if (reader_.reply != 0) {
            deliver({});
        }
    }

    void deliver(std::string_view text) {
        Message message{};
        append_text(message, text);
        const Word reply = std::exchange(reader_.reply, 0);
        reply_to({reply}, message);
        spare_reply_ = reply;
    }

    /// Keys are kept until somebody reads them, but Ctrl-C is for now: it tells the shell to end what runs.
    /// What is typed ahead of a program that does not read is dropped when it gets too much.
    bool take_keys(auto& input) {
        constexpr char control_c = 0x03;
        const bool any = !input.empty();
        const bool shell_reads = is(foreground_, Service::shell);
        while (!input.empty() && (keys_size_ < keys_.size() || !shell_reads)) {
            const char byte = input.take();
            if (byte == control_c && !shell_reads) {
                keys_size_ = 0;
                discipline_ = {};
                screen_.write(foreground_, "^C\n");
                signal({slot::signal_shell});
            } else if (keys_size_ < keys_.size()) {
                keys_[keys_size_++] = byte;
            }
        }
        return any;
    }

    void serve_reader() {
        if (reader_.reply != 0 && reader_.keys && keys_size_ > 0) {
            const std::size_t count = std::min(keys_size_, reader_.limit);
            deliver({keys_.data(), count});
            drop_keys(count);
        } else if (reader_.reply != 0 && !reader_.keys) {
            serve_line();
        }
    }

    /// A line that is longer than its reader wanted goes on in the next one.
    void serve_line() {
        bool complete = discipline_.line().ends_with('\n');
        std::size_t used = 0;
        while (!complete && used < keys_size_) {
            complete = discipline_.key(keys_[used++]) != LineDiscipline::State::typing;
            screen_.write(reader_.badge, discipline_.echo());
        }
        drop_keys(used);
        if (complete) {
            const std::size_t count = std::min(discipline_.line().size(), reader_.limit);
            deliver(discipline_.line().substr(0, count));
            discipline_.consume(count);
        }
    }

    void drop_keys(std::size_t count) {
        std::copy(keys_.begin() + static_cast<std::ptrdiff_t>(count),
                  keys_.begin() + static_cast<std::ptrdiff_t>(keys_size_), keys_.begin());
        keys_size_ -= count;
    }

    Terminals terminals_;
    Screen screen_{SinkReference{terminals_}};
    LineDiscipline discipline_;
    std::array<char, 512> keys_{};
    std::size_t keys_size_ = 0;
    Word foreground_ = badge_of(Service::shell);
    Reader reader_;
    Word reply_ = slot::first_reply; ///< for the request that is being handled
    Word spare_reply_ = slot::first_reply + 1;
};

constinit Console the_console;

} // namespace

int program(std::string_view /*arguments*/) { the_console.serve(); }

} // namespace nacre::user
