#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who sits at the machine itself types at its screen, without a serial line: QEMU presses the keys."""
from board_test import main
from screen import ScreenTest

PLAIN = {" ": "spc", "\n": "ret", "-": "minus", "=": "equal", "[": "bracket_left", "]": "bracket_right", ";": "semicolon",
         "'": "apostrophe", "`": "grave_accent", "\\": "backslash", ",": "comma", ".": "dot", "/": "slash"}
SHIFTED = dict(zip('!@#$%^&*()_+{}|:"~<>?', "1234567890-=[]\\;'`,./"))
EVERY_SIGN = "".join(chr(byte) for byte in range(0x21, 0x7f))


def keys_of(text):
    """The keys that write a text: capitals and half of the signs with shift."""
    for character in text:
        if character in SHIFTED or character.isupper():
            below = SHIFTED.get(character, character.lower())
            yield "shift-" + PLAIN.get(below, below)
        else:
            yield PLAIN.get(character, character)


class Keyboard(ScreenTest):
    def type(self, *keys):
        self.monitor.press(*keys)

    def answer(self):
        """What the serial port says up to the next prompt, without the line that was typed."""
        return (self.machine.prompt() + "\n").split("\n", 1)[1]

    def rows_when(self, last):
        """What the screen shows once that row is its last."""
        return [row for row in self.look(last)[1] if row]

    def test_a_command_with_a_capital_and_a_mistake_is_answered_on_the_screen_and_the_serial_port(self):
        self.boot()
        self.type(*keys_of("run hello Maryy"), "backspace", "ret")
        self.assertIn("Mary", said := self.answer())
        rows = self.rows_when("nacre>")
        typed = rows.index("nacre> run hello Mary")
        self.assertEqual(rows[typed + 1:-1], said.rstrip("\n").split("\n"))

    def test_every_sign_of_the_keyboard_can_be_typed(self):
        self.boot()
        for part in (EVERY_SIGN[:50], EVERY_SIGN[50:]):
            self.type(*keys_of(part))
            self.assertEqual(self.rows_when("nacre> " + part)[-1], "nacre> " + part)
            self.type("ctrl-c")
            self.rows_when("nacre>")

    def test_the_keys_of_the_line_editor(self):
        """Those of the block beside the letters send codes with a prefix."""
        self.boot()
        self.type(*keys_of("bcdf"), "left", "e", "home", "a", "end", "g", "left", "left", "delete", "right", "h")
        self.assertEqual(self.rows_when("nacre> abcdegh")[-1], "nacre> abcdegh")
        self.type("ctrl-c", *keys_of("version"), "kp_enter")
        self.answer()
        version = self.answer()
        self.type("up", "ret")
        self.assertEqual(self.answer(), version)

    def test_locks_and_the_block_of_digits(self):
        """Num Lock is on at first, as it is after a PC's start."""
        self.boot()
        self.type("caps_lock", *"ab1", "shift-c", "caps_lock", "d", "kp_1", "kp_add", "num_lock", "kp_7", "x", "num_lock",
                  "kp_0")
        self.assertEqual(self.rows_when("nacre> x0AB1cd1+")[-1], "nacre> x0AB1cd1+")

    def test_control_c_ends_what_runs(self):
        self.boot()
        self.type(*keys_of("run wc"), "ret")
        self.rows_when("nacre> run wc")
        self.type("ctrl-c")
        self.assertIn("^C", self.answer())
        self.assertEqual(self.rows_when("nacre>")[-1], "nacre>")

    def test_a_machine_without_the_controller_says_so_and_goes_on(self):
        self.boot("-machine", "i8042=off")
        said = self.machine.run("run hello")
        self.assertIn("hello", said.lower())
        self.assertIn("nacre: this machine has no PS/2 keyboard controller: type at the serial port\n",
                      self.machine.transcript)


if __name__ == "__main__":
    main()
