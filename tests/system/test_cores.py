#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Programs on every core: started, listed, crashed and killed there; and a panic stops all cores."""
import os
import random
import re

from board_test import BOARD, BoardTest, console, main
from planted import DEEDS, image_with

CORES = 4
PRIMES_UP_TO_20000 = 2262


class OnAllCores(BoardTest):
    cores = CORES

    def listed(self):
        """From the number of each core to its load in percent and the programs there."""
        rows = re.findall(r"(?m)^ +(\d+) +(\d+\.\d) % *(.*)$", self.shell("cores"))
        return {int(core): (float(load), programs.split()) for core, load, programs in rows}

    def seen_busy(self, wanted):
        """The list, when each of these cores has shown a load: QEMU's host may give a core no time for a while."""
        for _ in range(40):
            cores = self.listed()
            wanted = {core for core in wanted if cores[core][0] < 10}
            if not wanted:
                return cores
        self.fail(f"these cores do nothing: {wanted}")

    def cores_of(self, program):
        """The cores that ps shows for a program."""
        return [int(core) for core in re.findall(rf"(?m)^ *\d+ {program} +(\d+) ", self.shell("ps"))]

    def test_cores_lists_each_with_its_load_and_programs(self):
        cores = self.listed()
        self.assertEqual(list(cores), list(range(self.cores)))
        self.assertIn("shell", cores[0][1])
        for core in range(1, self.cores):
            self.assertEqual(cores[core], (0.0, []))

    def test_a_program_runs_where_it_is_told_to(self):
        for core in range(self.cores):
            with self.subTest(core=core):
                self.assertIn("ello", self.shell(f"run hello --core {core}"))
                self.shell(f"run take_turns preempt --core {core} &")
                self.assertEqual(set(self.cores_of("take_turns")), {core})
                self.shell("kill take_turns")

    def test_a_busy_core_shows_and_an_idle_one_too(self):
        last = self.cores - 1
        self.shell(f"run primes 1000000000 --core {last} &")
        cores = self.seen_busy({last})
        self.shell("kill primes")
        self.assertIn("primes", cores[last][1])
        for core in range(1, last):
            self.assertEqual(cores[core][0], 0.0)

    def test_there_is_no_core_behind_the_last(self):
        for core in (self.cores, 8, 1000, 2**32 - 1):
            self.assertIn("no core with that number", self.refused(f"run hello --core {core}"))

    def test_primes_divides_its_work_and_finds_the_same(self):
        for count in range(1, self.cores + 1):
            output = self.shell(f"run primes 20000 --cores {count}")
            self.assertRegex(output, rf"(?m)^{PRIMES_UP_TO_20000} primes up to 20000, the largest is 19997$")
            comparison = rf", {count} cores took \d+ us: \d+\.\d times as fast" if count > 1 else ""
            self.assertRegex(output, rf"(?m)^1 core took \d+ us{comparison}$")

    def test_primes_says_what_is_wrong_with_its_words(self):
        for words, answer in ((f"20000 --cores {self.cores + 1}", f"--cores takes 1 to {self.cores}"),
                              ("20000 --cores 0", f"1 to {self.cores} on this machine"),
                              ("20000 --cores", f"1 to {self.cores} on this machine"),
                              ("20000 --cores many", f"1 to {self.cores} on this machine"),
                              ("20000 --cores 1 2", "2: that is one word too many"),
                              ("20000 4", "4: primes does not know that word"),
                              ("", "run primes NUMBER")):
            with self.subTest(words):
                output = self.console.run(f"run primes {words}".rstrip())
                self.assertIn(answer, output)
                self.assertIn("ended with code 1", output)

    def test_a_program_is_listed_on_the_cores_that_it_uses(self):
        last = self.cores - 1
        self.shell(f"run primes 1000000000 --core {last} &")
        cores = self.seen_busy({last})
        self.shell("kill primes")
        for core in range(self.cores):
            self.assertEqual("primes" in cores[core][1], core == last)

    def test_a_program_is_busy_on_all_cores_and_ends_on_all(self):
        before = self.shell("mem")
        self.shell(f"run primes 1000000000 --cores {self.cores} --priority 1 &")
        cores = self.seen_busy(set(range(self.cores)))
        self.shell("kill primes")
        for core in range(self.cores):
            self.assertIn("primes", cores[core][1])
        self.assertEqual(self.shell("mem"), before)
        self.assertNotIn("primes", self.shell("cores"))

    def test_a_crash_on_another_core_is_reported_in_words(self):
        for core in range(self.cores):
            output = self.console.run(f"run crash --core {core}")
            self.assertRegex(output, r"crash crashed: .*0x[0-9a-f]+")

    def test_many_programs_live_and_die_on_all_cores(self):
        before = self.shell("mem")
        chance = random.Random(4)
        ways = ["read", "null", "stack", "undefined", "capability"]
        for _ in range(25):
            core = chance.randrange(self.cores)
            deed = chance.choice(["hello", "crash", "background", "several", "pingpong", "kill"])
            if deed == "hello":
                self.assertIn("ello", self.shell(f"run hello --core {core}"))
            elif deed == "crash":
                self.console.run(f"run crash {chance.choice(ways)} --core {core}")
            elif deed == "background":
                self.shell(f"run primes 1000000000 --core {core} --priority {chance.randrange(1, 9)} &")
            elif deed == "several":
                self.shell(f"run primes 5000 --cores {self.cores} --core {core} --priority 20")
            elif deed == "pingpong":
                self.shell(f"run pingpong --core {core}")
            else:
                self.console.run("kill primes")
        while self.cores_of("primes"):
            self.shell("kill primes")
        self.assertEqual(self.shell("mem"), before)


class OnTwoCores(OnAllCores):
    cores = 2


class OnOneCore(OnAllCores):
    cores = 1


class Panic(BoardTest):
    """Instructions are planted where only a program's fault comes by."""

    def setUp(self):
        pass

    def test_a_panic_on_one_core_stops_the_others(self):
        with image_with("nacre::kernel::entry::fault", DEEDS["failed_check"][0]) as path:
            with console.boot(BOARD, image=path, timeout=60) as machine:
                machine.run("run primes 1000000000 --core 1 &")
                machine.run("run take_turns --core 0 &")
                machine.send("run crash undefined --core 2\r")
                with self.assertRaises(console.Panic) as panic:
                    machine.expect("crashed", 30)
                machine.ended(30)
        words = str(panic.exception)
        self.assertRegex(words, DEEDS["failed_check"][1])
        self.assertRegex(words, r"(?m)^  core 2, ")
        self.assertNotIn("turn", words)
        self.assertEqual(words.count("KERNEL PANIC"), 1)


if __name__ == "__main__":
    main()
