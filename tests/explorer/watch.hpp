// SPDX-License-Identifier: MIT
// Who changes what: between two points where another core may go on, a core changes only what is its own, or
// what the lock or the exclusive section that it has lets it change.
#pragma once

#include <support/census.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace nacre::test {

class Watch {
public:
    explicit Watch(kernel::Kernel& kernel) : kernel_{kernel} {}

    /// From now on these objects, and the queues of all cores.
    void follow(const Census& census);
    /// A new run: nobody has done anything yet.
    void begin();
    /// To be asked by a core at each point; what it should not have done since its last one, if anything.
    std::optional<std::string> look(unsigned core);

private:
    /// What of an object only its users may change.
    struct Contents {
        const void* queue; ///< an endpoint's or a notification's first waiter; a reply object's thread
        Word state;        ///< of an endpoint or notification
        kernel::Home home;
        bool operator==(const Contents&) const = default;
    };
    struct Object {
        const char* kind;
        const void* address;
        Contents (*read)(const void*);
        Contents contents;
    };
    struct Core {
        std::vector<std::byte> queues; ///< ready and waiting for time
        bool had_section = false;
        bool had_lock = false;
    };

    template<typename Type>
    void add(const char* kind, const Type& object);
    static Contents contents_of(const kernel::Endpoint& endpoint);
    static Contents contents_of(const kernel::Notification& notification);
    static Contents contents_of(const kernel::Reply& reply);

    bool has_lock(unsigned core) const;
    bool has_section(unsigned core) const;
    bool somebody_is_on_the_way() const;
    bool queues_have_changed(unsigned core);
    bool may_change(kernel::Home home, unsigned core, bool lock) const;

    kernel::Kernel& kernel_;
    std::vector<Object> objects_;
    std::array<Core, kernel::maximum_processors> cores_{};
};

} // namespace nacre::test
