# SPDX-License-Identifier: MIT
"""What the kernel knows, found from its one Kernel object and the root task's capabilities."""
import gdb

from capability import Layout, enumerators, unpack
from memory import Memory

KERNEL = "nacre::kernel::arch::(anonymous namespace)::kernel"
ROOT_CNODE_SLOT = 2  # api::initial_capability::cnode


class Thread:
    def __init__(self, memory, address):
        self.address = address
        self.object = memory.value(address, gdb.lookup_type("nacre::kernel::Thread"))
        self.memory = memory

    @property
    def name(self):
        """What DebugNameThread said."""
        array = self.object["name"]["__elems_"]
        low, high = array.type.range()
        text = bytes(int(array[at]) & 0xFF for at in range(low, high + 1))
        return text.split(b"\0")[0].decode(errors="replace")

    @property
    def state(self):
        return enumerators("nacre::kernel::ThreadState")[int(self.object["state"])]

    @property
    def priority(self):
        return int(self.object["priority"])

    @property
    def core(self):
        """Where it is at home; nothing without a scheduling context."""
        context = self.memory.pointed_to(self.object["scheduling_context"])
        return None if context is None else int(context["processor"])

    @property
    def program_counter(self):
        """Where it goes on; of a thread that is running, where it last entered the kernel."""
        numbers = {name: value for value, name in enumerators("nacre::kernel::arch::Registers::Name").items()}
        words = self.object["registers"]["words_"]
        return int((words["__elems_"] if words.type.strip_typedefs().code == gdb.TYPE_CODE_STRUCT else words)[numbers["next"]])

    def slots(self, layout, slot_size):
        """Its own capabilities, by their names."""
        kind = gdb.lookup_type("nacre::kernel::Thread")
        field = next(field for field in kind.fields() if field.name == "slots")
        start = self.address + field.bitpos // 8
        names = enumerators("nacre::kernel::ThreadSlot")
        found = unpack(layout, self.memory.read(start, len(names) * slot_size), slot_size)
        return {names[index]: capability for index, capability in found}


def kernel_symbol():
    """The kernel's one object."""
    symbol = gdb.lookup_static_symbol(KERNEL)
    if symbol is None:
        raise gdb.GdbError("there are no symbols of the kernel: file build/BOARD/kernel.elf")
    return symbol


def kernel_memory():
    return Memory(kernel_symbol().symtab.objfile.filename)


class State:
    """One look at the kernel."""

    def __init__(self):
        symbol = kernel_symbol()
        self.memory = kernel_memory()
        self.kernel_address = int(symbol.value().address)
        self.kernel = self.memory.value(self.kernel_address, symbol.type)
        self.layout = Layout(gdb.lookup_type("nacre::Word").sizeof)
        self.slot_size = gdb.lookup_type("nacre::kernel::Slot").sizeof
        self.root_slots = int(self.kernel["root_slots"])
        if self.root_slots == 0:
            raise gdb.GdbError("the kernel has not made its first thread yet")
        self.cnodes, self.threads = {}, {}
        self._look()

    def _look(self):
        """All CNodes and threads that can be reached from the root task's first CNode and from what the cores run."""
        (_, own), = [found for found in self._slots(self.root_slots, ROOT_CNODE_SLOT + 1) if found[0] == ROOT_CNODE_SLOT]
        waiting = [own]
        for processor in self.processors():
            self._add_thread(int(processor["current"]), waiting)
        while waiting:
            capability = waiting.pop()
            if capability.kind == "thread":
                self._add_thread(capability.address, waiting)
            elif capability.kind == "cnode" and capability.address not in self.cnodes:
                found = list(self._slots(capability.address, 1 << capability.field("Radix")))
                self.cnodes[capability.address] = found
                waiting += [each for _, each in found]

    def _slots(self, address, count):
        return unpack(self.layout, self.memory.read(address, count * self.slot_size), self.slot_size)

    def _add_thread(self, address, waiting):
        if address not in self.threads:
            thread = self.threads[address] = Thread(self.memory, address)
            waiting += thread.slots(self.layout, self.slot_size).values()

    def processors(self):
        count = int(self.kernel["processor_count"])
        return [self.kernel["processors"]["__elems_"][index] for index in range(count)]

    def running(self):
        """The core that runs each thread which one runs, by the thread's address."""
        return {int(processor["current"]): index for index, processor in enumerate(self.processors())}

    def thread(self, word):
        """The thread of this name or address."""
        found = [thread for thread in self.threads.values() if thread.name == word]
        if not found and word.startswith("0x"):
            found = [thread for address, thread in self.threads.items() if address == int(word, 16)]
        if not found:
            raise gdb.GdbError(f"there is no thread '{word}'; `nacre threads` lists them")
        if len(found) > 1:
            raise gdb.GdbError(f"{len(found)} threads are called '{word}': name one by its address, "
                               + " or ".join(f"{thread.address:#x}" for thread in found))
        return found[0]

    def capability_space(self, thread):
        """(address, Capability) of each full slot in the thread's first CNode, as the thread names them."""
        root = thread.slots(self.layout, self.slot_size).get("capability_space")
        if root is None or root.kind != "cnode":
            return []
        return self.cnodes.get(root.address, [])

    def spaces(self):
        """Root of each address space by its number."""
        spaces = {}
        pools = self.kernel["asids"]["pools_"]["__elems_"]
        low, high = pools.type.range()
        for number in range(low, high + 1):
            pool = self.memory.pointed_to(pools[number])
            if pool is None:
                continue
            roots = pool["roots"]["__elems_"]
            first, last = roots.type.range()
            for index in range(first, last + 1):
                if int(roots[index]) != 0:
                    spaces[number * (last + 1) + index] = int(roots[index])
        return spaces

    def frames(self):
        """(start, end) of what is mapped in each space, neighbours together."""
        mapped = {}
        for found in self.cnodes.values():
            for _, capability in found:
                place = capability.mapping() if capability.kind == "frame" else None
                if place:
                    mapped.setdefault(place[0], set()).add((place[1], place[1] + capability.size()))
        return {asid: _joined(sorted(ranges)) for asid, ranges in mapped.items()}


def _joined(ranges):
    joined = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([start, end])
    return joined


def current_thread(memory):
    """Name of the thread that the core which gdb looks at runs; empty when the kernel has none."""
    symbol = kernel_symbol()
    kernel = memory.value(int(symbol.value().address), symbol.type)
    core = gdb.selected_thread().num - 1
    if core >= int(kernel["processor_count"]):
        return ""
    address = int(kernel["processors"]["__elems_"][core]["current"])
    return Thread(memory, address).name if address else ""
