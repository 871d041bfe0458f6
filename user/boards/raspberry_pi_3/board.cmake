# SPDX-License-Identifier: MIT
# The drivers (user/drivers) that this board's programs include.
set(NACRE_USER_DRIVERS pl011 frame_buffer)
