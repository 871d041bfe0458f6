# SPDX-License-Identifier: MIT
# Third-party source: fetched from Debian's archive at configure time, pinned by version and checksum, never copied
# into the repository and never installed.
set(NACRE_PACKAGES ${PROJECT_SOURCE_DIR}/build/packages CACHE PATH "where fetched packages are kept")

function(nacre_fetch name pool_path sha256)
    execute_process(
        COMMAND ${PROJECT_SOURCE_DIR}/tools/fetch_debian ${name} ${pool_path} ${sha256} ${NACRE_PACKAGES}
        COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The headers of libc++ 19, used freestanding by kernel and programs.
nacre_fetch(libcxx l/llvm-toolchain-19/libc++-19-dev_19.1.7-3~deb12u1_amd64.deb
    21e79a3c1557f0dbc8dc2dd1f123523ab08784a8fa2204c0ef7937e3c9baad95)
set(NACRE_LIBCXX_INCLUDE ${NACRE_PACKAGES}/libcxx/usr/lib/llvm-19/include/c++/v1)

# libfdt, which reads device trees; it comes inside the source of the device-tree compiler.
nacre_fetch(device_tree_compiler d/device-tree-compiler/device-tree-compiler_1.7.2.orig.tar.xz
    92d8ca769805ae1f176204230438fe52808f4e1c7944053c9eec0e649b237539)
set(NACRE_LIBFDT ${NACRE_PACKAGES}/device_tree_compiler/libfdt)

# The font of the text screen: X's own fixed one, 8 by 16, for western Europe.
nacre_fetch(console_setup c/console-setup/console-setup-linux_1.221_all.deb
    65fac4777b0d36e48d90c577ba296c9ceeb051210aa1bf405925e2bf6bc6fecd)
set(NACRE_FONT ${NACRE_PACKAGES}/console_setup/usr/share/consolefonts/Lat15-Fixed16.psf.gz)
