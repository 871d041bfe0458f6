// SPDX-License-Identifier: MIT
// IO ports as objects: who may read and write which.
#include <api/method/io_port.hpp>
#include <core/capability/derivation_tree.hpp>
#include <core/capability/target.hpp>
#include <core/entry/invocation.hpp>
#include <core/object/io_port.hpp>

namespace nacre::kernel {

namespace {

using arch::Machine;

/// A template, as the others below: machines without ports have nothing of what is in it.
template<typename M>
struct Issue {
    using Method = api::io_port_control::Issue;
    struct Plan {
        Word first;
        Word last;
        Slot* destination;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        constexpr Word all = PortsOf<M>::count - 1;
        const Word first = arguments.first_port & all;
        const Word last = arguments.last_port & all;
        if (last < first) {
            return refuse::invalid_argument<1, "`last_port` is below `first_port`">();
        }
        const PortsOf<M>& ports = invocation.kernel().io_ports;
        if (ports.any_issued(first, last)) {
            return refuse::with<api::Error::revoke_first, "a port of the range has a capability already">();
        }
        NACRE_TRY(destination,
                  target::find_empty(invocation.processor, invocation.capability(arguments.root).capability,
                                     arguments.index, arguments.depth));
        return Plan{first, last, destination};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        PortsOf<M>& ports = invocation.kernel().io_ports;
        ports.set_issued(plan.first, plan.last, true);
        derivation_tree::insert(invocation.slot, *plan.destination, IoPortView::make(plan.first, plan.last));
        return Progress::done;
    }
};

/// The capability covers all the bytes.
[[maybe_unused]] bool covers(const Invocation& invocation, Word port, Word bytes) {
    const auto range = invocation.slot.as<IoPortView>();
    return port >= range.first() && port + bytes - 1 <= range.last();
}

[[maybe_unused]] constexpr Word port_mask = 0xffff;

template<typename M, typename TheMethod, unsigned bytes>
struct In {
    using Method = TheMethod;
    struct Plan {
        std::uint16_t port;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        if (!covers(invocation, arguments.port, bytes)) {
            return refuse::with<api::Error::illegal_operation,
                                "the capability does not cover all the bytes">();
        }
        return Plan{arguments.port};
    }
    static Progress commit(Invocation& invocation, const Plan& plan) {
        const Word value = M::read_port(plan.port, bytes);
        invocation.answer({&value, 1});
        return Progress::done;
    }
};

template<typename M, typename TheMethod, unsigned bytes>
struct Out {
    using Method = TheMethod;
    struct Plan {
        std::uint16_t port;
        Word data;
    };

    static Decoded<Plan> decode(Invocation& invocation, const Method& arguments) {
        const Word port = arguments.port & port_mask;
        if (!covers(invocation, port, bytes)) {
            return refuse::with<api::Error::illegal_operation,
                                "the capability does not cover all the bytes">();
        }
        return Plan{static_cast<std::uint16_t>(port), arguments.data};
    }
    static Progress commit(Invocation&, const Plan& plan) {
        M::write_port(plan.port, bytes, plan.data);
        return Progress::done;
    }
};

template<typename Table>
void release_ports(Table& table, const IoPortView& range) {
    if constexpr (interface::HasIoPorts<Machine>) {
        table.set_issued(range.first(), range.last(), false);
    }
}

} // namespace

void io_port::release(Kernel& kernel, const IoPortView& range) { release_ports(kernel.io_ports, range); }

Outcome io_port_control::invoke(Invocation& invocation) {
    return carry_out_one_of<api::ObjectKind::io_port_control, Issue<Machine>>(invocation);
}

Outcome io_port::invoke(Invocation& invocation) {
    namespace method = api::io_port;
    return carry_out_one_of<api::ObjectKind::io_port, In<Machine, method::In8, 1>,
                            In<Machine, method::In16, 2>, In<Machine, method::In32, 4>,
                            Out<Machine, method::Out8, 1>, Out<Machine, method::Out16, 2>,
                            Out<Machine, method::Out32, 4>>(invocation);
}

} // namespace nacre::kernel
