#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plants one violation of each rule and wants it found; the same files without it must pass."""
import unittest

from check_layers import violations

HEAD = "// SPDX-License-Identifier: MIT\n"
HOUSE = {
    "base/include/base/bits.hpp": "#include <cstddef>\n",
    "api/include/api/error.hpp": "#include <base/bits.hpp>\n",
    "api/architecture/aarch64/api/architecture.hpp": "int aarch64;\n",
    "kernel/arch/interface/interface/machine.hpp": "#include <api/error.hpp>\n",
    "kernel/core/object/thread.hpp": "#include <arch/machine.hpp>\n#include <core/kernel.hpp>\n// not on riscv\n",
    "kernel/core/kernel.hpp": "#include <interface/machine.hpp>\n",
    "kernel/arch/aarch64/arch/machine.hpp": "#include <core/kernel.hpp>\n",
    "kernel/arch/aarch64/arch/vector.hpp": "",
    "kernel/arch/host/arch/machine.hpp": "",
    "kernel/boards/raspberry_pi_3/board.cpp": "#include <arch/vector.hpp>\n",
    "user/apps/hello.cpp": "#include <api/error.hpp>\n#include <string_view>\n",
}


def complaints(path, text):
    house = {name: HEAD + body for name, body in HOUSE.items()}
    house[path] = house.get(path, HEAD) + text
    return list(violations(house))


class LayeringTest(unittest.TestCase):
    def test_the_house_as_designed_passes(self):
        self.assertEqual(complaints("base/include/base/bits.hpp", ""), [])

    def assert_found(self, path, text, words):
        found = complaints(path, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_base_includes_nobody(self):
        self.assert_found("base/include/base/bits.hpp", "#include <api/error.hpp>\n", "must not include api")

    def test_api_includes_base_only(self):
        self.assert_found("api/include/api/error.hpp", "#include <core/kernel.hpp>\n", "must not include")

    def test_core_takes_only_what_the_interface_promises(self):
        self.assert_found("kernel/core/kernel.hpp", "#include <arch/vector.hpp>\n", "must not include")

    def test_core_does_not_include_a_board(self):
        self.assert_found("kernel/core/kernel.hpp", '#include "../boards/raspberry_pi_3/board.cpp"\n', "must not")

    def test_programs_do_not_include_the_kernel(self):
        self.assert_found("user/apps/hello.cpp", "#include <core/kernel.hpp>\n", "must not include kernel/core")

    def test_one_architecture_does_not_include_another(self):
        self.assert_found("kernel/arch/host/arch/machine.hpp", "#include <arch/vector.hpp>\n", "must not include")

    def test_no_conditional_compilation_in_core(self):
        self.assert_found("kernel/core/kernel.hpp", "#ifdef X\n", "conditional")

    def test_no_architecture_named_in_core(self):
        self.assert_found("kernel/core/kernel.hpp", "namespace aarch64 {}\n", "names an architecture")

    def test_no_file_over_the_limit(self):
        self.assert_found("user/apps/hello.cpp", "\n" * 500, "is the limit")

    def test_every_file_opens_with_its_licence(self):
        found = list(violations({"user/apps/hello.cpp": "int x;\n"}))
        self.assertEqual(found, ["user/apps/hello.cpp: does not open with its SPDX line"])


if __name__ == "__main__":
    unittest.main()
