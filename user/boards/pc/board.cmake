# SPDX-License-Identifier: MIT
# The drivers (user/drivers) that this board's programs include.
set(NACRE_USER_DRIVERS ns16550 vga_text ps2_keyboard)
