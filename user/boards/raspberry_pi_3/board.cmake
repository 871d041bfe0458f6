# SPDX-License-Identifier: MIT
# The drivers (user/drivers) that this board's programs include.
set(NACRE_USER_DRIVERS pl011 mini_uart frame_buffer)
