// SPDX-License-Identifier: MIT
// Writes the kernel's code, the kernel's lowest data, and a device's registers through the kernel's window.
//
// run: run write_kernel
// expect: write_kernel crashed: it wrote address 0x[89a-f]\w{7,},
// run: run write_kernel data
// expect: write_kernel crashed: it wrote address 0x[89a-f]\w{7,},
// run: run write_kernel device
// expect: write_kernel crashed: it wrote address 0x[89a-f]\w{7,},
#include "attack.hpp"

int nacre::user::program(std::string_view arguments) {
    constexpr Word somewhere_in_data = 0x8'0000;
    const Word target = arguments == "data"     ? kernel_text + somewhere_in_data
                        : arguments == "device" ? machine::kernel_view_of_device(board::device_page)
                                                : kernel_text;
    memory_at<Word>(target) = 0;
    return succeeded("wrote to the kernel");
}
